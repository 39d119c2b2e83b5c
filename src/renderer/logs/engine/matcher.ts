import type { FindJob } from './find-lines';
import type { Find } from './searcher';

/** A piece of 4 MB takes about 20 ms; a pattern that runs wild takes for ever. */
const patienceMs = 2000;
/** Each piece is read, freed of colours and searched: two at once take half the time. */
const workers = 2;

interface Place {
  worker: Worker | null;
  /** Ends what it is searching. Null: it is free. */
  giveUp: (() => void) | null;
}

/** Runs searches in workers of their own, and ends one that does not come back. */
export function createMatcher(start: () => Worker): Find {
  const places = Array.from({ length: workers }, (): Place => ({ worker: null, giveUp: null }));
  let waiting: (() => void)[] = [];

  function free(): Place | undefined {
    return places.find(({ giveUp }) => giveUp === null);
  }

  function run(place: Place, job: FindJob): Promise<Uint32Array | null> {
    const own = (place.worker ??= start());
    return new Promise((resolve) => {
      const end = (found: Uint32Array | null) => {
        clearTimeout(timer);
        place.giveUp = null;
        if (found === null) {
          own.terminate();
          place.worker = null;
        }
        resolve(found);
        waiting.shift()?.();
      };
      place.giveUp = () => {
        end(null);
      };
      const timer = setTimeout(place.giveUp, patienceMs);
      own.onmessage = ({ data }: MessageEvent<Uint32Array>) => {
        end(data);
      };
      own.onerror = place.giveUp;
      own.postMessage(job, [job.bytes.buffer]);
    });
  }

  return {
    find: async (job) => {
      let place = free();
      while (place === undefined) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        place = free();
      }
      return run(place, job);
    },
    cancel: () => {
      for (const { giveUp } of places) giveUp?.();
      for (const wake of waiting) wake();
      waiting = [];
    },
  };
}
