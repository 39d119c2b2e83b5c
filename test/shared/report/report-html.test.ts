import { describe, expect, test } from 'vitest';
import { buildReport, type ReportReader } from '../../../src/core/history/report-data';
import { createTranslator, type Language } from '../../../src/shared/i18n';
import { html } from '../../../src/shared/report/html';
import { toReportHtml } from '../../../src/shared/report/report-html';
import { coverageShares } from '../../../src/shared/report/shares';
import { zoneName } from '../../../src/shared/report/zone-name';
import { noTotals } from '../../../src/core/history/totals';
import { minute } from '../../support/builders';
import { handMade, incident, looksBetween } from '../../support/hand-made-history';
import { december, november, sampleNovember } from '../../support/sample-november';

const timeZone = 'America/Bogota';
const november2026 = { fromAt: november(1, 0), toAt: november(31, 0) };

function page(language: Language, reader: ReportReader = sampleNovember, name = 'Portal Energético'): string {
  const server = { id: 'portal-mme', name };
  const times = { range: november2026, now: december, timeZone };
  const report = buildReport({ server, reader, ...times, target: 0.995, intervalMs: 5 * minute });
  return toReportHtml(report, createTranslator({ language, now: () => december, timeZone, address: 'neutral' }));
}

/** Names of the elements in the order of their beginnings; throws where they are not nested well. */
function elements(markup: string): readonly string[] {
  const open: string[] = [];
  const all: string[] = [];
  for (const [, closing, name = '', selfClosing] of markup.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(\/?)>/g)) {
    if (closing === '/') expect(open.pop()).toBe(name);
    else {
      all.push(name);
      if (selfClosing !== '/') open.push(name);
    }
  }
  expect(open).toEqual([]);
  return all;
}

describe.each(['es', 'en'] as const)('the page in %s', (language) => {
  const markup = page(language);

  test('is well-formed, in its language, and without anything that runs or loads', () => {
    const names = new Set(elements(markup));
    expect(markup).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`));
    expect([...names].filter((name) => /^(script|link|img|iframe|object|embed|form|a|base)$/i.test(name))).toEqual([]);
    expect(markup).not.toMatch(/https?:|\bsrc=|\bhref=|@import|\bon[a-z]+=|url\((?!#)/i);
  });

  test('has each part of the report under its heading, coverage first', () => {
    const ids = [...markup.matchAll(/<section id="([a-z]+)">/g)].map(([, id]) => id);
    expect(ids).toEqual([
      'coverage',
      'availability',
      'outages',
      'maintenance',
      'mended',
      'corrections',
      'promises',
      'method',
    ]);
    const facts = [...markup.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, label]) => label);
    expect(facts[0]).toBe(language === 'es' ? 'Tiempo conocido' : 'Known time');
  });

  test('has the strip of days in words too', () => {
    const words =
      language === 'es'
        ? '30 días: 4 con caídas, 30 con tiempo sin datos.'
        : '30 days: 4 with outages, 30 with time without data.';
    expect(markup).toContain(`role="img" aria-label="${words}"`);
    expect([...markup.matchAll(/<g><title>/g)]).toHaveLength(30);
  });

  test('has in its strip what lasted four minutes of a day, large enough to be seen', () => {
    const third = [...markup.matchAll(/<g><title>[\s\S]*?<\/g>/g)][2]?.[0] ?? '';
    const heights = [...third.matchAll(/class="(\w+)"[^>]* height="([\d.]+)"/g)].map(([, kind, tall]) => [
      kind,
      Number(tall),
    ]);
    expect(heights[0]).toEqual(['down', 5]);
    expect(heights.reduce((sum, [, tall]) => sum + Number(tall), 0)).toBeCloseTo(44, 1);
  });

  test('names the time zone and whose clock it is', () => {
    expect(markup).toContain('America/Bogota, UTC−5');
  });
});

test('text from outside stays text', () => {
  const hostile = `</title><script>alert(1)</script><img src=x onerror="a()"> & ' \u202e`;
  const reader = handMade({
    now: december,
    looks: looksBetween(november(1, 0), november(3, 0)),
    corrections: [{ id: 'c', ...november2026, kind: 'up', reason: hostile, by: hostile, madeAt: december }],
    incidents: [incident(november(2, 0), minute, { notes: [{ at: november(2, 0), by: hostile, text: hostile }] })],
  });
  const markup = page('es', reader, hostile);
  expect(elements(markup)).not.toContain('script');
  expect(elements(markup)).not.toContain('img');
  expect(markup.split('&lt;script&gt;').length).toBeGreaterThan(5);
  expect(markup).not.toContain('\u202e');
});

test('of more outages than fit, the longest are shown, and it is said', () => {
  const incidents = Array.from({ length: 60 }, (_one, index) =>
    incident(november(1 + index / 2, 3), (index + 1) * minute),
  );
  const markup = page(
    'es',
    handMade({ now: december, looks: looksBetween(november(1, 0), november(3, 0)), incidents }),
  );
  expect(markup).toContain('Se muestran las 20 más largas de 60.');
  const table = /<section id="outages">[\s\S]*?<\/section>/.exec(markup)?.[0] ?? '';
  expect(table.split('<tr>')).toHaveLength(22);
});

test('a template takes every value for text unless it made it', () => {
  const { html: markup } = html`<p title="${'"'}">${['<', html`<b>${'&'}</b>`]}${7}</p>`;
  expect(markup).toBe('<p title="&quot;">&lt;<b>&amp;</b>7</p>');
});

describe('shares of the coverage', () => {
  test('add up to a hundred as printed', () => {
    const { observed, rebuilt, none } = coverageShares({ ...noTotals, up: 1, reconstructedUp: 1, noData: 1 });
    expect(Math.round((observed + rebuilt + none) * 10_000)).toBe(10_000);
  });

  test('never lose what there is', () => {
    expect(coverageShares({ ...noTotals, up: 1e9, noData: 1 })).toEqual({ observed: 0.9999, rebuilt: 0, none: 0.0001 });
  });

  test('of nothing are nothing', () => {
    expect(coverageShares(noTotals)).toEqual({ observed: 0, rebuilt: 0, none: 0 });
  });
});

test.each([
  ['America/Bogota', 'hora de Colombia (America/Bogota, UTC−5)'],
  ['Asia/Kathmandu', 'hora de Nepal (Asia/Kathmandu, UTC+5:45)'],
  ['UTC', 'UTC'],
])('the zone %s is called %s', (zone, name) => {
  expect(zoneName(zone, november2026, 'es')).toBe(name);
});

test('a zone whose clocks are changed has both offsets', () => {
  const march = { fromAt: Date.UTC(2026, 2, 1), toAt: Date.UTC(2026, 3, 1) };
  expect(zoneName('Europe/Madrid', march, 'en')).toContain('Europe/Madrid, UTC+1 / UTC+2');
});
