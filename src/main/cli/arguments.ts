import { parseArgs, type ParseArgsConfig } from 'node:util';
import { err, ok, type Result } from '../../core/result';

export const commands = ['init', 'check', 'watch', 'restart', 'logs', 'report', 'gate', 'demo'] as const;
export type CommandName = (typeof commands)[number];

type Options = NonNullable<ParseArgsConfig['options']>;

/** Understood before and after every command. */
const common: Options = {
  'data-dir': { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  'password-stdin': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
};

const own: Readonly<Record<CommandName, Options>> = {
  init: {
    host: { type: 'string' },
    user: { type: 'string' },
    port: { type: 'string' },
    key: { type: 'string' },
    agent: { type: 'boolean' },
    url: { type: 'string' },
    ca: { type: 'string' },
    witness: { type: 'string', multiple: true },
    'no-witness': { type: 'boolean' },
    'accept-host-key': { type: 'string' },
    name: { type: 'string' },
  },
  check: { server: { type: 'string' }, 'no-confirm': { type: 'boolean' } },
  watch: { server: { type: 'string' }, every: { type: 'string' } },
  restart: { server: { type: 'string' }, yes: { type: 'boolean', short: 'y' }, anyway: { type: 'boolean' } },
  logs: {
    server: { type: 'string' },
    lines: { type: 'string', short: 'n' },
    follow: { type: 'boolean', short: 'f' },
    grep: { type: 'string' },
    regex: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
  },
  report: {
    server: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    csv: { type: 'boolean' },
    html: { type: 'string' },
  },
  gate: { server: { type: 'string' }, to: { type: 'string' } },
  demo: { 'no-watch': { type: 'boolean' } },
};

/** How many words besides its options a command takes; none where it is not named. */
const mostWords: Readonly<Partial<Record<CommandName, number>>> = { restart: 1, logs: 5 };

/** Options that contradict each other. */
const contradictions: readonly (readonly [string, string])[] = [
  ['key', 'agent'],
  ['agent', 'password-stdin'],
  ['witness', 'no-witness'],
  ['grep', 'regex'],
  ['json', 'csv'],
  ['json', 'html'],
  ['csv', 'html'],
];

/** Every option that the command understands, without its dashes. */
export function optionsOf(command: CommandName | null): readonly string[] {
  return Object.keys(command === null ? common : { ...common, ...own[command] });
}

/** One call, checked: only options that the command knows, each with its value. */
export interface CommandLine {
  readonly command: CommandName | null;
  readonly positionals: readonly string[];
  text(name: string): string | null;
  list(name: string): readonly string[];
  flag(name: string): boolean;
}

export type ArgumentError =
  | { readonly kind: 'unknown-command'; readonly command: string }
  | { readonly kind: 'unknown-option'; readonly option: string }
  | { readonly kind: 'missing-value'; readonly option: string }
  | { readonly kind: 'bad-value'; readonly option: string; readonly value: string }
  | { readonly kind: 'too-much'; readonly value: string }
  | { readonly kind: 'contradiction'; readonly first: string; readonly second: string };

/** Options may stand before the command too; `help` and `help COMMAND` are `--help`. */
export function parseCommandLine(argv: readonly string[]): Result<CommandLine, ArgumentError> {
  const { word, rest } = takeCommand(argv);
  if (word === null) return parseFor(null, rest, common);
  if (word === 'help') return parseHelp(rest);
  const command = commands.find((one) => one === word);
  if (command === undefined) return err({ kind: 'unknown-command', command: word });
  return parseFor(command, rest, { ...common, ...own[command] });
}

function parseHelp(rest: readonly string[]): Result<CommandLine, ArgumentError> {
  const { word, rest: others } = takeCommand(rest);
  const command = commands.find((one) => one === word);
  if (word !== null && command === undefined) return err({ kind: 'unknown-command', command: word });
  return parseFor(command ?? null, [...others, '--help'], common);
}

/** The first word that is neither an option nor the value of one, and everything else. */
function takeCommand(argv: readonly string[]): { readonly word: string | null; readonly rest: readonly string[] } {
  const { tokens } = parseArgs({ args: [...argv], options: common, strict: false, tokens: true });
  const first = tokens.find((token) => token.kind === 'positional');
  if (first === undefined) return { word: null, rest: argv };
  return { word: first.value, rest: argv.filter((_arg, index) => index !== first.index) };
}

function parseFor(
  command: CommandName | null,
  args: readonly string[],
  options: Options,
): Result<CommandLine, ArgumentError> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const given = values as Readonly<Record<string, unknown>>;
    const wrong = findMistake(command, given, positionals);
    if (wrong !== null) return err(wrong);
    const strings = (name: string) => [given[name]].flat().filter((one) => typeof one === 'string');
    return ok({
      command,
      positionals,
      text: (name) => strings(name)[0] ?? null,
      list: strings,
      flag: (name) => given[name] === true,
    });
  } catch (error) {
    return err(toArgumentError(error, args));
  }
}

function findMistake(
  command: CommandName | null,
  given: Readonly<Record<string, unknown>>,
  positionals: readonly string[],
): ArgumentError | null {
  const surplus = positionals[command === null ? 0 : (mostWords[command] ?? 0)];
  if (surplus !== undefined) return { kind: 'too-much', value: surplus };
  const empty = Object.keys(given).find((name) => [given[name]].flat().includes(''));
  if (empty !== undefined) return { kind: 'missing-value', option: `--${empty}` };
  const both = contradictions.find(([first, second]) => given[first] !== undefined && given[second] !== undefined);
  if (both !== undefined) return { kind: 'contradiction', first: `--${both[0]}`, second: `--${both[1]}` };
  const { language } = given;
  return typeof language === 'string' && language !== 'es' && language !== 'en'
    ? { kind: 'bad-value', option: '--language', value: language }
    : null;
}

/** parseArgs names the option in quotes in its message; its codes are stable. */
function toArgumentError(error: unknown, args: readonly string[]): ArgumentError {
  const { code, message } = error as { code?: string; message?: string };
  const named = /'(-[^' <]*)(?: (-[^' <]*))?/.exec(message ?? '');
  const option = (named?.[2] ?? named?.[1] ?? '').replace(/[,=].*$/, '');
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return { kind: 'unknown-option', option };
  // `--json=yes`: a switch takes no value.
  const surplus = args.find((arg) => arg.startsWith(`${option}=`));
  return surplus !== undefined && /does not take/.test(message ?? '')
    ? { kind: 'too-much', value: surplus }
    : { kind: 'missing-value', option };
}

/** "5s", "5m", "1h" or plain seconds to milliseconds; null where it is none of them. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})(s|m|h|d)?$/.exec(text.trim());
  if (match === null) return null;
  const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] ?? 's'] ?? 1000;
  return Number(match[1]) * unitMs;
}

/** "10:42", an ISO date and time, or how long ago ("30m"), to a moment; null where it is none of them. */
export function parseSince(text: string, now: number): number | null {
  const ago = parseDuration(text);
  if (ago !== null) return now - ago;
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (clock !== null) {
    const at = new Date(now);
    at.setHours(Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0), 0);
    return at.getTime() > now ? at.getTime() - 86_400_000 : at.getTime();
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
