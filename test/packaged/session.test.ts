/** The end of the session, whatever is going on: nothing of ours may hold the system up, and nothing may be lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../src/main/clock';
import { createConfStore } from '../../src/main/conf-store';
import { openHistoryReader } from '../../src/main/history/open';
import { readSavedState } from '../../src/main/saved-state';
import { createStateStore } from '../../src/main/state-store';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia } from '../support/desktop/launch';
import { startPacked, type PackedProgram } from '../support/desktop/start-packed';
import { waitUntil } from '../support/wait-until';

const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };

describe('the end of the session', { timeout: 240_000 }, () => {
  let dataDir: string;
  let desktop: Desktop;
  let program: PackedProgram | null = null;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'vigia-session-'));
    desktop = await startDesktop({ notifications: 'recorder' });
  });
  afterEach(async () => {
    await program?.stop();
    program = null;
    await desktop.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  async function endIt(running: PackedProgram): Promise<void> {
    const toldAt = performance.now();
    process.kill(running.pid, 'SIGTERM');
    const { code, signal, at } = await running.ended;
    expect([code, signal]).toEqual([0, null]);
    expect(at - toldAt).toBeLessThan(2_000);
  }

  test('in the middle of a round and of a restart: it ends at once, and the next start knows the outage', async () => {
    program = startPacked({ desktop, args: ['--data-dir', dataDir, '--demo', '--hidden'] });
    const tray = await program.tray();
    await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    // Shortly before the watchdog acts, a restart is refused.
    await waitUntil('the watchdog is not due soon', () => Date.now() % 300_000 < 180_000, 130_000);
    await tray.click('API detenida');
    await waitUntil('red', async () => (await tray.status()) === 'down', 90_000);
    await tray.click('Reiniciar la API ahora');
    await waitUntil('it restarts', async () => (await tray.labels()).some((label) => label.startsWith('Reiniciando')));
    await tray.click('Comprobar ahora');
    await endIt(program);
    const reader = openHistoryReader(dataDir);
    expect([reader.looks('portal-demo', always).length > 1, reader.problem()]).toEqual([true, null]);
    reader.close();
    const kept = createStateStore({ dataDir, createStore: createConfStore, clock: createSystemClock() });
    expect(readSavedState(kept)['portal-demo']?.incident?.cause).toBe('api-down');
  });

  test.each([
    [
      'hangs',
      () => {
        setTimeout(() => {
          for (;;);
        });
      },
    ],
    [
      'does not want to be closed',
      () => {
        addEventListener('beforeunload', (event) => {
          event.preventDefault();
        });
      },
    ],
  ])('while the page of the window %s', async (_, misbehave) => {
    const app = await launchVigia({ desktop, dataDir });
    const ended = new Promise<number | null>((resolve) => app.electron.process().once('exit', resolve));
    const page = await app.electron.firstWindow();
    await page.getByLabel('Servidor', { exact: true }).click();
    await page.evaluate(misbehave);
    const toldAt = performance.now();
    process.kill(app.pid, 'SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - toldAt).toBeLessThan(2_000);
    await app.stop();
  });
});
