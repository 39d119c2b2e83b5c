import type { LookupFunction } from 'node:net';
import type { BodyKind, CertificateFacts, HttpFailure, HttpOutcome, HttpProbe } from '../../core/model';
import { judgeBody } from '../../core/web-body';
import { createSystemClock } from '../clock';
import type { Clock } from '../clock';
import { isSameSite, redirectTarget, showUrl } from './address';
import { askByRoute } from './ask-by-route';
import type { RoutedHop } from './ask-by-route';
import type { Hop, HopAnswer } from './hop';
import type { ResolveProxy } from './proxy-route';

export interface HttpsProbeOptions {
  readonly url: string;
  readonly expect: 'json' | 'page';
  /** Authorities beside those that the runtime knows. */
  readonly caPem: string | null;
  /** For everything together: name, connection, redirects, body. */
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** Replaces the system's name resolution; for tests. */
  readonly lookup?: LookupFunction;
  /** Which proxies to try before the direct way; none unless told. */
  readonly resolveProxy?: ResolveProxy | undefined;
}

const maxBodyBytes = 262_144;
const maxRedirects = 5;

/**
 * Asks a web address as a browser would and says how far it came. Never rejects; ends within `timeoutMs`, whatever the
 * other side does; aborting counts as a timeout in the phase it was in. Redirects are followed on the same host only:
 * one that leads elsewhere is the answer (`foreign`, with the other address as `finalUrl`). Phases and address are those
 * of the last request, `totalMs` of all.
 */
export async function probeHttps(options: HttpsProbeOptions): Promise<HttpProbe> {
  const at = options.now();
  const clock: Clock = { ...createSystemClock(), now: options.now };
  const startedAt = clock.monotonic();
  if (!URL.canParse(options.url)) return unusable(options.url, at);
  const walk = await followRedirects(new URL(options.url), options, clock);
  const totalMs = Math.round(clock.monotonic() - startedAt);
  return {
    url: options.url,
    at,
    address: walk.hop.address,
    via: walk.via,
    phases: { ...walk.hop.phases, totalMs },
    outcome: walk.outcome,
    certificate: walk.certificate,
  };
}

interface Walk {
  readonly hop: Hop;
  readonly via: string | null;
  readonly outcome: HttpOutcome;
  readonly certificate: CertificateFacts | null;
}

async function followRedirects(start: URL, options: HttpsProbeOptions, clock: Clock): Promise<Walk> {
  const endsAt = clock.monotonic() + options.timeoutMs;
  let url = start;
  let certificate: CertificateFacts | null = null;
  for (let followed = 0; ; followed += 1) {
    const { hop, via }: RoutedHop = await askByRoute(
      {
        url,
        caPem: options.caPem,
        timeoutMs: endsAt - clock.monotonic(),
        maxBodyBytes,
        wantsBody: (status) => status < 300,
        clock,
        signal: options.signal,
        lookup: options.lookup,
      },
      options.resolveProxy,
    );
    // Kept when a later request needs none: a redirect back to plain HTTP does not make it unseen.
    // A browser stops at the first bad one; a good one behind a redirect does not mend it.
    if (certificate?.problem == null) certificate = hop.certificate ?? certificate;
    if (!hop.answer.ok) return { hop, via, certificate, outcome: failed(hop.answer.error) };
    const answer = hop.answer.value;
    const target = redirectTarget(answer, url);
    if (target === null)
      return { hop, via, certificate, outcome: answered(answer, url, bodyKind(answer, options.expect)) };
    if (!isSameSite(target, url)) return { hop, via, certificate, outcome: answered(answer, target, 'foreign') };
    if (followed === maxRedirects) {
      return { hop, via, certificate, outcome: failed({ phase: 'response', reason: 'too-many-redirects' }) };
    }
    url = target;
  }
}

function bodyKind(answer: HopAnswer, expect: 'json' | 'page'): BodyKind {
  return answer.body === null ? 'not-read' : judgeBody(answer.body, expect);
}

function answered(answer: HopAnswer, finalUrl: URL, body: BodyKind): HttpOutcome {
  return { kind: 'answered', status: answer.status, body, finalUrl: showUrl(finalUrl) };
}

function failed(failure: HttpFailure): HttpOutcome {
  return { kind: 'failed', failure };
}

function unusable(url: string, at: number): HttpProbe {
  return {
    url,
    at,
    address: null,
    via: null,
    phases: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
    outcome: failed({ phase: 'dns', reason: 'failed' }),
    certificate: null,
  };
}
