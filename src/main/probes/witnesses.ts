import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { WitnessAnswer, WitnessReport } from '../../core/model';
import type { WitnessSettings } from '../../core/settings';
import { createSystemClock } from '../clock';
import type { Clock } from '../clock';
import { hostOf, isSameSite, redirectTarget } from './address';
import { askByRoute } from './ask-by-route';
import { askGateway } from './gateway';
import type { ResolveProxy } from './proxy-route';
import type { Hop, HopAnswer } from './hop';
import { hasAddress } from './interfaces';
import type { Interfaces } from './interfaces';

export { hasAddress } from './interfaces';

export interface WitnessOptions {
  readonly witnesses: readonly WitnessSettings[];
  /** For each witness; they are asked at the same time. */
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** Authorities beside those that the runtime knows, for networks with their own. */
  readonly caPem?: string | null;
  readonly lookup?: LookupFunction;
  readonly resolveProxy?: ResolveProxy | undefined;
  readonly interfaces?: () => Interfaces;
  /** Replaces the look at this machine's routes; for tests. */
  readonly gateway?: (timeoutMs: number) => Promise<WitnessReport['gateway']>;
}

const maxBodyBytes = 4_096;
/** It is one hop away. */
const gatewayMs = 1_500;

/** Asks independent addresses whether this machine's own network works. Never rejects; takes `timeoutMs` at most. */
export async function askWitnesses(options: WitnessOptions): Promise<WitnessReport> {
  const at = options.now();
  const clock: Clock = { ...createSystemClock(), now: options.now };
  const interfaces = (options.interfaces ?? networkInterfaces)();
  const witnesses = options.witnesses.map(async (witness) => ({
    url: witness.url,
    byName: isByName(witness.url),
    answer: await askWitness(witness, options, clock),
  }));
  const gateway = (options.gateway ?? askGateway)(Math.min(gatewayMs, options.timeoutMs));
  return {
    at,
    interfaceUp: hasAddress(interfaces),
    gateway: await gateway,
    witnesses: await Promise.all(witnesses),
  };
}

function isByName(url: string): boolean {
  return URL.canParse(url) && isIP(hostOf(new URL(url))) === 0;
}

async function askWitness(witness: WitnessSettings, options: WitnessOptions, clock: Clock): Promise<WitnessAnswer> {
  if (!URL.canParse(witness.url)) return { kind: 'failed', phase: 'dns' };
  const url = new URL(witness.url);
  const { hop } = await askByRoute(
    {
      url,
      caPem: options.caPem ?? null,
      timeoutMs: options.timeoutMs,
      maxBodyBytes,
      wantsBody: (status) => status < 300 && witness.expect !== null,
      clock,
      signal: options.signal,
      lookup: options.lookup,
    },
    options.resolveProxy,
  );
  return judgeWitness(hop, url, witness.expect);
}

function judgeWitness(hop: Hop, url: URL, expect: string | null): WitnessAnswer {
  const ms = hop.phases.totalMs;
  if (!hop.answer.ok) return { kind: 'failed', phase: hop.answer.error.phase };
  const answer = hop.answer.value;
  // Whoever shows a certificate that is not the witness's is not the witness, whatever it says.
  if (hop.certificate !== null && hop.certificate.problem !== null) return { kind: 'foreign', ms };
  // 511 is a network's own "sign in first"; any other 5xx comes from a witness, or a proxy, that is itself in trouble.
  if (answer.status === 511) return { kind: 'foreign', ms };
  if (answer.status >= 500) return { kind: 'failed', phase: 'response' };
  const isOwn = expect === null ? !leadsElsewhere(answer, url) : isExpected(answer, url, expect);
  return { kind: isOwn ? 'answered' : 'foreign', ms };
}

function leadsElsewhere(answer: HopAnswer, url: URL): boolean {
  const target = redirectTarget(answer, url);
  return target !== null && !isSameSite(target, url);
}

function isExpected(answer: HopAnswer, url: URL, expect: string): boolean {
  if (answer.body === null || answer.body.isEncoded) return false;
  // A sign-in page often names the address it stands in for; "success" in /success.txt must not count.
  const escapedPath = encodeURIComponent(url.pathname);
  const text = answer.body.text.replaceAll(url.pathname, '/').replaceAll(escapedPath, '/');
  return text.includes(expect);
}
