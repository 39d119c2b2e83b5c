import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What may stand for /bin/sh on a server, as far as this machine has it. */
export const shells: readonly (readonly [name: string, command: string, args: readonly string[]])[] = (
  [
    ['dash', '/usr/bin/dash', []],
    ['bash', '/bin/bash', ['--posix']],
    ['busybox', '/usr/bin/busybox', ['sh']],
  ] as const
).filter(([, command]) => existsSync(command));

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly ms: number;
}

/** Runs a command in a process group of its own, with `stdin`, and waits for the process itself, not for who keeps its output. */
export async function run(
  command: string,
  args: readonly string[],
  options: { stdin?: string; env?: NodeJS.ProcessEnv; cwd?: string },
): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    env: options.env ?? process.env,
    cwd: options.cwd,
    stdio: 'pipe',
    detached: true,
  });
  const chunks = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (chunks.stdout += chunk.toString('latin1')));
  child.stderr.on('data', (chunk: Buffer) => (chunks.stderr += chunk.toString('latin1')));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (exitCode) => {
      resolve(exitCode);
    });
  });
  const ms = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, 20));
  const decode = (text: string) => Buffer.from(text, 'latin1').toString('utf8');
  return { stdout: decode(chunks.stdout), stderr: decode(chunks.stderr), code, ms };
}

export interface Sandbox {
  readonly folder: string;
  readonly bin: string;
  /** Puts an executable script at a path below the folder. */
  script(path: string, text: string): string;
  file(path: string, text: string): string;
  remove(): void;
}

/** A folder with a `bin` that holds only the named programs of this machine. */
export function sandbox(programs: readonly string[]): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'vigia test '));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const program of programs) {
    const found = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
      .map((place) => join(place, program))
      .find((path) => existsSync(path));
    if (found !== undefined) symlinkSync(found, join(bin, program));
  }
  const file = (path: string, text: string) => {
    const target = join(folder, path);
    rmSync(target, { force: true });
    writeFileSync(target, text);
    return target;
  };
  const script = (path: string, text: string) => {
    const target = file(path, text);
    chmodSync(target, 0o755);
    return target;
  };
  return { folder, bin, script, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
