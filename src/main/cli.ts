/** The command line: the same core and shell as the tray application, without Electron. Wiring, and nothing else. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { assertNever } from '../core/result';
import { serverText } from '../shared/server-text';
import { createTranslator, pickLanguage, type Language, type Translator } from '../shared/i18n';
import { isRestartable, logSources, type LogSource } from '../core/services';
import { parseCommandLine, parseDuration, parseSince, type ArgumentError, type CommandLine } from './cli/arguments';
import { runCheck } from './cli/check';
import { runInit } from './cli/init';
import { runLogs } from './cli/logs';
import { readSecret } from './cli/read-secret';
import { runRestart } from './cli/restart';
import { chooseServer, createCliShell, type CliShell, type Io } from './cli/shell';
import { runWatch } from './cli/watch';
import { createSystemClock } from './clock';
import { defaultDataDir, ensureDataDir } from './data-folder';
import { createCliNotifier } from './notifier/cli-notifier';

const clock = createSystemClock();

/** Runs one command line; resolves with the exit status. Nothing is thrown at her: an inner failure is one sentence. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const parsed = parseCommandLine(argv);
  const language = chooseLanguage(parsed.ok ? parsed.value.text('language') : null);
  const t = createTranslator({ language, now: clock.now, timeZone: localTimeZone(), address: 'tranquila' });
  const command = argv[0] ?? '';
  const fail = (text: string, code = failCodes[command] ?? 3) => {
    io.err(t.text('cli.error', { text }));
    if (argv.includes('--json')) io.out(JSON.stringify(toErrorDocument(command, text)));
    return code;
  };
  if (argv.includes('--version')) {
    io.out(readVersion());
    return 0;
  }
  if (argv.length === 0) {
    io.err(t.text('cli.usage'));
    return 3;
  }
  if (!parsed.ok) return fail(describeArgumentError(parsed.error, t));
  const line = parsed.value;
  if (line.command === null || line.flag('help')) {
    io.out(line.command === null ? t.text('cli.usage') : t.text(`cli.usage.${line.command}`));
    return 0;
  }
  try {
    return await runCommand(line, io, t, fail);
  } catch (error) {
    return fail(
      t.text('cli.error.internal', { detail: error instanceof Error ? serverText(error.message) : 'unknown' }),
      // The order may have been given: that is no refusal.
      command === 'restart' ? 2 : undefined,
    );
  }
}

/** What the contract says of a command that could not do its work; 3 for the others. */
const failCodes: Readonly<Record<string, number>> = { init: 1, logs: 2 };

/** With `--json` an error is a document too, in the shape that the command's readers know. */
function toErrorDocument(command: string, error: string): Readonly<Record<string, unknown>> {
  if (command === 'restart') return { outcome: 'refused', reason: error };
  return command === 'check' ? { status: 'no-data', cause: null, error } : { error };
}

/** How many words besides its options a command takes. */
const mostWords: Readonly<Record<string, number>> = { restart: 1, logs: 1 };

type Fail = (text: string, code?: number) => number;

