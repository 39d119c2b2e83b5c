/** The default gateway in what each system says about its routes. `none`: it has no default route. Null: nothing can be said. */
export type DefaultGateway = { readonly address: string; readonly device: string | null } | 'none' | null;

/** Linux, /proc/net/route: addresses in hexadecimal, in the byte order of the machine (ours are all little-endian). */
export function parseProcRoute(text: string): DefaultGateway {
  const lines = text.trim().split('\n');
  if (!(lines[0] ?? '').startsWith('Iface')) return null;
  const rows = lines.slice(1).map((line) => line.trim().split(/\s+/));
  const defaults = rows.filter(
    ([, to, , flags, , , , mask]) => to === '00000000' && mask === '00000000' && isUp(flags),
  );
  const best = [...defaults].sort((a, b) => Number(a[6]) - Number(b[6]))[0];
  if (best === undefined) return 'none';
  const bytes =
    (best[2] ?? '')
      .match(/../g)
      ?.map((byte) => Number.parseInt(byte, 16))
      .reverse() ?? [];
  const address = bytes.join('.');
  // A VPN's or a modem's way out has nobody at its other end to ask.
  return bytes.length === 4 && address !== '0.0.0.0' ? { address, device: best[0] ?? null } : null;
}

function isUp(flags: string | undefined): boolean {
  return (Number.parseInt(flags ?? '0', 16) & 1) === 1;
}

/** Linux, /proc/net/ipv6_route. The unreachable default of a machine without IPv6 (flag 0x200) is none. */
export function parseProcIpv6Route(text: string): DefaultGateway {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const defaults = rows.filter(([to, length, , , via, , , , flags]) => {
    const bits = Number.parseInt(flags ?? '0', 16);
    return (
      /^0{32}$/.test(to ?? '') && length === '00' && (bits & 0x201) === 1 && via !== undefined && !/^0{32}$/.test(via)
    );
  });
  const best = defaults[0];
  if (best === undefined) return 'none';
  const address = (best[4] ?? '').match(/.{4}/g)?.join(':') ?? '';
  return { address, device: best[9] ?? null };
}

/** Linux, /proc/net/arp: an entry whose flags are 0 is being asked for and nobody has answered. */
export function isSilentInArp(text: string, address: string): boolean {
  const row = text.split('\n').find((line) => line.split(/\s+/)[0] === address);
  return row !== undefined && row.split(/\s+/)[2] === '0x0';
}

/** macOS, `route -n get default`. */
export function parseRouteGet(text: string): DefaultGateway {
  const wordsOf = (name: string) =>
    linesOf(text)
      .find((words) => words[0] === name)
      ?.slice(1);
  const gateway = wordsOf('gateway:');
  const address = gateway?.length === 1 ? /^([0-9a-f.:]+)(?:%\S+)?$/i.exec(gateway[0] ?? '')?.[1] : undefined;
  if (address !== undefined) return { address, device: wordsOf('interface:')?.[0] ?? null };
  return /not in table/i.test(text) ? 'none' : null;
}

/** Windows, `route print -4 0.0.0.0`: the columns are the same in every language, the words are not. */
export function parseRoutePrint(text: string): DefaultGateway {
  const rows = linesOf(text).filter(
    (words) =>
      words.length >= 5 &&
      words[0] === '0.0.0.0' &&
      words[1] === '0.0.0.0' &&
      isIpv4(words.at(-2)) &&
      /^\d+$/.test(words.at(-1) ?? ''),
  );
  const best = rows.sort((a, b) => Number(a.at(-1)) - Number(b.at(-1)))[0];
  if (best === undefined) return /={10}/.test(text) ? 'none' : null;
  // "On-link" is one word or several, in the system's language.
  const address = best.length === 5 ? best[2] : undefined;
  return address !== undefined && isIpv4(address) ? { address, device: null } : null;
}

/** Each line as its words: no pattern can make it slow. */
function linesOf(text: string): readonly (readonly string[])[] {
  return text.split('\n').map((line) => line.split(/\s+/).filter((word) => word !== ''));
}

function isIpv4(word: string | undefined): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(word ?? '');
}
