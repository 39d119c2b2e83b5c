/** ~/.ssh/config as a flat list of lines in reading order, each with the Host patterns that it stands under. */
import { readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parse } from 'ssh-config';
import { readBoundedFile } from '../bounded-file';
import { isGlobMatch } from './known-hosts';

/** A part of the configuration that does not count here, to be told to the user. */
export type IgnoredConfig =
  | { readonly kind: 'unreadable'; readonly file: string }
  | { readonly kind: 'syntax'; readonly file: string }
  | { readonly kind: 'unsupported'; readonly what: string };

export interface ConfigLine {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** The patterns of each enclosing Host line; all must match. */
  readonly conditions: readonly (readonly string[])[];
}

export interface SshConfig {
  readonly lines: readonly ConfigLine[];
  readonly ignored: readonly IgnoredConfig[];
}

const maxFileBytes = 1024 * 1024;
const maxIncludeDepth = 8;
const maxFiles = 200;

/** Never throws: what cannot be read or understood is left out and named in `ignored`. A missing file is an empty one. */
export function loadSshConfig(file: string, home: string): SshConfig {
  const config = readConfig({ file, home, folder: dirname(file), conditions: [], depth: 0, budget: createBudget() });
  return config ?? { lines: [], ignored: [] };
}

interface ReadOptions {
  readonly file: string;
  readonly home: string;
  readonly folder: string;
  readonly conditions: ConfigLine['conditions'];
  readonly depth: number;
  readonly budget: Budget;
}

/** Files that include each other twice would be read a thousand times. */
interface Budget {
  take(): boolean;
}

function createBudget(): Budget {
  let left = maxFiles;
  return { take: () => (left -= 1) >= 0 };
}

/** Null: there is no such file. */
function readConfig(options: ReadOptions): SshConfig | null {
  const { file } = options;
  if (!options.budget.take()) return { lines: [], ignored: [{ kind: 'unsupported', what: 'Include' }] };
  const unreadable: SshConfig = { lines: [], ignored: [{ kind: 'unreadable', file }] };
  let text: string;
  try {
    const read = readBoundedFile(file, maxFileBytes);
    if (!read.ok) return unreadable;
    text = read.value.replace(/^\uFEFF/, '');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : unreadable;
  }
  try {
    return flatten(parse(text), options);
  } catch {
    // The parser throws on unbalanced quotes and the like.
    return { lines: [], ignored: [{ kind: 'syntax', file }] };
  }
}

function flatten(sections: ReturnType<typeof parse>, options: ReadOptions): SshConfig {
  const lines: ConfigLine[] = [];
  const ignored: IgnoredConfig[] = [];
  const add = (part: SshConfig): void => {
    lines.push(...part.lines);
    ignored.push(...part.ignored);
  };
  for (const line of sections) {
    if (!('param' in line)) continue;
    const name = line.param.toLowerCase();
    const words = typeof line.value === 'string' ? splitWords(line.value) : line.value.map(({ val }) => val);
    if (name === 'match') {
      ignored.push({ kind: 'unsupported', what: 'Match' });
    } else if (name === 'host' && 'config' in line) {
      add(flatten(line.config, { ...options, conditions: [...options.conditions, words] }));
    } else if (name === 'include') {
      for (const word of words) add(include(word, options));
    } else {
      const value = typeof line.value === 'string' ? line.value : words.join(' ');
      lines.push({ name, value, conditions: options.conditions });
    }
  }
  return { lines, ignored };
}

function splitWords(value: string): readonly string[] {
  return value.split(/[ \t]+/).filter((word) => word !== '');
}

/** Wildcards are understood in the last part of the path, which is how they are used (`Include config.d/*`). */
function include(word: string, options: ReadOptions): SshConfig {
  if (options.depth >= maxIncludeDepth) return { lines: [], ignored: [{ kind: 'unsupported', what: 'Include' }] };
  const expanded = word.startsWith('~/') ? join(options.home, word.slice(2)) : word;
  const path = isAbsolute(expanded) ? expanded : resolve(options.folder, expanded);
  if (/[*?[]/.test(dirname(path))) return { lines: [], ignored: [{ kind: 'unsupported', what: 'Include' }] };
  const parts = filesMatching(path).flatMap((file) => readConfig({ ...options, file, depth: options.depth + 1 }) ?? []);
  return { lines: parts.flatMap((part) => part.lines), ignored: parts.flatMap((part) => part.ignored) };
}

function filesMatching(path: string): readonly string[] {
  const folder = dirname(path);
  const pattern = path.slice(folder.length).replace(/^[/\\]/, '');
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((item) => !item.isDirectory() && isGlobMatch(pattern, item.name))
      .filter((item) => pattern.startsWith('.') || !item.name.startsWith('.'))
      .map((item) => join(folder, item.name))
      .sort();
  } catch {
    // ssh itself says nothing about an Include that matches no file.
    return [];
  }
}
