/** Looks for a pattern in one piece of text. It is ended from outside where a pattern takes too long. */
import { findLines, findPlaces, type FindJob, type PlaceJob } from './engine/find-lines';
import type { Hits } from './engine/places';
import { workerScope } from './engine/worker-scope';

const scope = workerScope<FindJob | PlaceJob, Uint32Array | readonly Hits[]>();
scope.onmessage = ({ data }) => {
  if ('texts' in data) {
    scope.postMessage(findPlaces(data));
    return;
  }
  const found = findLines(data);
  scope.postMessage(found, [found.buffer]);
};
