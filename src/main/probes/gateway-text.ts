/** What systems print about the default gateway. */

/** /proc/net/route: destination and gateway as little-endian hexadecimal. Null: no default route. */
export function parseLinuxRoutes(text: string): string | null {
  for (const line of text.split('\n').slice(1)) {
    const [, destination, gateway, flags] = line.trim().split(/\s+/);
    // Up, and through a gateway: a tunnel's default route has none.
    if (destination !== '00000000' || gateway === undefined || gateway === '00000000') continue;
    if ((Number.parseInt(flags ?? '', 16) & 0x3) !== 0x3) continue;
    return (
      gateway
        .match(/../g)
        ?.reverse()
        .map((byte) => String(Number.parseInt(byte, 16)))
        .join('.') ?? null
    );
  }
  return null;
}

/** `route -n get default` of macOS. */
export function parseMacRoute(text: string): string | null {
  return /^\s*gateway: (\d{1,3}(?:\.\d{1,3}){3})\s*$/m.exec(text)?.[1] ?? null;
}

/** `route print -4 0.0.0.0` of Windows, in any language: columns of addresses. */
export function parseWindowsRoutes(text: string): string | null {
  return /^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+(\d{1,3}(?:\.\d{1,3}){3})\s/m.exec(text)?.[1] ?? null;
}

/** /proc/net/arp. Null: the kernel has not asked for it, e.g. on a point-to-point link. */
export function parseArp(text: string, address: string): 'complete' | 'incomplete' | null {
  const line = text.split('\n').find((one) => one.split(/\s+/)[0] === address);
  const flags = line?.split(/\s+/)[2];
  if (flags === undefined) return null;
  return (Number.parseInt(flags, 16) & 0x2) !== 0 ? 'complete' : 'incomplete';
}
