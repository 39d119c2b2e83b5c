import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoPortal, type DemoPortal } from '../../demo/portal';
import { runDemoPrompt } from '../../demo/prompt';
import type { Translator } from '../../shared/i18n';
import type { Clock } from '../clock';
import { ensureDataDir } from '../data-folder';
import type { Notifier } from '../notifier/notifier';
import { dataFolderComplaint, type Complain } from './complain';
import { createCliShell, type CliShell, type Io } from './shell';
import { runWatch } from './watch';

export interface DemoOptions {
  readonly io: Io;
  readonly t: Translator;
  readonly clock: Clock;
  /** Null: a folder of its own that nobody else uses. */
  readonly dataDir: string | null;
  readonly watch: boolean;
  readonly json: boolean;
  readonly notifier: (shell: CliShell) => Notifier;
  readonly ended: Promise<void>;
  readonly complain: Complain;
}

/** As startDemoPortal calls it. */
const demoServerId = 'portal-demo';

/** The simulated portal with its switches, and the watch over it in the same terminal. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { io, t, clock } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vigia-demo-'));
  const folder = ensureDataDir(dataDir);
  if (!folder.ok) return options.complain(dataFolderComplaint(folder.error, dataDir, t));
  const shell = createCliShell({ io, t, clock, dataDir, env: {}, watch: false });
  // It makes its portal the only server of the folder: never in one where she has set up her own.
  if (shell.settings.current().servers.some(({ id }) => id !== demoServerId))
    return options.complain({ reason: 'demo-folder', text: t.text('cli.error.demoFolder', { path: dataDir }) });
  const portal = await startDemoPortal({ dataDir });
  shell.giveSecret(portal.secret);
  prepareDemo(shell, portal);
  const server = portal.settings.servers[0];
  if (server === undefined) return 1;
  io.err(t.text('cli.demo.start', { url: server.url, port: server.port ?? 22 }));
  io.err(t.text('cli.demo.watch', { command: `vigia watch --data-dir ${dataDir}` }));
  const prompt = runDemoPrompt({ portal, input: io.stdin, output: { write: io.err }, t });
  const ended = Promise.race([options.ended, prompt]);
  if (options.watch) {
    const notifier = options.notifier(shell);
    await runWatch(shell, { serverId: server.id, json: options.json, intervalMs: 15_000, notifier, demo: true, ended });
  } else await ended;
  shell.history.close();
  await portal.stop();
  return 0;
}

/** Settings and trust of the demo's own server, so that every other command works on it too. */
function prepareDemo(shell: Pick<CliShell, 'settings' | 'hostKeys'>, portal: DemoPortal): void {
  const server = portal.settings.servers[0];
  if (server === undefined) return;
  shell.settings.update((settings) => ({ ...settings, ...portal.settings }));
  shell.hostKeys.accept(server.host, server.port ?? 22, portal.hostKey);
}
