import { isLoopback } from '../../core/diagnosis/network-evidence';
import { hostOf } from './address';
import { askOnce } from './hop';
import type { Hop, HopOptions } from './hop';
import { labelOf } from './proxy-route';
import type { ProxyRoute, ResolveProxy } from './proxy-route';

export interface RoutedHop {
  readonly hop: Hop;
  /** The proxy that was asked, "host:port"; null: directly. */
  readonly via: string | null;
}

/** More proxies than this are not tried: each takes its share of the time. */
const maxProxies = 2;
/** A PAC script that does not end must not keep the request from its direct way. */
const resolveMs = 1_500;

/**
 * Asks by the ways that the system names, one after the other, and directly at last: a proxy that fails proves nothing
 * about the address. Whatever came through a way counts. When all have failed, the proxy's failure is the one to tell.
 */
export async function askByRoute(options: HopOptions, resolveProxy: ResolveProxy | undefined): Promise<RoutedHop> {
  const { clock, url } = options;
  const endsAt = clock.monotonic() + options.timeoutMs;
  const leftMs = (): number => endsAt - clock.monotonic();
  const route = resolveProxy === undefined || isLoopback(hostOf(url)) ? [] : await resolveWithin(options, resolveProxy);
  const proxies = proxiesOf(route);
  let refused: RoutedHop | null = null;
  for (const [index, proxy] of proxies.entries()) {
    if (proxy.kind === 'socks') {
      refused ??= { hop: unsupported, via: labelOf(proxy) };
      continue;
    }
    const wayMs = leftMs() / (proxies.length - index + 1);
    const hop = await askOnce({ ...options, timeoutMs: leftMs(), proxy: { proxy, wayMs } });
    if (hop.answer.ok || hop.answer.error.phase !== 'proxy') return { hop, via: labelOf(proxy) };
    refused ??= { hop, via: labelOf(proxy) };
  }
  const direct = await askOnce({ ...options, timeoutMs: leftMs() });
  return refused !== null && isUnreached(direct) ? refused : { hop: direct, via: null };
}

/** A missing way of this machine explains the proxy's failure as well. */
function isUnreached({ answer }: Hop): boolean {
  if (answer.ok) return false;
  const { phase, reason } = answer.error;
  return phase === 'dns' || (phase === 'tcp' && reason !== 'no-route');
}

function proxiesOf(route: ProxyRoute): readonly Exclude<ProxyRoute[number], { kind: 'direct' }>[] {
  const end = route.findIndex(({ kind }) => kind === 'direct');
  return (end < 0 ? route : route.slice(0, end))
    .flatMap((step) => (step.kind === 'direct' ? [] : [step]))
    .slice(0, maxProxies);
}

function resolveWithin({ clock, url, timeoutMs }: HopOptions, resolveProxy: ResolveProxy): Promise<ProxyRoute> {
  return new Promise((resolve) => {
    const cancel = clock.after(Math.min(resolveMs, timeoutMs / 4), () => {
      resolve([]);
    });
    const finish = (route: ProxyRoute): void => {
      cancel();
      resolve(route);
    };
    // What the address says besides its host is nobody's business on the way.
    resolveProxy(url.origin + url.pathname).then(finish, () => {
      finish([]);
    });
  });
}

const unsupported: Hop = {
  phases: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
  address: null,
  certificate: null,
  answer: { ok: false, error: { phase: 'proxy', reason: 'unsupported' } },
};
