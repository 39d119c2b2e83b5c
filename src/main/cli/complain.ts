import { assertNever } from '../../core/result';
import type { Translator } from '../../shared/i18n';
import type { DataFolderError } from '../data-folder';
import { describeDataFolder } from '../describe-data-folder';
import type { ArgumentError } from './arguments';
import type { Io } from './shell';

/** Why a command could not begin, or broke. Named in `--json` output: binding. */
export type ComplaintReason =
  | 'unknown-command'
  | 'bad-arguments'
  | 'data-folder'
  | 'no-server'
  | 'unknown-server'
  | 'unknown-service'
  | 'unknown-log'
  | 'log-unreadable'
  | 'settings-not-saved'
  | 'file-not-written'
  | 'history-unreadable'
  | 'demo-folder'
  | 'internal';

export interface Complaint {
  readonly reason: ComplaintReason;
  /** The sentence for her. */
  readonly text: string;
}

/** Tells why and returns the exit status. */
export type Complain = (complaint: Complaint) => number;

/** What the contract says of a command that could not do its work; 3 for the others. */
const exitCodes: Readonly<Record<string, number>> = { init: 1, logs: 2 };

/** One sentence on standard error; with `--json` a document on standard output too. */
export function createComplain(options: {
  readonly io: Io;
  readonly t: Translator;
  /** As typed: it may be none that exists. */
  readonly command: string | null;
  readonly json: boolean;
}): Complain {
  const { io, t, json } = options;
  const command = options.command ?? '';
  return (complaint) => {
    io.err(t.text('cli.error', { text: complaint.text }));
    if (json) io.out(JSON.stringify(toErrorDocument(command, complaint)));
    // A restart that broke may have given its order: that is no refusal.
    if (command === 'restart' && complaint.reason === 'internal') return 2;
    return exitCodes[command] ?? 3;
  };
}

/** In the shape that the command's readers know. */
function toErrorDocument(command: string, { reason, text }: Complaint): Readonly<Record<string, unknown>> {
  switch (command) {
    case 'check':
      return { status: 'no-data', cause: null, error: text, reason };
    case 'restart':
      return {
        outcome: reason === 'internal' ? 'failed' : 'refused',
        reason,
        sentence: text,
        before: null,
        after: null,
        ms: 0,
      };
    case 'init':
      return { saved: false, failed: null, steps: [], settings: null, error: text, reason };
    default:
      return { error: text, reason };
  }
}

export function toComplaint(error: ArgumentError, t: Translator): Complaint {
  return {
    reason: error.kind === 'unknown-command' ? 'unknown-command' : 'bad-arguments',
    text: describeArgumentError(error, t),
  };
}

function describeArgumentError(error: ArgumentError, t: Translator): string {
  switch (error.kind) {
    case 'unknown-command':
      return t.text('cli.error.unknownCommand', { command: error.command });
    case 'unknown-option':
      return t.text('cli.error.unknownOption', { option: error.option });
    case 'missing-value':
      return t.text('cli.error.missingValue', { option: error.option });
    case 'bad-value':
      return t.text('cli.error.badValue', { option: error.option, value: error.value });
    case 'too-much':
      return t.text('cli.error.tooMuch', { value: error.value });
    case 'contradiction':
      return t.text('cli.error.contradiction', { first: error.first, second: error.second });
    default:
      return assertNever(error);
  }
}

export function dataFolderComplaint(error: DataFolderError, given: string | null, t: Translator): Complaint {
  const path = 'path' in error ? error.path : (given ?? '');
  return { reason: 'data-folder', text: describeDataFolder(error, path, t) };
}
