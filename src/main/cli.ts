/** The command line: the same core and shell as the tray application, without Electron. Wiring, and nothing else. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { serverText } from '../shared/server-text';
import { createTranslator, pickLanguage, type Language, type Translator } from '../shared/i18n';
import { logSources } from '../core/logs/types';
import { isRestartable, toGrepPattern } from '../core/services';
import type { ServerSettings } from '../core/settings';
import { commands, parseCommandLine, parseDuration, parseSince, type CommandLine } from './cli/arguments';
import { runCheck } from './cli/check';
import { createComplain, dataFolderComplaint, toComplaint, type Complain, type Complaint } from './cli/complain';
import { runGate } from './cli/gate';
import { runInit } from './cli/init';
import { runLogs } from './cli/logs';
import { runReport } from './cli/report';
import { readSecret } from './cli/read-secret';
import { runRestart } from './cli/restart';
import { chooseServer, createCliShell, meantServer, guardOutput, type CliShell, type Io } from './cli/shell';
import { runWatch } from './cli/watch';
import { createSystemClock } from './clock';
import { defaultDataDir, ensureDataDir, removePipes } from './data-folder';
import { openHistoryReader } from './history/open';
import { createCliNotifier } from './notifier/cli-notifier';
import { createRedactor, type Redactor } from './redact';
import { takeSecretFromEnvironment } from './secret-in-environment';

const clock = createSystemClock();

/** Runs one command line; resolves with the exit status. Nothing is thrown at her: an inner failure is one sentence. */
export async function main(argv: readonly string[], given: Io, secret: string | null): Promise<number> {
  const redactor = createRedactor();
  const io = guardOutput(given, redactor);
  const parsed = parseCommandLine(argv);
  const t = createTranslator({
    language: chooseLanguage(parsed.ok ? parsed.value.text('language') : languageIn(argv)),
    now: clock.now,
    timeZone: localTimeZone(),
    address: 'tranquila',
  });
  const command = parsed.ok ? parsed.value.command : commandIn(argv);
  const complain = createComplain({ io, t, command, json: argv.includes('--json') });
  if (!parsed.ok) return complain(toComplaint(parsed.error, t));
  const line = parsed.value;
  if (line.flag('version')) {
    io.out(readVersion());
    return 0;
  }
  if (line.flag('help')) {
    io.out(line.command === null ? t.text('cli.usage') : t.text(`cli.usage.${line.command}`));
    return 0;
  }
  if (line.command === null) {
    io.err(t.text('cli.usage'));
    return 3;
  }
  try {
    return await runCommand(line, { io, t, complain, secret, redactor });
  } catch (error) {
    return complain({ reason: 'internal', text: describeInternal(error, t) });
  }
}

function describeInternal(error: unknown, t: Translator): string {
  return t.text('cli.error.internal', { detail: serverText(error instanceof Error ? error.message : String(error)) });
}

interface CommandContext {
  readonly io: Io;
  readonly t: Translator;
  readonly complain: Complain;
  readonly secret: string | null;
  readonly redactor: Redactor;
}

async function runCommand(line: CommandLine, context: CommandContext): Promise<number> {
  const { io, t, complain, secret, redactor } = context;
  const given = line.text('data-dir');
  if (line.command === 'demo') return runDemoCommand(line, io, t, complain);
  // A check or a report answers from a folder that is not hers to write to; it only learns nothing there. Where a secret
  // goes, and what a gate is to allow, is not for others to say.
  const use =
    line.command === 'report' ? 'read' : line.command === 'check' || line.command === 'gate' ? 'follow' : 'write';
  const folder = ensureDataDir(given ?? defaultDataDir(process.env, process.platform, homedir()), use);
  if (!folder.ok) return complain(dataFolderComplaint(folder.error, given, t));
  // What is only read may be anybody's.
  if (use !== 'read') removePipes(folder.value);
  const shell = createCliShell({
    io,
    t,
    clock,
    dataDir: folder.value,
    env: process.env,
    secret,
    redactor,
    watch: line.command === 'watch',
  });
  try {
    if (line.command === 'init') return await runInit(shell, line, complain);
    return await runOnServer(shell, line, complain);
  } finally {
    shell.settings.stop();
    shell.history.close();
  }
}

