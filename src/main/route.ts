import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

/**
 * What a kernel says that knows no way, or was told not to use it (route types `unreachable`, `prohibit` and `blackhole`, as
 * a VPN that is off leaves behind). A router or a silent neighbour can make it say so too: `isOwnRouteMissing` tells them
 * apart.
 */
const routeCodes: readonly string[] = [
  'ENETUNREACH',
  'ENETDOWN',
  'ENONET',
  'EADDRNOTAVAIL',
  'EHOSTUNREACH',
  'EACCES',
  'EINVAL',
];

export function isRouteCode(code: string): boolean {
  return routeCodes.includes(code);
}

/** Whether an error of connecting came from this machine, which knows no way to any of the addresses that were tried. */
export async function isOwnRouteMissing(error: unknown): Promise<boolean> {
  const addresses = addressesOf(error);
  const known = await Promise.all(addresses.map(hasRoute));
  return addresses.length > 0 && !known.includes(true);
}

/** Connecting a UDP socket asks the kernel for a way and sends nothing. */
function hasRoute(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    const finish = (error?: Error): void => {
      socket.close();
      resolve(error === undefined || !('code' in error && isRouteCode(String(error.code))));
    };
    try {
      socket.connect(9, address, finish);
    } catch {
      resolve(true);
    }
  });
}

function addressesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(addressesOf) : [];
  return 'address' in error && typeof error.address === 'string' && isIP(error.address) !== 0
    ? [...inner, error.address]
    : inner;
}
