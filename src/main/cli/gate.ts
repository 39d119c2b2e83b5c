import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approvedScripts } from '../../core/gate';
import type { ServerSettings } from '../../core/settings';
import type { Complain } from './complain';
import type { CliShell } from './shell';

/**
 * Writes what an administrator puts on the server: the gate, and the text of every script that goes through it. Into a
 * new folder only: what is approved is looked through as a whole, and nothing old stays in between.
 */
export function runGate(
  { io, t }: Pick<CliShell, 'io' | 't'>,
  server: ServerSettings,
  options: {
    readonly gateFile: string;
    readonly to: string | null;
    readonly json: boolean;
    readonly complain: Complain;
  },
): number {
  const { to, complain, gateFile } = options;
  if (to === null)
    return complain({ reason: 'bad-arguments', text: t.text('cli.error.missingOption', { option: '--to' }) });
  const fails = (): number =>
    complain({ reason: 'file-not-written', text: t.text('cli.error.fileNotWritten', { path: to }) });
  if (existsSync(to)) return fails();
  const scripts = approvedScripts(server);
  try {
    const approved = join(to, 'approved');
    mkdirSync(approved, { recursive: true });
    copyFileSync(gateFile, join(to, 'vigia-gate'));
    chmodSync(join(to, 'vigia-gate'), 0o755);
    for (const { name, text } of scripts) writeFileSync(join(approved, `${name}.sh`), text, { mode: 0o644 });
  } catch {
    return fails();
  }
  if (options.json) io.out(JSON.stringify({ folder: to, approved: scripts.map(({ name }) => name) }));
  else io.out(t.text('cli.gate.written', { path: to, n: scripts.length }));
  return 0;
}