async function runDemoCommand(line: CommandLine, io: Io, t: Translator, complain: Complain): Promise<number> {
  // Loaded only here: nobody else needs a portal.
  const { runDemo } = await import('./cli/demo');
  return runDemo({
    io,
    t,
    clock,
    dataDir: line.text('data-dir'),
    watch: !line.flag('no-watch'),
    json: line.flag('json'),
    notifier: (shell) => createCliNotifier({ clock, t: shell.t }),
    ended: untilSignal(),
    complain,
  });
}

/** Only reads: the tray application may be writing meanwhile. */
function runReportCommand(shell: CliShell, server: ServerSettings, line: CommandLine, complain: Complain): number {
  const reader = openHistoryReader(shell.dataDir, { clock: shell.clock });
  try {
    reader.extent(server.id);
    const problem = reader.problem();
    if (problem !== null) {
      const values = { path: shell.dataDir, detail: serverText(problem.detail) };
      const text = shell.t.text(`cli.error.history.${problem.kind}`, values);
      return complain({ reason: 'history-unreadable', text });
    }
    return runReport(shell, server, {
      reader,
      timeZone: localTimeZone(),
      from: line.text('from'),
      to: line.text('to'),
      format: line.flag('json') ? 'json' : line.flag('csv') ? 'csv' : 'text',
      htmlFile: line.text('html'),
      complain,
    });
  } finally {
    reader.close();
  }
}

/** The commands that are about a server of the settings. */
async function runOnServer(shell: CliShell, line: CommandLine, complain: Complain): Promise<number> {
  const { io, t } = shell;
  const json = line.flag('json');
  const chosen = chooseServer(shell.settings.current(), line.text('server'), t);
  if (!chosen.ok) return complain(chosen.error);
  const server = chosen.value;
  if (line.flag('password-stdin')) shell.giveSecret(await readSecret(io.stdin));
  const isAboutAll = line.command === 'watch' && line.text('server') === null;
  shell.meanSecretFor(meantServer(shell.settings.current().servers, isAboutAll ? null : server.id));
  switch (line.command) {
    case 'check':
      return runCheck(shell, server, { json, confirm: !line.flag('no-confirm') });
    case 'watch':
      return runWatchCommand(shell, line, complain);
    case 'restart': {
      const service = line.positionals[0] ?? '';
      if (isRestartable(service))
        return runRestart(shell, server, service, { yes: line.flag('yes'), anyway: line.flag('anyway'), json });
      const text = t.text('cli.error.unknownService', { service, services: ['api', 'dashboard'] });
      return complain({ reason: 'unknown-service', text });
    }
    case 'logs':
      return runLogsCommand(shell, server, line, complain);
    case 'report':
      return runReportCommand(shell, server, line, complain);
    case 'gate':
      return runGate(shell, server, {
        gateFile: besideOut('assets/server/vigia-gate'),
        to: line.text('to'),
        json,
        complain,
      });
    default:
      return 0;
  }
}

function runWatchCommand(shell: CliShell, line: CommandLine, complain: Complain): Promise<number> | number {
  const every = line.text('every');
  const intervalMs = every === null ? null : parseDuration(every);
  if (every !== null && (intervalMs === null || intervalMs < 5000))
    return complain(badValue('--every', every, shell.t));
  return runWatch(shell, {
    serverId: line.text('server'),
    json: line.flag('json'),
    intervalMs,
    notifier: createCliNotifier({ clock, t: shell.t }),
    demo: false,
    ended: untilSignal(),
  });
}

