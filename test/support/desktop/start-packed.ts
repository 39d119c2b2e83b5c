import { spawn } from 'node:child_process';
import path from 'node:path';
import { killTree } from '../process-tree';
import type { Desktop } from './desktop';
import { connectTray, type TrayItem } from './tray';

/** How it ended, and how long after it was told to. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly at: number;
}

/** The packed program as she would start it: nobody looks into it, so all is seen from outside. */
export interface PackedProgram {
  readonly pid: number;
  /** What it wrote to the terminal so far. */
  output(): string;
  tray(): Promise<TrayItem>;
  readonly ended: Promise<Ended>;
  /** Ends by pid what is left of it. */
  stop(): Promise<void>;
}

/** `npm test -- packaged` names what it has packed. */
export function packedFile(name: 'VIGIA_SEALED' | 'VIGIA_PACKAGED' | 'VIGIA_PACKAGES'): string {
  const file = process.env[name];
  if (file === undefined) throw new Error(`${name} names nothing: these tests are run by npm test -- packaged`);
  return path.resolve(file);
}

export function startPacked(options: {
  readonly desktop: Desktop;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}): PackedProgram {
  const { desktop, args, env = {} } = options;
  // Chromium has no sandbox for root; she is none.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(packedFile('VIGIA_SEALED'), [...root, ...args], {
    env: { ...desktop.env, LANG: 'es_CO.UTF-8', LANGUAGE: 'es_CO:es', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the packed program did not start');
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal, at: performance.now() });
    });
  });
  return {
    pid,
    output: () => written,
    tray: () => connectTray(desktop.bus, { pid }),
    ended,
    stop: () => killTree(pid),
  };
}