async function runCommand(line: CommandLine, io: Io, t: Translator, fail: Fail): Promise<number> {
  const surplus = line.positionals[mostWords[line.command ?? ''] ?? 0];
  if (surplus !== undefined) return fail(t.text('cli.error.tooMuch', { value: surplus }));
  const given = line.text('data-dir');
  const json = line.flag('json');
  if (line.command === 'demo') {
    const notifier = (shell: CliShell) => createCliNotifier({ clock, t: shell.t });
    const { runDemo } = await import('./cli/demo');
    return runDemo({
      io,
      t,
      clock,
      dataDir: given,
      watch: !line.flag('no-watch'),
      json,
      notifier,
      ended: untilSignal(),
    });
  }
  const folder = ensureDataDir(given ?? defaultDataDir(process.env, process.platform, homedir()));
  if (!folder.ok)
    return fail(t.text('cli.error.dataDir', { path: 'path' in folder.error ? folder.error.path : (given ?? '') }));
  const shell = createCliShell({
    io,
    t,
    clock,
    dataDir: folder.value,
    env: process.env,
    watch: line.command === 'watch',
  });
  if (line.command === 'init') return runInit(shell, line);
  if (line.command === null) return 0;
  const settings = shell.settings.current();
  const server = chooseServer(settings, line.text('server'), t);
  if (typeof server === 'string') return fail(server);
  if (line.flag('password-stdin')) shell.giveSecret(await readSecret(io.stdin));
  switch (line.command) {
    case 'check':
      return runCheck(shell, server, { json, confirm: !line.flag('no-confirm') });
    case 'watch': {
      const every = line.text('every');
      const intervalMs = every === null ? null : parseDuration(every);
      if (every !== null && (intervalMs === null || intervalMs < 5000))
        return fail(t.text('cli.error.badValue', { option: '--every', value: every }));
      const servers = line.text('server') === null ? settings.servers : [server];
      return runWatch(shell, {
        servers,
        json,
        intervalMs,
        notifier: createCliNotifier({ clock, t }),
        demo: false,
        ended: untilSignal(),
      });
    }
    case 'restart': {
      const service = line.positionals[0] ?? '';
      if (!isRestartable(service))
        return fail(t.text('cli.error.unknownService', { service, services: ['api', 'dashboard'] }));
      return runRestart(shell, server, service, { yes: line.flag('yes'), json });
    }
    case 'logs':
      return runLogsCommand(shell, server, line, fail);
    default:
      return assertNever(line.command);
  }
}

function runLogsCommand(
  shell: CliShell,
  server: Parameters<typeof runLogs>[1],
  line: CommandLine,
  fail: Fail,
): Promise<number> | number {
  const { t } = shell;
  const name = line.positionals[0] ?? '';
  const source = logSources.find((one): one is LogSource => one === name);
  if (source === undefined) return fail(t.text('cli.error.unknownLog', { source: name, sources: [...logSources] }), 2);
  const count = line.text('lines') ?? '500';
  if (!/^\d{1,6}$/.test(count)) return fail(t.text('cli.error.badValue', { option: '-n', value: count }), 2);
  const since = line.text('since');
  const sinceAt = since === null ? null : parseSince(since, clock.now());
  if (since !== null && sinceAt === null)
    return fail(t.text('cli.error.badValue', { option: '--since', value: since }), 2);
  return runLogs(shell, server, {
    source,
    lines: Number(count),
    follow: line.flag('follow'),
    grep: line.text('grep'),
    sinceAt,
    json: line.flag('json'),
    ended: line.flag('follow') ? untilSignal() : new Promise(() => undefined),
  });
}

function describeArgumentError(error: ArgumentError, t: Translator): string {
  switch (error.kind) {
    case 'unknown-command':
      return error.command === 'report'
        ? t.text('cli.usage.report')
        : t.text('cli.error.unknownCommand', { command: error.command });
    case 'unknown-option':
      return t.text('cli.error.unknownOption', { option: error.option });
    case 'missing-value':
      return t.text('cli.error.missingValue', { option: error.option });
    default:
      return assertNever(error);
  }
}

/** The option, then what the terminal's environment says. */
function chooseLanguage(option: string | null): Language {
  if (option === 'es' || option === 'en') return option;
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((one) => one !== undefined && one !== '');
  return pickLanguage(
    'system',
    locale === undefined
      ? [Intl.DateTimeFormat().resolvedOptions().locale]
      : [locale.replace(/[.@].*$/, '').replace('_', '-')],
  );
}

function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

/** Called by bin/vigia.mjs. A closed pipe (`vigia logs … | head`) is an end like any other. */
export async function runFromTerminal(): Promise<void> {
  process.stdout.on('error', () => process.exit(0));
  const write = (stream: NodeJS.WriteStream) => (line: string) => {
    stream.write(`${line}\n`);
  };
  const code = await main(process.argv.slice(2), {
    out: write(process.stdout),
    err: write(process.stderr),
    stdin: process.stdin,
  });
  process.stdout.write('', () => process.exit(code));
}
