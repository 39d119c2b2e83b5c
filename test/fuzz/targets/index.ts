import type { FuzzTarget } from '../target';
import { fileTargets } from './files';
import { logTargets } from './logs';
import { networkTargets } from './network';
import { serverTargets } from './server';
import { sshTargets } from './ssh';
import { typedTargets } from './typed';
import { windowTargets } from './window';

/** Everything that comes from outside: a server, a network, files of others, what is typed, and the window. */
export const targets: readonly FuzzTarget[] = [
  ...serverTargets,
  ...logTargets,
  ...sshTargets,
  ...networkTargets,
  ...fileTargets,
  ...typedTargets,
  ...windowTargets,
];
