/** What the read-only script said about the server, parsed. `null` or `unreadable` is "not known", never "well". */

export interface UnitFacts {
  readonly name: string;
  /** systemd LoadState: loaded, not-found, masked … */
  readonly load: string;
  /** systemd ActiveState: active, inactive, failed, activating … */
  readonly active: string;
  readonly sub: string;
  readonly result: string;
  readonly restarts: number | null;
  /** ExecMainStatus: exit code, or number of the signal, of its last end. */
  readonly exitStatus: number | null;
  /** UnitFileState: enabled, disabled, static, generated … '' where systemd says nothing. */
  readonly enabled: string;
  /** When the unit entered its present state, corrected to the laptop's clock. */
  readonly changedAt: number | null;
}

export interface ProcessFacts {
  readonly pid: number;
  readonly parentPid: number;
  /** First letter of ps STAT: R S D T Z … */
  readonly state: string;
  /** Null where the kernel's clock gives a nonsense age (containers). */
  readonly ageSeconds: number | null;
  readonly rssBytes: number | null;
}

export interface GunicornFacts {
  readonly masters: readonly ProcessFacts[];
  readonly workers: readonly ProcessFacts[];
  /** Workers whose master is gone: they may still serve, nobody replaces them. */
  readonly orphans: readonly ProcessFacts[];
  /** `--timeout`: for how long one request may hold a worker. Null where the command line does not say. */
  readonly requestLimitMs: number | null;
}

/** A request that the server made to itself. `status` 0: no answer. */
export interface LocalAnswer {
  readonly status: number;
  readonly ms: number;
  /** curl's exit code: 0 fine, 7 refused, 28 timed out, 52 empty reply … Null where curl is not there. */
  readonly curlExit: number | null;
  /** First bytes, for telling a wrong page; never shown. */
  readonly bodyStart: string;
}

/** The certificate that the server shows to itself: nobody in between can change it. */
export interface LocalCertificate {
  /** As in CertificateFacts: pairs of capital hexadecimal digits between colons. */
  readonly fingerprint256: string;
  readonly validToAt: number;
}

export interface DiskFacts {
  readonly mount: string;
  readonly device: string;
  readonly sizeBytes: number;
  readonly usedBytes: number;
  /** What an ordinary user may still write. */
  readonly availableBytes: number;
  /** As df prints it: used ÷ (used + available), rounded up. */
  readonly usedPercent: number;
  readonly inodesUsedPercent: number | null;
  readonly readOnly: boolean;
}

export interface SwapCounters {
  readonly inBytes: number;
  readonly outBytes: number;
}

export interface MemoryFacts {
  readonly totalBytes: number;
  readonly availableBytes: number;
  readonly swapTotalBytes: number;
  readonly swapFreeBytes: number;
  /** Moved from and to swap since the boot; null where the kernel does not say. */
  readonly swapped: SwapCounters | null;
  readonly biggest: { readonly name: string; readonly rssBytes: number } | null;
}

export interface DatabaseFacts {
  /** pg_isready: 0 accepts, 1 rejects (starting up), 2 no answer, 3 not asked; null: no such program. */
  readonly ready: 'accepting' | 'rejecting' | 'no-answer' | null;
  /** Cluster units, e.g. postgresql@15-main. Empty where the distribution has none. */
  readonly clusters: readonly UnitFacts[];
  /** Something listens on the database port. */
  readonly listening: boolean | null;
}

export interface CrontabFacts {
  /** The line that starts the API at boot. */
  readonly rebootLine: string | null;
  readonly watchdogLine: string | null;
  /** Minutes of the hour at which the watchdog runs; null where the field is not a plain one. */
  readonly watchdogMinutes: readonly number[] | null;
}

export interface WatchdogFacts {
  readonly lastLineAt: number | null;
  readonly fileModifiedAt: number | null;
  readonly lastLine: string | null;
  readonly readable: boolean;
  /** When it says that it started the API again, the earliest first. */
  readonly restarts: readonly number[];
}

