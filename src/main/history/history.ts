/** What the store of history offers to those who write to it. Reading is `HistoryReader` (core/history/types.ts). */
import type {
  Correction,
  EvidenceSource,
  HistoryReader,
  IncidentNote,
  IncidentRecord,
  KnownGap,
  NoteRecord,
  Range,
  ReconstructedSpan,
  Segment,
  StoredRound,
} from '../../core/history/types';
import type { HistoryEntry } from '../../core/monitor';
import type { RestartEvidence } from '../../core/restart-types';
import type { AppWarning } from '../../core/snapshot-types';

/** What is written down: what `update` decided, and an order before it is given. */
export type RecordedEntry =
  | HistoryEntry
  | {
      readonly kind: 'restart-ordered';
      readonly serverId: string;
      readonly service: string;
      readonly before: RestartEvidence | null;
      readonly at: number;
    };

/** Who gave an order, where it was not the tray application. */
export type EntryOrigin = 'command-line';

/** What the server's records told at one go. Kept whole or not at all, with how far they were read. */
export interface BackFill {
  readonly spans: readonly ReconstructedSpan[];
  /** From when on they take the place of what earlier readings recorded by the same source. Null or absent: all of it stays. */
  readonly replacedFrom?: Readonly<Partial<Record<EvidenceSource, number | null>>>;
  readonly gaps?: readonly KnownGap[];
  readonly notes?: readonly NoteRecord[];
  readonly incidents?: readonly IncidentRecord[];
  /** Reconstructed incidents that are none any more. One that she wrote about stays. */
  readonly withdrawn?: readonly string[];
  /** Beginning and end of observed incidents in records of the server, by their ids. */
  readonly signs?: Readonly<Record<string, Pick<IncidentRecord, 'firstSignAt' | 'recovery'>>>;
  readonly cursors?: Readonly<Record<string, string>>;
}

export interface HistorySize {
  readonly bytes: number;
  readonly rounds: number;
  readonly oldestRoundAt: number | null;
  readonly maxBytes: number;
}

/** Nothing can be written at the moment; it waits in memory. */
export interface HistoryProblem {
  readonly sinceAt: number;
  /** `gone`: the folder is not there any more. */
  readonly kind: 'full' | 'busy' | 'damaged' | 'gone' | 'other';
  readonly reason: string;
  readonly waiting: number;
  /** Had to be given up because too much waited. */
  readonly dropped: number;
}

export interface MeasuringReader extends HistoryReader {
  /** As `segments`, without her corrections. */
  measured(serverId: string, range: Range): readonly Segment[];
}

/**
 * One file, `history.db`. No method throws: what cannot be written waits in memory and is written with the next. Methods
 * that answer a boolean say whether all is on the disk. Rounds, entries, notes and corrections that come after `close`, or
 * wait until then, go to the waiting room (spool.ts), from which whoever keeps the history next takes them.
 */
export interface History {
  readonly reader: MeasuringReader;
  /**
   * False: another process keeps the history. Then rounds and what follows from them are that one's; what she did here is
   * written all the same.
   */
  isWriter(): boolean;
  recordRound(round: StoredRound): boolean;
  recordEntry(entry: RecordedEntry, by?: EntryOrigin): boolean;
  /** Twice the same is once. No reading of the server's records takes them back. */
  recordSpans(serverId: string, spans: readonly ReconstructedSpan[]): boolean;
  recordBackFill(serverId: string, backFill: BackFill): boolean;
  addNote(serverId: string, incidentId: string, note: IncidentNote): boolean;
  addCorrection(serverId: string, correction: Correction): boolean;
  removeCorrection(serverId: string, correctionId: string): boolean;
  getCursor(serverId: string, key: string): string | null;
  setCursor(serverId: string, key: string, value: string): boolean;
  /** How often rounds come from now on: what two looks say of the time between depends on it. */
  setInterval(intervalMs: number): boolean;
  /** Every line of it, as NDJSON without line ends. Throws on the way where it cannot be read: half of it is none. */
  exportLines(): Iterable<string>;
  /**
   * Merges: what is there already is not doubled. Lines of other formats are counted and left out. What cannot be stored
   * now does not wait.
   */
  importLines(lines: Iterable<string>): { readonly taken: number; readonly refused: number; readonly stored: boolean };
  /** All that is known of this server. Twice is once. */
  removeServer(serverId: string): boolean;
  /** One small step of what keeps it small and quick; true: more is to be done. */
  maintain(): boolean;
  size(): HistorySize;
  problem(): HistoryProblem | null;
  /** The file was damaged when it was opened, or since. */
  warning(): AppWarning | null;
  close(): void;
}
