/** Chromium's own processes gone, as the kernel ends some where memory is short: a program that nobody has to mend. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHistoryReader } from '../../src/main/history/open';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { startPacked, type PackedProgram } from '../support/desktop/start-packed';
import { connectTray } from '../support/desktop/tray';
import { commandLineOf, descendantsOf, endProcess, endTrees } from '../support/process-tree';
import { waitUntil } from '../support/wait-until';

const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };

describe('the packed program without the processes that start its helpers', { timeout: 120_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-renew-'));
  let desktop: Desktop;
  let program: PackedProgram;
  let renewed = 0;
  beforeAll(async () => {
    desktop = await startDesktop({ notifications: 'recorder' });
    program = startPacked({ desktop, args: ['--demo', '--hidden', '--data-dir', dataDir] });
  });
  afterAll(async () => {
    if (renewed > 0) await endTrees([renewed]);
    await program.stop();
    await desktop.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Programs over this folder that are nobody's helpers. */
  const programs = () =>
    execFileSync('ps', ['-e', '-o', 'pid=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(dataDir) && !/--type=|\/bin\/sh/.test(line))
      .map((line) => Number.parseInt(line, 10));

  test('starts anew in good order, and goes on', async () => {
    const tray = await program.tray();
    await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    const looks = () => {
      const reader = openHistoryReader(dataDir);
      const { length } = reader.looks('portal-demo', always);
      reader.close();
      return length;
    };
    const before = looks();
    for (const type of [/--type=zygote/, /--type=gpu-process/])
      for (const pid of descendantsOf(program.pid).filter((one) => type.test(commandLineOf(one))))
        endProcess(pid, 'SIGKILL');
    expect(await program.ended).toMatchObject({ code: 0, signal: null });
    await waitUntil(
      'another one',
      () => {
        renewed = programs()[0] ?? 0;
        return renewed > 0;
      },
      20_000,
    );
    expect(commandLineOf(renewed)).toContain('--hidden');
    const again = await connectTray(desktop.bus, { pid: renewed });
    await waitUntil('green again', async () => (await again.status()) === 'calm', 60_000);
    await waitUntil('a round of its own', () => looks() > before, 60_000);
  });
});

test(
  'a process for graphics that falls without end does not take a whole core for ever',
  { timeout: 120_000 },
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'vigia-graphics-'));
    const desktop = await startDesktop({ notifications: 'recorder' });
    const program = startPacked({ desktop, args: ['--demo', '--hidden', '--data-dir', dataDir] });
    try {
      const tray = await program.tray();
      await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
      let hasEnded = false;
      void program.ended.then(() => {
        hasEnded = true;
      });
      await waitUntil(
        'it is given up',
        () => {
          for (const pid of descendantsOf(program.pid).filter((one) =>
            commandLineOf(one).includes('--type=gpu-process'),
          ))
            endProcess(pid, 'SIGKILL');
          return hasEnded;
        },
        60_000,
      );
      expect([await program.ended, program.output()]).toEqual([
        expect.objectContaining({ code: 1 }),
        expect.stringContaining('process for graphics'),
      ]);
    } finally {
      await program.stop();
      await desktop.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    }
  },
);
