import type { FindJob } from './find-lines';
import type { Find } from './searcher';

/** A piece of 4 MB takes about 20 ms; a pattern that runs wild takes for ever. */
const patienceMs = 2000;

/** Runs a search in a worker of its own, one piece after the other, and ends it where it does not come back. */
export function createMatcher(start: () => Worker): Find {
  let worker: Worker | null = null;
  let giveUp = (): void => undefined;
  let last: Promise<unknown> = Promise.resolve();

  function run(job: FindJob): Promise<Uint32Array | null> {
    const own = (worker ??= start());
    return new Promise((resolve) => {
      const end = (found: Uint32Array | null) => {
        clearTimeout(timer);
        giveUp = () => undefined;
        if (found === null) {
          own.terminate();
          worker = null;
        }
        resolve(found);
      };
      const timer = setTimeout(() => {
        end(null);
      }, patienceMs);
      giveUp = () => {
        end(null);
      };
      own.onmessage = ({ data }: MessageEvent<Uint32Array>) => {
        end(data);
      };
      own.onerror = () => {
        end(null);
      };
      own.postMessage(job, [job.bytes.buffer]);
    });
  }

  return {
    find: (job) => {
      const next = last.then(() => run(job));
      last = next;
      return next;
    },
    cancel: () => {
      giveUp();
    },
  };
}
