/**
 * The words of the domain as types. Moments are epoch milliseconds (`…At`), everything is readonly.
 * Start reading at monitor.ts; names follow the glossary in CONTRIBUTING.md.
 */
import type { RemoteError } from './errors';
import type { RemoteFacts } from './remote-facts';

/** In this order they are numbers in the history: what is new goes to the end. */
export const overallStatuses = ['calm', 'attention', 'down', 'no-data', 'maintenance'] as const;
export type OverallStatus = (typeof overallStatuses)[number];
export type Level = 'ok' | 'warning' | 'critical' | 'unknown';
export type Confidence = 'certain' | 'probable' | 'unknown';

export const causes = [
  'laptop-offline',
  'captive-portal',
  'name-not-found',
  'server-unreachable',
  'server-booting',
  'proxy-down',
  'database-down',
  'api-down',
  'api-cannot-start',
  'api-hung',
  'api-error',
  'dashboard-down',
  'dashboard-failing',
  'web-error',
  'certificate-expired',
  'certificate-invalid',
  'certificate-expiring',
  'ssh-unavailable',
  'ssh-auth-failed',
  'host-key-changed',
  'host-key-unknown',
  'sudo-denied',
  'disk-full',
  'disk-filling',
  'memory-low',
  'out-of-memory',
  'workers-missing',
  'watchdog-silent',
  'autostart-missing',
  'code-error',
  'slow',
  'clock-skew',
  'flapping',
] as const;
export type Cause = (typeof causes)[number];

/** Facts worth telling without alarm. */
export const noteKinds = ['worker-restarted', 'rebooted', 'watchdog-restarted-api', 'certificate-renewed'] as const;
export type NoteKind = (typeof noteKinds)[number];

// ── What a probe over HTTPS saw ──────────────────────────────────────────────

/** Milliseconds of each phase; null where the phase was not reached (or, for dnsMs, not needed). */
export interface HttpPhases {
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  readonly tlsMs: number | null;
  readonly firstByteMs: number | null;
  readonly totalMs: number;
}

export type HttpFailure =
  /** The proxy itself, or its own answer in place of a way through; the direct way led nowhere either. */
  | {
      readonly phase: 'proxy';
      readonly reason:
        'unreachable' | 'refused' | 'timeout' | 'login' | 'forbidden' | 'bad-gateway' | 'failed' | 'unsupported';
    }
  | { readonly phase: 'dns'; readonly reason: 'not-found' | 'failed' | 'timeout' }
  /** `no-route`: this machine's own kernel knows no way there, so nothing was sent. */
  | { readonly phase: 'tcp'; readonly reason: 'refused' | 'timeout' | 'unreachable' | 'no-route' | 'reset' }
  | { readonly phase: 'tls'; readonly reason: 'timeout' | 'not-tls' | 'reset' | 'no-common-algorithm' }
  | {
      readonly phase: 'response';
      readonly reason: 'timeout' | 'reset' | 'garbage' | 'too-many-redirects' | 'too-much-header';
    };

/** What the body turned out to be. `foreign`: a page that is not the portal's (a web server's default or error page, a sign-in page). */
export type BodyKind = 'expected' | 'foreign' | 'not-json' | 'empty' | 'not-read';

export type HttpOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: BodyKind; readonly finalUrl: string }
  | { readonly kind: 'failed'; readonly failure: HttpFailure };

export type CertificateProblem =
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-yet-valid' }
  | { readonly kind: 'wrong-name'; readonly names: readonly string[] }
  | { readonly kind: 'unknown-issuer'; readonly issuer: string }
  | { readonly kind: 'self-signed' }
  | { readonly kind: 'incomplete-chain'; readonly issuer: string }
  | { readonly kind: 'other'; readonly code: string };

/** The certificate that was shown, also when it is invalid. */
export interface CertificateFacts {
  readonly subject: string;
  readonly names: readonly string[];
  readonly issuer: string;
  readonly validFromAt: number;
  readonly validToAt: number;
  readonly fingerprint256: string;
  readonly chainLength: number;
  /** null: a browser would accept it. */
  readonly problem: CertificateProblem | null;
}

export interface HttpProbe {
  readonly url: string;
  readonly at: number;
  readonly address: string | null;
  /** The proxy that it went through, "host:port" without credentials; null: directly. */
  readonly via: string | null;
  readonly phases: HttpPhases;
  readonly outcome: HttpOutcome;
  readonly certificate: CertificateFacts | null;
}

// ── Witnesses: is it our own network? ────────────────────────────────────────

export type WitnessAnswer =
  | { readonly kind: 'answered'; readonly ms: number }
  /** Answered with somebody else's page: a network that asks to sign in. */
  | { readonly kind: 'foreign'; readonly ms: number }
  | { readonly kind: 'failed'; readonly phase: HttpFailure['phase'] };

export interface WitnessReport {
  readonly at: number;
  /** The operating system says that no interface but loopback has an address. True is not proof of being online. */
  readonly interfaceUp: boolean;
  /** The default gateway. Supports a verdict, never makes one: many gateways answer nobody. */
  readonly gateway: 'answers' | 'silent' | 'none' | 'unknown';
  /** Empty where witnesses are switched off (closed networks). */
  readonly witnesses: readonly { readonly url: string; readonly byName: boolean; readonly answer: WitnessAnswer }[];
}

