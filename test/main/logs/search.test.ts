import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LogSearchProgress } from '../../../src/core/logs/types';
import { searchLogs, type LogSearch, type SearchRequest } from '../../../src/main/logs/search-logs';
import { startLogServer, type LogServer } from '../../support/log-server';
import { endProcess } from '../../support/process-tree';
import { sshdPath } from '../../support/sshd';
import { waitUntil } from '../../support/wait-until';

const start = Date.UTC(2026, 10, 24, 10, 0, 0);
function lineAt(seconds: number, text: string): string {
  const at = new Date(start + seconds * 1000).toISOString();
  return `[${at.slice(0, 10)} ${at.slice(11, 19)} +0000] [7] [INFO] ${text}\n`;
}

interface Asked {
  readonly search: LogSearch;
  readonly progress: readonly LogSearchProgress[];
  last(): LogSearchProgress | undefined;
  /** As the window would show them: each push before the ones that came earlier. */
  lines(): readonly string[];
  ended(limitMs?: number): Promise<void>;
}

describe.skipIf(sshdPath() === null)('searching on a real server', { timeout: 60_000 }, () => {
  let logs: LogServer;
  beforeAll(async () => {
    logs = await startLogServer();
  });
  afterAll(() => logs.stop());
  afterEach(() => {
    logs.clear();
  });
  const file = (suffix = '') => `${logs.path('api-error')}${suffix}`;
  const write = (suffix: string, text: string, seconds: number) => {
    logs.write(suffix, text, start + seconds * 1000);
  };
  const ask = (request: Partial<SearchRequest>): Asked => {
    const progress: LogSearchProgress[] = [];
    const { sources = ['api-error'] } = request;
    const search = searchLogs(logs.deps, {
      server: logs.server,
      sources,
      text: 'aguja',
      isRegex: false,
      caseSensitive: false,
      beforeAt: null,
      afterAt: null,
      cursors: null,
      maxHits: 1000,
      ...request,
      on: (one) => progress.push(one),
    });
    return {
      search,
      progress,
      last: () => progress.at(-1),
      lines: () => progress.toReversed().flatMap(({ lines }) => lines),
      ended: (limitMs = 30_000) =>
        waitUntil(
          'the end of the search',
          () => progress.filter(({ state }) => state !== 'running').length === sources.length,
          limitMs,
        ),
    };
  };
  const find = async (request: Partial<SearchRequest>) => {
    const asked = ask(request);
    await asked.ended();
    return asked;
  };
  const found = async (request: Partial<SearchRequest>) =>
    (await find(request)).lines().map((line) => line.replace(/^\[.*\] /, ''));

  test('goes from the newest file to the oldest, packed ones included, with the moment of each line', async () => {
    write('-20261123', lineAt(1, 'aguja vieja'), 1);
    execFileSync('gzip', ['-n', file('-20261123')]);
    write('.2.gz', '', 0);
    write('.1', lineAt(100, 'paja') + lineAt(101, 'aguja') + '  aguja en detalle\n', 101);
    write('', lineAt(200, 'Aguja nueva'), 200);
    const asked = await find({});
    const moments = asked.progress.map(({ ats }) => ats.map((at) => ((at ?? 0) - start) / 1000));
    expect(moments.filter(({ length }) => length > 0)).toEqual([[200], [101, 101], [1]]);
    expect(asked.progress.map(({ state }) => state === 'running').lastIndexOf(true)).toBe(asked.progress.length - 2);
    expect(asked.last()?.state).toBe('finished');
    const last = asked.last();
    expect([last?.bytesRead, last?.bytesTotal, last?.unreadFiles, last?.error]).toEqual([
      last?.bytesTotal,
      last?.bytesTotal,
      0,
      null,
    ]);
  });

  test('a text is a text: case and accents do not matter, and nothing in it is a pattern or a command', async () => {
    write('', lineAt(1, 'CONEXIÓN rechazada') + lineAt(2, "$(touch x) 'a' -v .* \\ `b` ;") + lineAt(3, 'niño NIÑO'), 3);
    expect(await found({ text: 'conexion' })).toEqual(['CONEXIÓN rechazada']);
    expect(await found({ text: 'conexión', caseSensitive: true })).toEqual([]);
    expect(await found({ text: "$(touch x) 'a' -v .* \\ `b` ;" })).toHaveLength(1);
    expect(await found({ text: '-v' })).toHaveLength(1);
    expect(await found({ text: '.*x' })).toEqual([]);
    expect(await found({ text: 'NINO niño' })).toEqual(['niño NIÑO']);
  });

  test('a regular expression as the window reads it', async () => {
    write('', lineAt(1, 'pid 1234 {x}') + lineAt(2, 'pid abc') + lineAt(3, 'Ñandú [5]') + lineAt(4, 'a\tb'), 4);
    const pattern = (text: string, caseSensitive = false) => found({ text, isRegex: true, caseSensitive });
    expect(await pattern(String.raw`pid \d{2,4}\b`)).toEqual(['pid 1234 {x}']);
    expect(await pattern(String.raw`(?:pid)\s[^\d\s]+$`)).toEqual(['pid abc']);
    expect(await pattern(String.raw`ñ\wnd[úu] \[[\d\]]`)).toEqual(['Ñandú [5]']);
    expect(await pattern(String.raw`PID`, true)).toEqual([]);
    expect(await pattern(String.raw`{x}|a\tb`)).toHaveLength(2);
  });

  test('what grep has nothing like is refused, not searched in vain', async () => {
    write('', lineAt(1, 'x'), 1);
    const end = async (text: string) => {
      const { state, error } = (await find({ text, isRegex: true })).last() ?? {};
      return [state, error?.kind];
    };
    expect(await end('(?=x)')).toEqual(['failed', 'bad-pattern']);
    expect(await end('(')).toEqual(['failed', 'bad-pattern']);
    expect(await end(String.raw`(x)\1`)).toEqual(['failed', 'bad-pattern']);
    expect(await end('x{9999}')).toEqual(['failed', 'bad-pattern']);
  });

  test('a pattern that would take all memory or all time is ended', async () => {
    write('', `${'a'.repeat(15_000)}!\n`.repeat(500), 1);
    const startedAt = performance.now();
    const nested = await find({ text: '((((a{1,200}){1,200}){1,200}){1,200})b', isRegex: true });
    expect(['bad-pattern', 'too-slow']).toContain(nested.last()?.error?.kind);
    const many = await find({ text: '(a|aa)+(a|aa)+(a|aa)+$', isRegex: true });
    expect(['finished', 'failed']).toContain(many.last()?.state);
    expect(performance.now() - startedAt).toBeLessThan(40_000);
  });

  test('only what is older, that very second included, and nothing older than wished', async () => {
    write('.1', lineAt(1, 'aguja 1') + lineAt(50, 'aguja 50'), 50);
    write('', lineAt(100, 'aguja 100') + lineAt(100, 'aguja 100b') + lineAt(101, 'aguja 101'), 101);
    expect(await found({ beforeAt: start + 100_900 })).toEqual(['aguja 1', 'aguja 50', 'aguja 100', 'aguja 100b']);
    expect(await found({ beforeAt: start + 60_000 })).toEqual(['aguja 1', 'aguja 50']);
    expect(await found({ afterAt: start + 50_000, beforeAt: start + 100_000 })).toEqual([
      'aguja 50',
      'aguja 100',
      'aguja 100b',
    ]);
  });

  test('a step ends at its limit and goes on exactly there, also when the file was renamed meanwhile', async () => {
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => lineAt(from + n, `aguja ${String(from + n)}`)).join('');
    write('.1', lines(0, 40), 40);
    execFileSync('gzip', ['-n', file('.1')]);
    write('', lines(40, 100), 100);
    const first = await find({ maxHits: 25 });
    expect([first.last()?.state, first.lines().length]).toEqual(['limit', 25]);
    execFileSync('mv', [file('.1.gz'), file('.2.gz')]);
    execFileSync('mv', [file(), file('.1')]);
    write('', lines(100, 110), 110);
    let all = [...first.lines()];
    let { search } = first;
    let last = first.last();
    for (let step = 0; last?.state === 'limit'; step += 1) {
      const next = await find({ maxHits: 25, cursors: search.cursors() });
      all = [...next.lines(), ...all];
      ({ search } = next);
      last = next.last();
      expect(step).toBeLessThan(6);
    }
    expect([last?.state, all.map((line) => Number(line.split(' ').at(-1)))]).toEqual([
      'finished',
      Array.from({ length: 100 }, (_, n) => n),
    ]);
  });

  test('a large file gives its newest lines first, and how far it came', async () => {
    const block = Array.from({ length: 2000 }, (_, n) => lineAt(n, 'p'.repeat(150))).join('');
    const text = Array.from({ length: 120 }, (_, n) => lineAt(n * 60, `aguja ${String(n)}`) + block).join('');
    write('', text, 7200);
    const asked = await find({});
    const counts = asked.progress.map(({ lines }) => lines.length);
    expect([asked.lines().length, counts.length > 3, counts[0] !== 120]).toEqual([120, true, true]);
    const read = asked.progress.map(({ bytesRead }) => bytesRead);
    expect(read.every((bytes, index) => bytes >= (read[index - 1] ?? 0))).toBe(true);
    expect(read.at(-1)).toBe(text.length);
  });

  test('bytes that are no text, and lines of any length', async () => {
    writeFileSync(
      file(),
      Buffer.concat([
        Buffer.from(lineAt(1, 'x')),
        Buffer.from([0, 255, 254, 0]),
        Buffer.from(' aguja \n'),
        Buffer.from('aguja' + 'y'.repeat(3_000_000) + '\n'),
      ]),
    );
    const asked = await find({});
    expect(asked.lines().map((line) => line.length < 17_000 && line.includes('aguja'))).toEqual([true, true]);
  });

  test('a file that cannot be unpacked is counted', async () => {
    write('.1.xz', 'x', 1);
    write('', lineAt(1, 'aguja'), 1);
    expect((await find({})).last()).toMatchObject({ unreadFiles: 1, state: 'finished' });
  });

  describe('while a large packed file is looked through', () => {
    const slow = async () => {
      execFileSync('sh', ['-c', 'yes "$0" | head -c 700000000 | gzip -1 >"$1"', 'x'.repeat(200), file('.1.gz')]);
      write('', lineAt(1, 'x'), 1);
      const asked = ask({ text: 'no está' });
      await waitUntil('it is unpacked', () => commands().includes('gzip'));
      return asked;
    };

    test('it is stopped at once, and nothing of it runs on the server any more', async () => {
      const asked = await slow();
      asked.search.stop();
      expect(asked.last()?.state).toBe('stopped');
      await waitUntil('no process of the session is left', () => commands().length === 0, 3000);
    });

    test('a connection that breaks is a clear end', async () => {
      const asked = await slow();
      for (const pid of logs.sshd.sessionPids()) endProcess(pid, 'SIGKILL');
      await asked.ended();
      expect([asked.last()?.state, asked.last()?.error]).toEqual(['failed', { kind: 'disconnected' }]);
    });
  });

  function commands(): readonly string[] {
    return logs.sshd.sessionPids().flatMap((pid) => {
      try {
        return [execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()];
      } catch {
        return [];
      }
    });
  }
});
