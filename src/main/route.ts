import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

/** What a kernel says of itself when it has no way, and a router far away says likewise. */
const routeCodes = new Set(['ENETUNREACH', 'ENETDOWN', 'ENONET', 'EADDRNOTAVAIL']);

function isRouteCode(code: string): boolean {
  return routeCodes.has(code);
}

/**
 * Whether this machine knows a way to an address. Connecting a UDP socket asks the kernel and sends nothing, so that
 * its "no" is certainly our own and not that of a router on the way. True where it cannot be told.
 */
function hasRoute(address: string): Promise<boolean> {
  const family = isIP(address);
  if (family === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    const finish = (error: Error | null): void => {
      socket.close();
      resolve(error === null || !('code' in error && isRouteCode(String(error.code))));
    };
    // Dgram reports a failed connect to its callback and, in some versions, as an event.
    socket.once('error', finish);
    socket.connect(9, address, (...[error]: readonly (Error | undefined)[]) => {
      socket.removeAllListeners('error');
      socket.on('error', () => undefined);
      finish(error ?? null);
    });
  });
}

/**
 * Whether an error of connecting says that this machine has no way to any of the addresses that were tried. An error
 * without an address is not taken for that.
 */
export async function isOwnRouteError(error: unknown): Promise<boolean> {
  const tried = attemptsOf(error);
  if (tried.length === 0 || !tried.every(({ code }) => isRouteCode(code))) return false;
  const known = await Promise.all(tried.map(({ address }) => hasRoute(address)));
  return !known.includes(true);
}

/** Several addresses of one name fail with an error for each. */
function attemptsOf(error: unknown): readonly { readonly code: string; readonly address: string }[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError) return error.errors.flatMap(attemptsOf);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const address = 'address' in error && typeof error.address === 'string' ? error.address : '';
  return address === '' ? [] : [{ code, address }];
}