function runLogsCommand(
  shell: CliShell,
  server: ServerSettings,
  line: CommandLine,
  complain: Complain,
): Promise<number> | number {
  const { t } = shell;
  const names = line.positionals.includes('all') ? [...logSources] : [...new Set(line.positionals)];
  const sources = logSources.filter((source) => names.includes(source));
  const unknown = names.find((name) => !sources.some((source) => source === name)) ?? (names.length === 0 ? '' : null);
  if (unknown !== null)
    return complain({
      reason: 'unknown-log',
      text: t.text('cli.error.unknownLog', { source: unknown, sources: [...logSources, 'all'] }),
    });
  const count = line.text('lines');
  if (count !== null && !/^\d{1,6}$/.test(count)) return complain(badValue('-n', count, t));
  const moments = { since: momentOf(line, 'since'), until: momentOf(line, 'until') };
  const wrong = (['since', 'until'] as const).find((name) => moments[name] === 'wrong');
  if (wrong !== undefined) return complain(badValue(`--${wrong}`, line.text(wrong) ?? '', t));
  const text = line.text('regex') ?? line.text('grep');
  const grep = text === null ? null : { text, isRegex: line.text('regex') !== null };
  if (grep !== null) {
    const pattern = toGrepPattern({ ...grep, caseSensitive: false });
    if (!pattern.ok) return complain(badValue('--regex', grep.text, t));
  }
  return runLogs(shell, server, {
    sources,
    lines: count === null ? null : Number(count),
    follow: line.flag('follow'),
    wanted: grep,
    sinceAt: moments.since as number | null,
    untilAt: moments.until as number | null,
    json: line.flag('json'),
    ended: line.flag('follow') ? untilSignal() : new Promise(() => undefined),
    complain,
  });
}

function badValue(option: string, value: string, t: Translator): Complaint {
  return { reason: 'bad-arguments', text: t.text('cli.error.badValue', { option, value }) };
}

/** The command and language as typed, where the rest of the line cannot be understood. */
function commandIn(argv: readonly string[]): string | null {
  return argv.find((arg) => commands.some((one) => one === arg)) ?? null;
}

function languageIn(argv: readonly string[]): string | null {
  const at = argv.indexOf('--language');
  const joined = argv.find((arg) => arg.startsWith('--language='));
  return joined?.slice('--language='.length) ?? (at < 0 ? null : (argv[at + 1] ?? null));
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
  return (JSON.parse(readFileSync(besideOut('package.json'), 'utf8')) as { readonly version: string }).version;
}

/** What is delivered beside the built files. */
function besideOut(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
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

/** Null: not given. */
function momentOf(line: CommandLine, name: string): number | null | 'wrong' {
  const text = line.text(name);
  return text === null ? null : (parseSince(text, clock.now()) ?? 'wrong');
}

interface Typed {
  readonly argv: readonly string[];
  /** What VIGIA_SSH_SECRET was. */
  readonly secret: string | null;
  /** Ends the process with the status of the command. */
  readonly exit: (status: number) => void;
}

/** The secret before anything is started, whatever the command: a program for notices, for one, has no use for it. */
function fromNode(): Typed {
  return {
    argv: process.argv.slice(2),
    secret: takeSecretFromEnvironment(process.env),
    exit: (status) => process.exit(status),
  };
}

/** Called by bin/vigia.mjs, and by the installed program. A closed pipe (`vigia logs … | head`) is an end like any other. */
export async function runFromTerminal({ argv, secret, exit }: Typed = fromNode()): Promise<void> {
  process.stdout.on('error', () => {
    exit(0);
  });
  const write = (stream: NodeJS.WriteStream) => (line: string) => {
    stream.write(`${line}\n`);
  };
  const io = { out: write(process.stdout), err: write(process.stderr), stdin: process.stdin };
  tellInnerFailures(argv, io, exit);
  const code = await main(argv, io, secret);
  process.stdout.write('', () => {
    exit(code);
  });
}

/** What no command caught: one sentence instead of a stack. A watch goes on; of the others nothing more would come. */
function tellInnerFailures(argv: readonly string[], io: Io, exit: Typed['exit']): void {
  const t = createTranslator({
    language: chooseLanguage(languageIn(argv)),
    now: clock.now,
    timeZone: localTimeZone(),
    address: 'tranquila',
  });
  const command = commandIn(argv);
  const goesOn = command === 'watch' || command === 'demo';
  const complain = createComplain({ io, t, command, json: argv.includes('--json') && !goesOn });
  const tell = (error: unknown) => {
    const code = complain({ reason: 'internal', text: describeInternal(error, t) });
    if (!goesOn)
      process.stdout.write('', () => {
        exit(code);
      });
  };
  process.on('unhandledRejection', tell);
  process.on('uncaughtException', tell);
}
