/** One application at a time, and another one in its place. */
import type { Application, ApplicationOptions } from './application';

type Left = Awaited<ReturnType<Application['stop']>>;
type Running = Pick<Application, 'show' | 'isBusy' | 'stop'>;

export interface Succession {
  current(): Running | null;
  /** From her click on, until `release` or the end of `turnTo`, nothing else takes the place. False: something else does. */
  claim(): boolean;
  release(): void;
  /** What is here ends, then `next` says with what it begins anew. */
  turnTo(next: (left: Left) => ApplicationOptions): Promise<void>;
  /** What is here ends, and nothing comes after it. */
  quit(): void;
}

export interface SuccessionDeps {
  readonly start: (options: ApplicationOptions) => Promise<Running | null>;
  readonly onFailed: (error: unknown) => void;
}

export function createSuccession({ start, onFailed }: SuccessionDeps): Succession {
  let current: Running | null = null;
  let isClaimed = false;
  let isQuitting = false;
  // Asked anew after each wait.
  const quits = (): boolean => isQuitting;

  return {
    current: () => current,
    claim: () => {
      if (isClaimed || quits()) return false;
      isClaimed = true;
      return true;
    },
    release: () => {
      isClaimed = false;
    },
    turnTo: async (next) => {
      try {
        const before = current;
        current = null;
        const options = next((await before?.stop('replaced')) ?? null);
        const started = quits() ? null : await start(options);
        if (quits()) void started?.stop('quits');
        else current = started;
      } catch (error) {
        onFailed(error);
      }
      isClaimed = false;
    },
    quit: () => {
      isQuitting = true;
      void current?.stop('quits');
      current = null;
    },
  };
}
