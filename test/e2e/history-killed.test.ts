/** The real application over a history of an earlier version, killed in the middle of rounds, again and again. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../src/main/clock';
import { createHistory } from '../../src/main/history/create-history';
import { openHistoryReader } from '../../src/main/history/open';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import { fixtureAt } from '../support/history-fixture';
import { waitUntil } from '../support/wait-until';
import { sampleRound } from '../main/history/sample';

const watched = 'portal-demo';
const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };

describe('a history of an earlier version, whose application is killed', { timeout: 240_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-killed-'));
  let desktop: Desktop;
  let app: LaunchedApp | null = null;

  beforeAll(async () => {
    copyFileSync(join(import.meta.dirname, '../fixtures/history/v1.db'), join(dataDir, 'history.db'));
    desktop = await startDesktop({ notifications: 'recorder' });
  });
  afterAll(async () => {
    await app?.kill();
    await desktop.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  /** What somebody finds who only looks on. */
  function found() {
    const reader = openHistoryReader(dataDir);
    const looks = (server: string) => reader.looks(server, always).map(({ at }) => at);
    const all = { old: looks('portal'), own: looks(watched), problem: reader.problem() };
    reader.close();
    return all;
  }

  /** Until it has written down another round of its own. */
  async function start(): Promise<LaunchedApp> {
    const before = found().own.length;
    app = await launchVigia({ desktop, language: 'es', dataDir, args: ['--demo'] });
    await waitUntil('a round is written down', () => found().own.length > before, 60_000);
    return app;
  }

  function report() {
    const args = ['bin/vigia.mjs', 'report', '--json', '--data-dir', dataDir, '--server', watched];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, server: (JSON.parse(stdout) as { readonly server?: string }).server };
  }

  test('three times in the middle of rounds, it is readable each time and goes on at the next start', async () => {
    const old = Array.from({ length: 6 }, (_, n) => fixtureAt + n * 300_000);
    let known: readonly number[] = [];
    for (const afterMs of [60, 350, 700]) {
      const running = await start();
      const tray = await running.tray();
      known = found().own;
      await tray.click('Comprobar ahora');
      await wait(afterMs);
      await running.kill();
      app = null;
      const after = found();
      expect([after.old, after.problem]).toEqual([old, null]);
      expect(after.own.slice(0, known.length)).toEqual(known);
      expect(report()).toEqual({ status: 0, server: watched });
    }
    await start();
    expect(found().own.length).toBeGreaterThan(known.length);
  });

  test('a watch on the terminal beside it changes neither its rounds nor how often they come', async () => {
    const kept = () => {
      const history = createHistory({ dataDir, clock: createSystemClock() });
      const lines = [...history.exportLines()].filter((line) => line.includes('"record":"intervals"'));
      const isOurs = history.isWriter();
      history.close();
      return { intervals: lines.length, isOurs };
    };
    const before = kept();
    expect(before).toEqual({ intervals: 1, isOurs: false });
    const args = ['bin/vigia.mjs', 'watch', '--every', '5s', '--json', '--data-dir', dataDir];
    const watch = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let rounds = 0;
    watch.stdout.on('data', (text: Buffer) => (rounds += text.toString().split('\n').length - 1));
    const own = found().own.length;
    await waitUntil('three rounds on the terminal', () => rounds >= 3, 60_000);
    watch.kill('SIGTERM');
    await once(watch, 'exit');
    expect(kept()).toEqual(before);
    // The application may have had one of its own meanwhile.
    expect(found().own.length).toBeLessThan(own + 2);
  });

  test('once it was killed nothing holds the history: whoever comes next keeps it', async () => {
    await app?.kill();
    app = null;
    const before = found().own.length;
    const clock = createSystemClock();
    const history = createHistory({ dataDir, clock });
    expect([history.isWriter(), history.recordRound(sampleRound(clock.now(), { serverId: watched }))]).toEqual([
      true,
      true,
    ]);
    history.close();
    expect(found().own).toHaveLength(before + 1);
    expect(readdirSync(dataDir).filter((name) => /^history.*(lock|user|mending|ndjson)/.test(name))).toEqual([]);
  });
});
