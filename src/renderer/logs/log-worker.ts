/** Holds the lines of the logs; the window sees only those on the screen. */
import { createLogSession } from './engine/log-session';
import type { FromWorker, ToWorker } from './engine/protocol';
import { createMatcher } from './engine/matcher';
import { workerScope } from './engine/worker-scope';

/** What comes in within this time is drawn together. */
const drawEveryMs = 50;

const scope = workerScope<ToWorker, FromWorker>();
const finder = createMatcher(() => new Worker(new URL('./match-worker.ts', import.meta.url), { type: 'module' }));
let timer: ReturnType<typeof setTimeout> | undefined;
const receive = createLogSession({
  post: (message) => {
    scope.postMessage(message);
  },
  finder,
  now: () => Date.now(),
  soon: (draw) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      draw();
    }, drawEveryMs);
  },
});
scope.onmessage = ({ data }) => {
  receive(data);
};
