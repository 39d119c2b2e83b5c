/** Looks for a pattern in one piece of text. It is ended from outside where a pattern takes too long. */
import { findLines, type FindJob } from './engine/find-lines';
import { workerScope } from './engine/worker-scope';

const scope = workerScope<FindJob, Uint32Array>();
scope.onmessage = ({ data }) => {
  const found = findLines(data);
  scope.postMessage(found, [found.buffer]);
};