// ── One round ────────────────────────────────────────────────────────────────

export type SshOutcome =
  | { readonly kind: 'facts'; readonly facts: RemoteFacts; readonly connectMs: number; readonly totalMs: number }
  | { readonly kind: 'failed'; readonly error: RemoteError; readonly ms: number };

/** What one round saw. Witnesses are asked only when something failed on the way. */
export interface Observation {
  readonly serverId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly portal: HttpProbe;
  readonly api: HttpProbe;
  readonly ssh: SshOutcome;
  readonly witnesses: WitnessReport | null;
  /** Network interfaces that look like a VPN's and are up, by name. */
  readonly tunnels: readonly string[];
}

// ── Judgement ────────────────────────────────────────────────────────────────

/** One check's verdict in one round. `value` and `unit` are for machines, `message` is technical, short and in English. */
export interface CheckResult {
  readonly id: string;
  readonly level: Level;
  readonly value: number | string | null;
  readonly unit: string | null;
  readonly message: string;
  readonly ms: number | null;
}

/**
 * A fact that proves the diagnosis, as data; shared/describe.ts makes the line.
 * `text` is a technical line that reads the same in every language ("systemctl: nginx inactive (dead)").
 */
export interface Evidence {
  readonly text: string;
  /** Shown after the text as "since 10:42:07". */
  readonly sinceAt?: number;
}

/** When something began. `before`: it was already so when first seen. */
export interface Since {
  readonly at: number;
  readonly precision: 'seen' | 'before';
}

/** The values that a sentence may need, by the names used in the catalogues. Absent values choose another variant. */
export interface CauseValues {
  readonly since?: Since;
  readonly boot?: number;
  readonly by?: number;
  readonly at?: number;
  readonly expired?: number;
  readonly expires?: number;
  readonly from?: number;
  readonly status?: number | string;
  readonly unit?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly n?: number;
  readonly total?: number;
  readonly days?: number;
  /** The last step of days that was passed: that of the settings, 14, 7, 3 or 1. */
  readonly step?: number;
  readonly renewed?: number;
  readonly max?: number;
  readonly usedCount?: number;
  readonly mount?: string;
  readonly usedPercent?: number;
  readonly freeBytes?: number;
  readonly leftPercent?: number;
  /** When the disk is full at this rate. */
  readonly when?: number;
  readonly biggest?: string;
  readonly sizeBytes?: number;
  readonly process?: string;
  readonly victim?: string;
  readonly parts?: readonly PartId[];
  readonly service?: PartId;
  readonly names?: readonly string[];
  readonly issuer?: string;
  readonly fingerprint?: string;
  readonly error?: string;
  /** When the application's files last changed. */
  readonly changed?: number;
  readonly offsetMs?: number;
  readonly limitMs?: number;
  readonly usualMs?: number;
  /** Of how long `n` is the count, and when it was last. */
  readonly windowMs?: number;
  readonly last?: number;
  readonly nowMs?: number;
  /** What makes it slow. */
  readonly becauseOf?: 'memory' | 'disk';
  readonly credential?: 'key' | 'agent' | 'password';
  readonly fix?: string;
  readonly path?: string;
  /** Calm so long ends an unstable time. */
  readonly quietMs?: number;
  /** Whether the server's own watchdog will try to repair it. */
  readonly watchdogActive?: boolean;
}

/** The portal's parts, as the sentences name them. */
export type PartId = 'api' | 'dashboard' | 'nginx' | 'postgresql' | 'cron' | 'portal';

/** Whether restarting a service would mend this cause. */
export type RestartAdvice =
  | { readonly kind: 'helps'; readonly service: PartId }
  | { readonly kind: 'may-help'; readonly service: PartId }
  | { readonly kind: 'does-not-help' };

export interface Finding {
  readonly cause: Cause;
  readonly status: 'attention' | 'down' | 'no-data';
  readonly confidence: Confidence;
  /** Chooses between sentences of the same cause, e.g. `full` for database-down. Null: the plain one. */
  readonly variant: string | null;
  readonly values: CauseValues;
  readonly evidence: readonly Evidence[];
  /** The finding that this one is a symptom of. */
  readonly explainedBy: Cause | null;
  readonly restart: RestartAdvice;
}

export interface Note {
  readonly kind: NoteKind;
  readonly at: number;
  /** Absent: certain. */
  readonly confidence?: Confidence;
  /** Chooses between sentences of the same note. */
  readonly variant?: string;
  readonly values: CauseValues;
}

/** Verdict of one round. `primary` null: calm. `findings` holds all others, explained or not, worst first. */
export interface Diagnosis {
  readonly at: number;
  readonly status: OverallStatus;
  readonly primary: Finding | null;
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  readonly checks: readonly CheckResult[];
  /** Second lines under the sentence, each with proof: catalogue key and values. */
  readonly why: readonly { readonly key: string; readonly values: CauseValues }[];
  /** What could not be measured in this round, as check ids: never counted as well. */
  readonly unknown: readonly string[];
}
