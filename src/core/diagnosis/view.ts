import type {
  Cause,
  CauseValues,
  Confidence,
  Evidence,
  Finding,
  HttpProbe,
  Observation,
  RestartAdvice,
} from '../model';
import type { ErrorLogFindings } from '../error-log';
import type { LocalAnswer, RemoteFacts } from '../remote-facts';
import type { Samples } from '../samples';
import type { ServerSettings } from '../settings';
import type { RoundMemory } from './memory';

/** What the detectors look at: one round, and the little of the past that they may know. */
export interface RoundView {
  readonly observation: Observation;
  readonly server: ServerSettings;
  readonly facts: RemoteFacts | null;
  /** What gunicorn and the application wrote; null where it was not seen. */
  readonly log: ErrorLogFindings | null;
  /** Causes of the round before, for thresholds that differ between entering and leaving. */
  readonly earlier: ReadonlySet<Cause>;
  /** What earlier rounds left; null in the first. */
  readonly memory: RoundMemory | null;
  /** The round before saw too few workers as well. */
  readonly fewWorkersBefore: boolean;
  /** Answer times and disk use of the rounds before. */
  readonly samples: Samples;
  readonly at: number;
}

/** What one look inside says, for what outlives the round. */
export type Look = Pick<RoundView, 'facts' | 'log' | 'at'>;

const notHelping: RestartAdvice = { kind: 'does-not-help' };

/** A finding with what most of them share filled in. */
export function finding(
  cause: Cause,
  status: Finding['status'],
  confidence: Confidence,
  parts: {
    readonly evidence: readonly Evidence[];
    readonly values?: CauseValues;
    readonly variant?: string | null;
    readonly restart?: RestartAdvice;
  },
): Finding {
  return {
    cause,
    status,
    confidence,
    variant: parts.variant ?? null,
    values: parts.values ?? {},
    evidence: parts.evidence,
    explainedBy: null,
    restart: parts.restart ?? notHelping,
  };
}

/** Answered as it should: the right status and the right page. */
export function isWell(probe: HttpProbe): boolean {
  return probe.outcome.kind === 'answered' && isGoodStatus(probe.outcome.status) && probe.outcome.body === 'expected';
}

export function isGoodStatus(status: number): boolean {
  return status >= 200 && status < 400;
}

/** No HTTP answer at all, whatever the phase. */
export function isSilent(probe: HttpProbe): boolean {
  return probe.outcome.kind === 'failed';
}

/** Nothing of the server was reached: the failure lies before TLS. */
export function isUnreached(probe: HttpProbe): boolean {
  return probe.outcome.kind === 'failed' && ['dns', 'tcp', 'proxy'].includes(probe.outcome.failure.phase);
}

/** "GET /api/ 500 in 31 ms" or "GET / no answer: tcp timeout after 10000 ms". */
export function probeEvidence(probe: HttpProbe): Evidence {
  const path = pathOf(probe.url);
  const ms = `${String(Math.round(probe.phases.totalMs))} ms`;
  if (probe.outcome.kind === 'failed') {
    const { phase, reason } = probe.outcome.failure;
    return { text: `GET ${path}: ${phase} ${reason} (${ms})` };
  }
  const { status, body } = probe.outcome;
  const remark = body === 'expected' || body === 'not-read' ? '' : `, body ${body}`;
  return { text: `GET ${path} ${String(status)} in ${ms}${remark}` };
}

function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  return start < 0 ? '/' : url.slice(start);
}

/** The port of the public address. */
export function webPort(url: string): number {
  const match = /^(https?):\/\/(?:\[[^\]]*\]|[^/:]+)(?::(\d+))?/i.exec(url);
  if (match?.[2] !== undefined) return Number(match[2]);
  return match?.[1]?.toLowerCase() === 'http' ? 80 : 443;
}

/** The host name of the public address, without port or brackets. */
export function webHost(url: string): string {
  const match = /^https?:\/\/(?:\[([^\]]*)\]|([^/:?#]+))/i.exec(url);
  return match?.[1] ?? match?.[2] ?? url;
}

/** Answered well to the server itself. */
export function isServing(local: LocalAnswer | null | undefined): local is LocalAnswer {
  return local != null && isGoodStatus(local.status);
}
