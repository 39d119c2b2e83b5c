import { parseArgs, type ParseArgsConfig } from 'node:util';
import { err, ok, type Result } from '../../core/result';

export const commands = ['init', 'check', 'watch', 'restart', 'logs', 'demo'] as const;
export type CommandName = (typeof commands)[number];

type Options = NonNullable<ParseArgsConfig['options']>;

const common: Options = {
  'data-dir': { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  'password-stdin': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
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
  restart: { server: { type: 'string' }, yes: { type: 'boolean', short: 'y' } },
  logs: {
    server: { type: 'string' },
    lines: { type: 'string', short: 'n' },
    follow: { type: 'boolean', short: 'f' },
    grep: { type: 'string' },
    since: { type: 'string' },
  },
  demo: { 'no-watch': { type: 'boolean' } },
};

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
  | { readonly kind: 'missing-value'; readonly option: string };

export function parseCommandLine(argv: readonly string[]): Result<CommandLine, ArgumentError> {
  const name = argv.find((arg) => !arg.startsWith('-'));
  const first = argv[0] ?? '';
  if (first.startsWith('-')) return parseFor(null, argv, common);
  const command = commands.find((one) => one === name);
  if (command === undefined) return err({ kind: 'unknown-command', command: name ?? '' });
  return parseFor(command, argv.slice(1), { ...common, ...own[command] });
}

function parseFor(
  command: CommandName | null,
  args: readonly string[],
  options: Options,
): Result<CommandLine, ArgumentError> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const value = (name: string): unknown => (values as Readonly<Record<string, unknown>>)[name];
    const strings = (name: string) => [value(name)].flat().filter((one) => typeof one === 'string');
    return ok({
      command,
      positionals,
      text: (name) => strings(name)[0] ?? null,
      list: strings,
      flag: (name) => value(name) === true,
    });
  } catch (error) {
    return err(toArgumentError(error));
  }
}

/** parseArgs names the option in quotes in its message; its codes are stable. */
function toArgumentError(error: unknown): ArgumentError {
  const { code, message } = error as { code?: string; message?: string };
  const option = /'(-[^' <]*)/.exec(message ?? '')?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return { kind: 'missing-value', option };
  return { kind: 'unknown-option', option };
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
