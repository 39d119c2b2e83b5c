import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { periodAt } from '../../../src/core/history/periods';
import type { Complaint } from '../../../src/main/cli/complain';
import { runReport, type ReportOptions } from '../../../src/main/cli/report';
import { createTranslator } from '../../../src/shared/i18n';
import { server, settings } from '../../support/builders';
import { json, runCli } from '../../support/run-cli';
import { december, november, sampleNovember } from '../../support/sample-november';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

const timeZone = 'America/Bogota';
let temp: TempFolder;

beforeEach(() => {
  temp = createTempFolder('report');
});
afterEach(() => {
  temp.remove();
});

/** The command over the sample month, in the morning of 1 December. */
function report(change: Partial<ReportOptions> = {}, now = december, targetPercent = server.targetPercent) {
  const out: string[] = [];
  const err: string[] = [];
  const complaints: Complaint[] = [];
  const code = runReport(
    {
      io: { out: (line) => out.push(line), err: (line) => err.push(line), stdin: process.stdin },
      t: createTranslator({ language: 'es', now: () => now, timeZone, address: 'neutral' }),
      clock: { now: () => now },
      settings: { current: () => settings() },
    },
    { ...server, targetPercent },
    {
      reader: sampleNovember,
      timeZone,
      from: null,
      to: null,
      format: 'json',
      htmlFile: null,
      complain: (complaint) => {
        complaints.push(complaint);
        return 3;
      },
      ...change,
    },
  );
  const text = out.join('\n');
  const range = () => {
    const { from, to } = JSON.parse(text) as { readonly from: string; readonly to: string };
    return { fromAt: Date.parse(from), toAt: Date.parse(to) };
  };
  return { code, text, err: err.join('\n'), complaints, range };
}

describe('the range', () => {
  test('is the last full month where nothing is asked for', () => {
    expect(report().range()).toEqual({ fromAt: november(1, 0), toAt: november(31, 0) });
  });

  test.each([
    ['a month and nothing more', '2026-11', null, november(1, 0), december],
    ['one day', '2026-11-24', '2026-11-24', november(24, 0), november(25, 0)],
    ['a month', '2026-11', '2026-11', november(1, 0), november(31, 0)],
    ['until a day', null, '2026-11-10', november(1, 0), november(11, 0)],
    ['a year, as far as it has come', '2026', '2026', november(-304 + 1, 0), december],
    ['moments', '2026-11-24T15:42:00Z', '2026-11-24T16:42:00Z', november(24, 10, 42), november(24, 11, 42)],
  ])('is %s', (_title, from, to, fromAt, toAt) => {
    expect(report({ from, to }).range()).toEqual({ fromAt, toAt });
  });

  test.each([
    ['no date', 'ayer', null, '«ayer» no sirve para --from.'],
    ['no date either', null, '2026-02-30', '«2026-02-30» no sirve para --to.'],
    ['a future one', '2027', null, 'No hay tiempo entre 2027 y ahora que ya haya pasado.'],
    ['one that runs backwards', '2026-11', '2026-10', 'No hay tiempo entre 2026-11 y 2026-10 que ya haya pasado.'],
  ])('that is %s is refused with one sentence', (_title, from, to, text) => {
    const run = report({ from, to });
    expect([run.code, run.text, run.complaints]).toEqual([3, '', [{ reason: 'bad-arguments', text }]]);
  });
});

describe('the target', () => {
  const target = (targetPercent: number) =>
    (JSON.parse(report({}, december, targetPercent).text) as { readonly target: object }).target;

  test('is the one that the settings have for the server, and so is the verdict', () => {
    expect([target(99.5), target(99.999), target(90)]).toMatchObject([
      { value: 0.995, perMonth: 'PT3H36M', perYear: 'PT43H48M' },
      { value: 0.99999, verdict: 'missed' },
      { value: 0.9, perMonth: 'PT72H', perYear: 'PT876H', verdict: 'cannot-be-stated' },
    ]);
  });

  test('stands in the text both ways', () => {
    expect(report({ format: 'text' }, december, 99.9).text).toContain('99,9\u00a0%');
  });
});

test('the page is written where she says, and nothing goes to standard output', () => {
  const file = join(temp.path, 'informe.html');
  const run = report({ htmlFile: file });
  expect([run.code, run.text, run.err]).toEqual([0, '', `Informe guardado en ${file}`]);
  expect(readFileSync(file, 'utf8')).toContain('<html lang="es">');
});

test('a page that cannot be written is one sentence', () => {
  const run = report({ htmlFile: join(temp.path, 'no-such-folder', 'informe.html') });
  expect([run.code, run.complaints[0]?.reason]).toEqual([3, 'file-not-written']);
});

test('standard output is the text, the table or the document', () => {
  expect(report({ format: 'text' }).text).toMatch(/^Disponibilidad de Portal Energético, noviembre de 2026\n/);
  expect(report({ format: 'csv' }).text).toMatch(/^record,name,from,to,seconds,/);
});

describe('on the command line', () => {
  const vigia = (...args: string[]) => runCli(['report', ...args, '--data-dir', temp.path, '--language', 'en']);
  const setUp = () => {
    writeFileSync(join(temp.path, 'settings.json'), JSON.stringify(settings()));
  };

  test('without a server it says so', async () => {
    expect([(await vigia()).code, json(await vigia('--json'))]).toEqual([
      3,
      expect.objectContaining({ reason: 'no-server' }),
    ]);
  });

  test('without a history all of this month so far is no data', async () => {
    setUp();
    const run = await vigia('--json', '--server', 'portal-mme');
    const {
      from,
      to,
      timeZone: zone,
      seconds,
    } = json(run) as {
      readonly from: string;
      readonly to: string;
      readonly timeZone: string;
      readonly seconds: Readonly<Record<string, number>>;
    };
    expect(run.code).toBe(0);
    expect(Date.parse(from)).toBe(periodAt('month', Date.parse(to), zone).fromAt);
    expect(seconds['noData']).toBe((Date.parse(to) - Date.parse(from)) / 1000);
  });

  test.each([[['--json', '--csv']], [['--csv', '--html', 'x']], [['--json', '--html', 'x']]])(
    '%j contradict each other',
    async (args) => {
      setUp();
      expect((await vigia(...args)).err).toContain('contradict each other');
    },
  );
});