export interface FileAccess {
  readonly path: string;
  readonly exists: boolean;
  readonly readable: boolean;
  readonly executable: boolean;
}

/** A problem seen in the tail of api-error.log. */
export interface ErrorLogFacts {
  readonly readable: boolean;
  readonly modifiedAt: number | null;
  /** The last lines, capped; parsed by core/error-log.ts. Server text: never shown as markup, never in a notification. */
  readonly tail: readonly string[];
}

/** What the kernel, systemd and cron said of trouble in the last day, since the boot. */
export interface KernelFacts {
  /** Whether this account may read the system's journal: without it, no line means nothing. */
  readonly readable: boolean;
  /** `kernel: Out of memory: Killed process 1 (x)`, `systemd: web.service: …`: the earliest first. */
  readonly lines: readonly { readonly at: number; readonly text: string }[];
  /** Processes killed for lack of memory since the group exists, by control group. */
  readonly killsByGroup: Readonly<Record<string, number>>;
}

export type SudoAnswer = 'allowed' | 'denied' | 'not-asked' | 'unknown';

export interface RemoteFacts {
  /** Server clock minus laptop clock, taken in the middle of the exchange. */
  readonly clockOffsetMs: number;
  readonly serverTimeZoneOffsetMinutes: number;
  readonly hostname: string;
  /** Corrected to the laptop's clock. */
  readonly bootAt: number | null;
  readonly bootId: string | null;
  /** Whether it had been shut down in order before it booted last; null where nobody wrote that down. */
  readonly cleanShutdown: boolean | null;
  readonly units: Readonly<Record<string, UnitFacts>>;
  readonly database: DatabaseFacts | null;
  readonly gunicorn: GunicornFacts | null;
  readonly localApi: LocalAnswer | null;
  readonly localDashboard: LocalAnswer | null;
  /** The public address asked through the server's own nginx (443 on loopback). */
  readonly localPortal: LocalAnswer | null;
  readonly localPortalApi: LocalAnswer | null;
  /** What nginx shows on loopback; null where it could not be read, or the address is plain HTTP. */
  readonly localCertificate: LocalCertificate | null;
  /** TCP ports that something on the server listens on; null where `ss` is not there. */
  readonly listeningPorts: readonly number[] | null;
  readonly disks: readonly DiskFacts[] | null;
  readonly memory: MemoryFacts | null;
  readonly crontab: CrontabFacts | null;
  /** Files that the crontab names, as it writes them. */
  readonly scheduledFiles: readonly FileAccess[] | null;
  readonly watchdog: WatchdogFacts | null;
  readonly errorLog: ErrorLogFacts | null;
  /** When the newest of the API's own Python files was written. */
  readonly codeChangedAt: number | null;
  readonly scripts: readonly FileAccess[] | null;
  readonly logs: readonly FileAccess[] | null;
  readonly journalReadable: boolean | null;
  readonly kernel: KernelFacts | null;
  /** May she restart the dashboard: `sudo -n -l …`. */
  readonly sudo: SudoAnswer;
  /** Biggest file in the log folder. */
  readonly biggestLog: { readonly path: string; readonly sizeBytes: number } | null;
  /** Sections that were missing or cut off. */
  readonly missing: readonly string[];
}

/** A unit by its name, with or without its type; null: the server was not asked about it. */
export function findUnit({ units }: Pick<RemoteFacts, 'units'>, name: string): UnitFacts | null {
  return units[`${name}.service`] ?? units[name] ?? null;
}

/**
 * Started too often in too short a time: systemd tries no more, and may refuse by hand until `reset-failed`. `Result`
 * keeps how it first failed; one that systemd would start again is `failed` only once it has given up.
 */
export function isGivenUp(unit: UnitFacts | null): boolean {
  return unit?.active === 'failed' && (unit.result === 'start-limit-hit' || (unit.restarts ?? 0) > 0);
}
