import { randomBytes } from 'node:crypto';

/** A mark that nothing on the server can know beforehand. */
export function createNonce(): string {
  return randomBytes(12).toString('hex');
}
