import type { Evidence } from '../model';

/**
 * VPN interfaces that were up and are not any more. Counted by kind and not by name: a VPN that comes back is utun5
 * where it was utun4.
 */
export function goneTunnels(before: readonly string[], now: readonly string[]): readonly string[] {
  const left = now.filter((name) => !before.includes(name)).map(kindOf);
  return before.filter((name) => {
    if (now.includes(name)) return false;
    const at = left.indexOf(kindOf(name));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function kindOf(name: string): string {
  return name.replace(/\d+$/, '');
}

export function tunnelEvidence(gone: readonly string[]): readonly Evidence[] {
  return gone.map((name) => ({ text: `VPN interface ${name}: up before, gone now` }));
}

/** An address that only a local network or a VPN leads to: RFC 1918, RFC 6598 (Tailscale and carriers), RFC 4193. */
export function isPrivateAddress(address: string): boolean {
  const [a = -1, b = -1] = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(address)?.slice(1).map(Number) ?? [];
  if (a === 10 || (a === 192 && b === 168)) return true;
  return (a === 172 && b >= 16 && b <= 31) || (a === 100 && b >= 64 && b <= 127) || /^f[cd][0-9a-f]{2}:/i.test(address);
}
