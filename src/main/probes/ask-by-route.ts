import { askOnce, type Hop, type HopOptions } from './hop';
import { direct, isLoopbackUrl, labelOf, type ProxyRoute, type ResolveProxy } from './proxy-route';

/** The last way tried must have time for an answer. */
const shareOfProxy = 0.6;

export interface RoutedHop extends Hop {
  /** The proxy that it went through, or that failed; null: directly. */
  readonly via: string | null;
}

/**
 * Asks by the ways that the system prefers, and directly where no proxy led through: a proxy of yesterday's network must
 * not make a portal look down. All within `timeoutMs`. Where nothing led through, the proxy's failure is the answer.
 */
export async function askByRoute(options: HopOptions, resolve: ResolveProxy | undefined): Promise<RoutedHop> {
  const { clock, url } = options;
  const endsAt = clock.monotonic() + options.timeoutMs;
  const routes = resolve === undefined || isLoopbackUrl(url) ? [direct] : await resolve(url.href);
  let failed: RoutedHop | null = null;
  for (const route of routes.filter((one) => one.kind !== 'direct')) {
    const leftMs = (endsAt - clock.monotonic()) * shareOfProxy;
    const hop = await askThrough(route, { ...options, timeoutMs: leftMs });
    if (!isProxyFailure(hop)) return hop;
    failed ??= hop;
  }
  const straight = await askOnce({ ...options, timeoutMs: endsAt - clock.monotonic() });
  // What the proxy said counts unless the direct way was open.
  return straight.answer.ok || failed === null ? { ...straight, via: null } : failed;
}

async function askThrough(route: ProxyRoute, options: HopOptions): Promise<RoutedHop> {
  const via = labelOf(route);
  if (route.kind === 'proxy') return { ...(await askOnce({ ...options, proxy: route })), via };
  const phases = { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 };
  const answer = { ok: false, error: { phase: 'proxy', reason: 'unsupported' } } as const;
  return { phases, address: null, certificate: null, answer, via };
}

function isProxyFailure({ answer }: Hop): boolean {
  return !answer.ok && answer.error.phase === 'proxy';
}
