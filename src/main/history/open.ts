/** For whoever only reads: the command line's report, while the tray application writes or does not. */
import { join } from 'node:path';
import { systemReason } from '../atomic-file';
import { createSystemClock, type Clock } from '../clock';
import { chooseDriver } from './choose-driver';
import { sqlFailure, type Driver } from './driver';
import type { MeasuringReader } from './history';
import { createOnlooker, unfinishedWrite } from './onlooker';
import { createReader } from './reader';
import { newerSchema } from './schema';

/** How long a question waits while another process writes. */
const readerBusyMs = 3_000;

export interface HistoryOpening {
  readonly driver?: Driver;
  readonly clock?: Clock;
}

/** Why the history cannot be read. */
export interface ReadProblem {
  /** `unfinished`: a write was broken off, and only who may write there can undo it. */
  readonly kind: 'denied' | 'busy' | 'damaged' | 'newer' | 'unfinished' | 'other';
  readonly detail: string;
}

/** A missing file is an empty history; one that cannot be read too, and `problem` says why. Nothing is written. */
export function openHistoryReader(
  dataDir: string,
  { driver = chooseDriver(), clock = createSystemClock() }: HistoryOpening = {},
): MeasuringReader & { close(): void; problem(): ReadProblem | null } {
  const onlooker = createOnlooker({ driver, path: join(dataDir, 'history.db'), busyMs: readerBusyMs });
  let problem: ReadProblem | null = null;
  return {
    ...createReader({
      now: clock.now,
      ask: (question) => {
        try {
          const answer = onlooker.ask(question);
          problem = null;
          return answer;
        } catch (error) {
          problem = { kind: toKind(error), detail: systemReason(error) };
          return null;
        }
      },
    }),
    problem: () => problem,
    close: onlooker.close,
  };
}

function toKind(error: unknown): ReadProblem['kind'] {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  if (message === newerSchema) return 'newer';
  if (message === unfinishedWrite) return 'unfinished';
  const failure = sqlFailure(error);
  return failure === 'busy' || failure === 'damaged' ? failure : 'other';
}
