import type { FindJob, PlaceJob } from './find-lines';
import type { Hits } from './places';
import type { Find } from './searcher';

/** Finds the places of a pattern in a few texts; null: it took too long, or was given up. */
export interface PlaceFind {
  place(job: PlaceJob): Promise<readonly Hits[] | null>;
}

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
export function createMatcher(start: () => Worker): Find & PlaceFind {
  const places = Array.from({ length: workers }, (): Place => ({ worker: null, giveUp: null }));
  let waiting: (() => void)[] = [];

  function free(): Place | undefined {
    return places.find(({ giveUp }) => giveUp === null);
  }

  /** Between finding a place free and taking it nobody else may come. */
  async function runNext<T>(job: FindJob | PlaceJob): Promise<T | null> {
    let place = free();
    while (place === undefined) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      place = free();
    }
    return run<T>(place, job);
  }

  function run<T>(place: Place, job: FindJob | PlaceJob): Promise<T | null> {
    const own = (place.worker ??= start());
    return new Promise((resolve) => {
      const end = (found: T | null) => {
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
      own.onmessage = ({ data }: MessageEvent<T>) => {
        end(data);
      };
      own.onerror = place.giveUp;
      own.postMessage(job, 'bytes' in job ? [job.bytes.buffer] : []);
    });
  }

  return {
    find: (job) => runNext<Uint32Array>(job),
    place: (job) => runNext<readonly Hits[]>(job),
    cancel: () => {
      for (const { giveUp } of places) giveUp?.();
      for (const wake of waiting) wake();
      waiting = [];
    },
  };
}
