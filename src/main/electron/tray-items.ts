import type { ShowTarget } from '../show-target';

/** What she asks for by the tray. */
export type TrayCommand =
  | { readonly kind: 'show'; readonly target: ShowTarget }
  /** null: every server. */
  | { readonly kind: 'check'; readonly serverId: string | null }
  /** `atOnce`: the diagnosis says that it helps, one click is enough; where that changed meanwhile, the window asks. */
  | {
      readonly kind: 'restart';
      readonly serverId: string;
      readonly service: 'api' | 'dashboard';
      readonly atOnce: boolean;
    }
  | { readonly kind: 'portal'; readonly url: string }
  /** null: tell again from now on. */
  | { readonly kind: 'snooze'; readonly serverId: string; readonly choice: '1h' | '4h' | 'tomorrow' | null }
  | { readonly kind: 'acknowledge'; readonly serverId: string; readonly on: boolean }
  /** It ends so many minutes from now, or later by so many than it would; null: it ends now. */
  | {
      readonly kind: 'maintenance';
      readonly serverId: string;
      readonly minutes: number | null;
      readonly extends: boolean;
    }
  | { readonly kind: 'drill'; readonly act: 'next' | 'end' }
  | { readonly kind: 'fault'; readonly id: string; readonly on: boolean }
  | { readonly kind: 'demo-leave' }
  /** A newer version takes the place of this one, which is running. */
  | { readonly kind: 'update' }
  | { readonly kind: 'quit' };

/** The tray menu as data: what Electron's template says, without Electron. */
export type TrayItem =
  | { readonly kind: 'separator' }
  /**
   * To be read. `ages`: changes with time alone, and is no reason to draw the menu anew; another end of its countdown is.
   */
  | { readonly kind: 'text'; readonly label: string; readonly ages: boolean; readonly untilAt?: number }
  | { readonly kind: 'action'; readonly label: string; readonly commands: readonly TrayCommand[] }
  | {
      readonly kind: 'checkbox';
      readonly label: string;
      readonly checked: boolean;
      readonly commands: readonly TrayCommand[];
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

export const separator: TrayItem = { kind: 'separator' };

export function text(label: string): TrayItem {
  return { kind: 'text', label, ages: false };
}

export function action(label: string, ...commands: readonly TrayCommand[]): TrayItem {
  return { kind: 'action', label, commands };
}

/** Longer ones are cut off or make the menu as wide as the screen. */
export const maxLineLength = 40;
const maxLines = 5;

/** A sentence as lines to be read, broken between words. */
export function lines(sentence: string, ages = false): readonly TrayItem[] {
  return breakLines(sentence).map((label) => ({ kind: 'text', label, ages }));
}

function breakLines(sentence: string): readonly string[] {
  const broken: string[] = [];
  let line = '';
  for (const word of sentence.split(/[ \n]+/).flatMap(splitLongWord)) {
    if (line !== '' && line.length + 1 + word.length > maxLineLength) {
      broken.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') broken.push(line);
  if (broken.length <= maxLines) return broken;
  const last = broken[maxLines - 1] ?? '';
  return [...broken.slice(0, maxLines - 1), `${last.slice(0, maxLineLength - 1)}…`];
}

/** A host name or path can be longer than a line. */
function splitLongWord(word: string): readonly string[] {
  return word.match(new RegExp(`.{1,${String(maxLineLength)}}`, 'gsu')) ?? [];
}

/** What must differ for the menu to be drawn anew: all but the texts that only grow older. */
export function contentOf(items: readonly TrayItem[]): string {
  return JSON.stringify(items, (_key, value: unknown) => (isAging(value) ? (value.untilAt ?? null) : value));
}

function isAging(value: unknown): value is { readonly untilAt?: number } {
  return typeof value === 'object' && value !== null && 'ages' in value && value.ages === true;
}
