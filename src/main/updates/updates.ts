/** Looks for a newer version once a day and fetches it, in quiet moments only; it takes the old one's place when she quits, or says so. */
import {
  nextUpdateCheckAt,
  updateWay,
  type UpdateInstaller,
  type UpdateObstacle,
  type UpdatePlace,
} from '../../core/update-policy';
import type { UpdateState } from '../../shared/ipc';
import type { Clock } from '../clock';
import { faultText } from '../fault-text';

/** What asks, fetches and replaces: made by `loadUpdater`, a plain object in a test. */
export interface Updater {
  /** Null: this is the newest. */
  find(): Promise<string | null>;
  /** Fetches what was found, and makes sure that it is what was promised. */
  download(signal: AbortSignal): Promise<void>;
  /** It takes the place when the program ends, or is thrown away. */
  keep(isWanted: boolean): void;
  /** Ends the program and starts the new one. */
  restart(): void;
}

export interface UpdatesDeps {
  readonly clock: Clock;
  readonly place: UpdatePlace;
  readonly isOn: () => boolean;
  /** Asked before each step. */
  readonly obstacle: () => UpdateObstacle | null;
  readonly askedAt: { read(): number | null; write(at: number): void };
  /** Only now is any of the library in memory. */
  readonly load: (by: UpdateInstaller) => Promise<Updater>;
  readonly random: () => number;
  readonly onChange: () => void;
  readonly log: (line: string) => void;
}

export interface Updates {
  state(): UpdateState;
  /** Called now and then: asks where it is time, and gives up what is in the way of something else. */
  consider(): void;
  /** False: there is nothing to change to, or it would cut a restart. */
  canRestart(): boolean;
  /** Her click. False: it cannot be now. */
  restart(): boolean;
  stop(): void;
}

export function createUpdates(deps: UpdatesDeps): Updates {
  const { clock, log } = deps;
  const startedAt = clock.now();
  const spread = deps.random();
  let askedAt = deps.askedAt.read();
  let updater: Updater | null = null;
  let known: Extract<UpdateState, { kind: 'unknown' | 'current' | 'found' | 'ready' }> = { kind: 'unknown' };
  let fetching: AbortController | null = null;
  let isAsking = false;
  let isStopped = false;

  const way = () => updateWay(deps.place, deps.isOn());

  function tell(next: typeof known): void {
    known = next;
    if (!isStopped) deps.onChange();
  }

  async function ask(by: UpdateInstaller): Promise<void> {
    const before = askedAt;
    askedAt = clock.now();
    deps.askedAt.write(askedAt);
    try {
      updater ??= await deps.load(by);
      const version = await updater.find();
      if (isStopped) return;
      if (version === null) {
        tell({ kind: 'current' });
        return;
      }
      log(`update: ${version} was found`);
      tell({ kind: 'found', version });
      await fetch(updater, version, before);
    } catch (error) {
      // Without a network, or with a server that has none: tomorrow again, without a word to her.
      log(`update: ${firstLine(faultText(error))}`);
      tell({ kind: 'unknown' });
    }
  }

  async function fetch(from: Updater, version: string, before: number | null): Promise<void> {
    const own = new AbortController();
    fetching = own;
    if (!isFree()) own.abort();
    try {
      await from.download(own.signal);
      if (own.signal.aborted) throw new Error('given up');
      from.keep(true);
      log(`update: ${version} is ready`);
      tell({ kind: 'ready', version });
    } catch (error) {
      if (!own.signal.aborted) throw error;
      log(`update: ${version} waits, something else needs the moment`);
      // Not a day later, but when it is quiet again.
      askedAt = before;
      tell({ kind: 'unknown' });
    } finally {
      fetching = null;
    }
  }

  function isFree(): boolean {
    return !isStopped && way().kind === 'on' && deps.obstacle() === null;
  }

  function canRestart(): boolean {
    return known.kind === 'ready' && way().kind === 'on' && deps.obstacle() !== 'restart';
  }

  return {
    state: () => {
      const now = way();
      return now.kind === 'off' ? now : known;
    },
    consider: () => {
      if (isStopped) return;
      if (known.kind === 'ready') {
        updater?.keep(way().kind === 'on');
        return;
      }
      if (fetching !== null) {
        if (!isFree()) fetching.abort();
        return;
      }
      if (isAsking || clock.now() < nextUpdateCheckAt({ at: clock.now(), startedAt, askedAt, spread })) return;
      const now = way();
      if (now.kind === 'off' || !isFree()) return;
      isAsking = true;
      void ask(now.by).finally(() => {
        isAsking = false;
      });
    },
    canRestart,
    restart: () => {
      if (updater === null || !canRestart()) return false;
      updater.restart();
      return true;
    },
    stop: () => {
      isStopped = true;
      fetching?.abort();
    },
  };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
