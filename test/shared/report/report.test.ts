import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildReport, type ReportData, type ReportInput } from '../../../src/core/history/report-data';
import { parsePeriod } from '../../../src/core/history/periods';
import { noTotals } from '../../../src/core/history/totals';
import type { IncidentRecord, NoteRecord, ReconstructedSpan } from '../../../src/core/history/types';
import { createTranslator, type Language } from '../../../src/shared/i18n';
import { toReportCsv } from '../../../src/shared/report/report-csv';
import { toReportHtml } from '../../../src/shared/report/report-html';
import { toReportDocument } from '../../../src/shared/report/report-json';
import { toReportText } from '../../../src/shared/report/report-text';
import { minute } from '../../support/builders';
import { handMade, incident, looksBetween } from '../../support/hand-made-history';
import { december, november, sampleNovember } from '../../support/sample-november';

const timeZone = 'America/Bogota';
const bogota = (language: Language) =>
  createTranslator({ language, now: () => december, timeZone, address: 'neutral' });
const languages = ['es', 'en'] as const;

function report(change: Partial<ReportInput> = {}): ReportData {
  return buildReport({
    server: { id: 'portal-mme', name: 'Portal Energético' },
    reader: sampleNovember,
    range: { fromAt: november(1, 0), toAt: november(31, 0) },
    now: december,
    timeZone,
    target: 0.995,
    intervalMs: 5 * minute,
    ...change,
  });
}
const sample = report();
/** Text with its no-break spaces as plain ones. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const text = (data: ReportData, language: Language = 'es') => plain(toReportText(data, bogota(language)));

describe('the document', () => {
  test('has the fields of the contract', () => {
    expect(toReportDocument(sample)).toMatchObject({
      server: 'portal-mme',
      from: '2026-11-01T05:00:00.000Z',
      to: '2026-12-01T05:00:00.000Z',
      timeZone,
      seconds: {
        up: 1_513_600,
        down: 2000,
        reconstructedUp: 584_700,
        reconstructedDown: 5700,
        planned: 5400,
        noData: 480_600,
      },
      coverage: (1_513_600 + 2000 + 584_700 + 5700) / (2_592_000 - 5400),
      availability: (1_513_600 + 584_700) / (1_513_600 + 584_700 + 2000 + 5700),
      target: { value: 0.995, perMonth: 'PT3H36M', perYear: 'PT43H48M', verdict: 'cannot-be-stated' },
      mttrSeconds: (260 + 1320 + 5700 + 420) / 4,
      mtbfSeconds: (1_513_600 + 584_700) / 4,
      detectionDelaySeconds: { median: 90, worst: 90 },
    });
    expect((toReportDocument(sample)['incidents'] as readonly unknown[])[2]).toMatchObject({
      cause: 'server-unreachable',
      firstFailureAt: '2026-11-14T07:10:00.000Z',
      confirmedAt: null,
      toldAt: null,
      recoveredAt: '2026-11-14T08:45:00.000Z',
      repairedBy: 'itself',
      source: 'reconstructed',
    });
  });

  test('has seconds that add up to the range, wherever it is cut', () => {
    const moment = fc.integer({ min: november(1, 0), max: november(31, 0) });
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const range = { fromAt: Math.min(one, other), toAt: Math.max(one, other) + 1000 };
        const { from, to, seconds } = toReportDocument(report({ range }));
        const sum = Object.values(seconds as Record<string, number>).reduce((all, value) => all + value, 0);
        expect(sum * 1000).toBe(Date.parse(to as string) - Date.parse(from as string));
      }),
      { numRuns: 30 },
    );
  });
});

test.each([
  ['2026-03-29', 23],
  ['2026-10-25', 25],
])('the day of %s in Madrid has %d hours, each in the strip and all of them in the sum', (day, hours) => {
  const zone = 'Europe/Madrid';
  const range = parsePeriod(day, zone) ?? { fromAt: 0, toAt: 0 };
  const looks = looksBetween(range.fromAt, range.toAt);
  const data = report({ reader: handMade({ looks, now: december }), range, timeZone: zone });
  expect(data.totals).toEqual({ ...noTotals, up: hours * 60 * minute });
  expect([data.periodKind, data.strip.kind, data.strip.cells.length]).toEqual(['day', 'hour', hours]);
});

describe('an outage that she corrected', () => {
  test('is listed, in no figure, and its original value stays', () => {
    expect(sample.incidents.map(({ counted }) => counted)).toEqual([true, true, true, true, false]);
    expect(sample.statistics.n).toBe(4);
    expect(sample.corrections[0]?.original).toMatchObject({ down: 30 * minute, noData: 0 });
    expect(text(sample)).toContain('Valor original: caído 30 min.');
  });

  test('counts as before where there is no correction', () => {
    const { corrections, ...others } = sampleNovember;
    const measured = { ...others, corrections: () => [], segments: sampleNovember.measured ?? others.segments };
    expect(corrections('portal-mme', sample.range)).toHaveLength(1);
    expect(report({ reader: measured }).statistics.n).toBe(5);
  });
});

describe.each(languages)('the text in %s', (language) => {
  const lines = text(sample, language).split('\n');
  const line = (start: string) => lines.findIndex((one) => one.trimStart().startsWith(start));

  test('tells the coverage before the availability, and the rule under the number', () => {
    const [coverage, availability] =
      language === 'es'
        ? [line('Vigilado 58,60 %'), line('Disponibilidad: 99,63 %')]
        : [line('Watched 58.60%'), line('Availability: 99.63%')];
    expect(coverage).toBeGreaterThan(0);
    expect(availability).toBeGreaterThan(coverage);
    expect(lines[availability + 1]).toContain('÷');
  });

  test('has both figures of the target, and never those of the guide', () => {
    const [month, year] =
      language === 'es' ? ['unas 3 h 36 min', 'unas 43 h 48 min'] : ['about 3 h 36 min', 'about 43 h 48 min'];
    expect(lines.filter((one) => one.includes(month) && one.includes(year))).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/3[–-]4 h/);
  });

  test('leaves no value out', () => {
    expect(lines.join('\n')).not.toMatch(/undefined|null|NaN|\{|\}/);
  });
});

describe('a period without outages', () => {
  const calm = (until: number) =>
    report({
      reader: handMade({ now: until, looks: looksBetween(november(1, 0), until) }),
      range: { fromAt: november(1, 0), toAt: until },
      now: until,
    });

  test('of this month so far tells what the whole month still allows', () => {
    const data = calm(november(10, 0));
    expect([data.figure.verdict, data.monthLeftMs]).toEqual(['met', 3.6 * 60 * minute]);
    expect(text(data)).toContain('Quedan 3 h 36 min de caída permitida este mes.');
    expect(text(data)).toContain('Disponibilidad: 100 % del tiempo conocido.');
    expect(text(data)).toContain('Ninguna caída vista en este periodo.');
  });

  test('tells nothing of this month once it is over, nor of a part of it', () => {
    expect(sample.monthLeftMs).toBeNull();
    expect(
      report({ now: november(20, 0), range: { fromAt: november(1, 0), toAt: november(11, 0) } }).monthLeftMs,
    ).toBeNull();
    expect(text(sample)).not.toContain('este mes');
  });
});

test('of a server of which nothing is known, it says so', () => {
  const data = report({ reader: handMade({}) });
  expect(text(data)).toContain('No hay datos de este periodo.');
  expect(text(data, 'en')).toContain('There are no data for this period.');
  expect(toReportDocument(data)).toMatchObject({ coverage: 0, availability: null, bounds: { low: 0, high: 1 } });
  expect(toReportHtml(data, bogota('es'))).toContain('No hay datos');
});

test.each([
  [{ fromAt: november(1, 0), toAt: november(31, 0) }, 'noviembre de 2026', 'November 2026'],
  [{ fromAt: november(24, 0), toAt: november(25, 0) }, '24 de noviembre de 2026', '24 November 2026'],
  [{ fromAt: november(-30, 0), toAt: november(62, 0) }, '4.º trimestre de 2026', 'quarter 4 of 2026'],
  [{ fromAt: november(2, 0), toAt: november(5, 0) }, '2 nov. 2026 a 4 nov. 2026', '2 Nov 2026 to 4 Nov 2026'],
  [
    { fromAt: november(2, 7, 30), toAt: november(2, 9) },
    '2 nov. 2026, 7:30 a 2 nov. 2026, 9:00',
    '2 Nov 2026, 7:30 to 2 Nov 2026, 9:00',
  ],
])('a period is called as she would call it: %j', (range, es, en) => {
  const titles = languages.map((language) => text(report({ range }), language).split('\n')[0]);
  expect(titles).toEqual([`Disponibilidad de Portal Energético, ${es}`, `Availability of Portal Energético, ${en}`]);
});

describe('an outage whose end nobody watched', () => {
  const startAt = november(3, 2);
  const recovery = { at: startAt + 20 * minute, source: 'watchdog-log', atMost: false } as const;
  const reader = (change: Partial<IncidentRecord>) =>
    handMade({ incidents: [incident(startAt, 300 * minute, { toldAt: null, recovery, ...change })] });
  const seen = report({ reader: reader({}) });

  test('is as long as the server’s records say, and that is said', () => {
    expect(text(seen)).toMatch(/La más larga duró 20 min/);
    expect(text(seen)).toMatch(/De una caída el final se reconstruyó con los registros del servidor\./);
    expect(text(seen)).toMatch(/Observado; fin reconstruido/);
    expect(text(seen, 'en')).toMatch(/The end of one outage was reconstructed from the server's records\./);
  });

  test('has both ends in the document and in the table', () => {
    expect((toReportDocument(seen)['incidents'] as readonly unknown[])[0]).toMatchObject({
      recoveredAt: new Date(startAt + 300 * minute).toISOString(),
      endedAt: new Date(recovery.at).toISOString(),
      endSource: 'watchdog-log',
      atMost: false,
      repairSeconds: 1200,
    });
    const row = parseCsv(toReportCsv(seen)).find(([record]) => record === 'incident');
    expect(row?.slice(2, 5)).toEqual([new Date(startAt).toISOString(), new Date(recovery.at).toISOString(), '1200']);
    expect(row?.slice(-2)).toEqual([new Date(startAt + 300 * minute).toISOString(), 'watchdog-log']);
  });

  test('is at most so long where the records only bound it, or nothing does', () => {
    const bounded = report({ reader: reader({ recovery: { ...recovery, atMost: true } }) });
    expect(text(bounded)).toMatch(/como máximo 20 min/);
    const unknown = report({ reader: reader({ recovery: null, atMost: true }) });
    expect(text(unknown)).toMatch(/como máximo 5 h/);
    expect(text(unknown)).toMatch(/1 caída, como máximo 5 h en total\./);
    expect(text(unknown)).toMatch(/La más larga duró como máximo 5 h; reparación típica como máximo 5 h/);
    expect(text(unknown)).toMatch(/De una caída solo se sabe cuánto duró como máximo\./);
  });
});

describe('time of which only one part is known', () => {
  const hour = 60 * minute;
  const span = (fromAt: number, atMost: boolean): ReconstructedSpan => ({
    fromAt,
    toAt: fromAt + 12 * hour,
    state: 'up',
    source: 'watchdog-log',
    atMost,
    cause: null,
  });
  const range = { fromAt: november(3, 0), toAt: november(4, 0) };
  const day = report({
    range,
    reader: handMade({ now: december, spans: [span(november(3, 0), false), span(november(3, 12), true)] }),
  });

  test('counts as up, and as down in the lower bound', () => {
    expect([day.figure.availability, day.figure.bounds]).toEqual([1, { low: 0.5, high: 1 }]);
    expect(day.figure.verdict).toBe('cannot-be-stated');
  });

  test('is said in the rule, in the bounds and in the verdict, in both languages', () => {
    expect(text(day)).toMatch(
      /solo prueban que funcionaba una parte, la API o el tablero, cuenta como funcionando, y en el mínimo como caída/,
    );
    expect(text(day)).toMatch(/si fue caída todo lo no visto o visto solo en parte/);
    expect(text(day)).toMatch(/depende del 50,00 % del que solo se sabe en parte\./);
    expect(text(day, 'en')).toMatch(
      /prove only that one part was up, the API or the dashboard, it counts as up, and as down in the lower bound/,
    );
    expect(text(day, 'en')).toMatch(/depends on the 50\.00% known only in part\./);
    const half = report({ range, reader: handMade({ now: december, spans: [span(november(3, 12), true)] }) });
    expect(text(half)).toMatch(/depende del 50,00 % sin datos y del 50,00 % del que solo se sabe en parte\./);
  });
});

describe('what the API’s own log measured', () => {
  const notes: readonly NoteRecord[] = [
    { at: november(3, 14), note: 'worker-restarted', source: 'reconstructed', took: { atLeastMs: 0, atMostMs: 1000 } },
    { at: november(5, 14), note: 'worker-restarted', source: 'observed', took: null },
    { at: november(6, 3), note: 'memory-kill', source: 'reconstructed', took: null },
  ];
  const data = report({ reader: handMade({ notes }) });

  test('is the promise of a worker, with how often and the worst', () => {
    expect(text(data)).toMatch(/2 \(una medida\) · como máximo 1 s \(3 nov\. 2026\) · Se cumplió/);
    expect(text(data, 'en')).toMatch(/2 \(one measured\) · at most 1 s/);
  });

  test('stands beside each that was replaced, with what else the server told', () => {
    expect(text(data)).toMatch(/El sistema cerró un programa por falta de memoria/);
    expect((toReportDocument(data)['notes'] as readonly unknown[])[0]).toMatchObject({
      note: 'worker-restarted',
      seconds: { atLeast: 0, atMost: 1 },
    });
  });
});

describe('the table for spreadsheets', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', 'a,b', 'x"y', 'one\ntwo'];
  const data = report({
    reader: handMade({
      looks: looksBetween(november(1, 0), november(2, 0)),
      incidents: hostile.map((words, index) =>
        incident(november(1, index), minute, { notes: [{ at: november(1, index), by: words, text: words }] }),
      ),
    }),
  });

  test('has no cell that would be taken for a formula, and one row for each record', () => {
    const rows = parseCsv(toReportCsv(data));
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([14]));
    const texts = rows.slice(1).flatMap((row) => row.filter((cell) => Number.isNaN(Number(cell))));
    expect(texts.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    const notes = rows.filter(([record]) => record === 'incident-note').map((row) => row[11]);
    expect(notes).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "' =1", 'a,b', 'x"y', 'one\ntwo']);
  });

  test('tells the same as the document', () => {
    const rows = parseCsv(toReportCsv(sample));
    const value = (record: string, name: string, column: number) =>
      Number(rows.find((row) => row[0] === record && row[1] === name)?.[column]);
    const { coverage, availability, seconds } = toReportDocument(sample);
    expect([value('summary', 'coverage', 5), value('summary', 'availability', 5)]).toEqual([coverage, availability]);
    expect(value('time', 'noData', 4)).toBe((seconds as { noData: number }).noData);
    expect(rows.filter(([record]) => record === 'incident')).toHaveLength(5);
  });
});

/** RFC 4180. */
function parseCsv(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\n') rows.push([]);
    if (end === '') break;
  }
  return rows;
}
