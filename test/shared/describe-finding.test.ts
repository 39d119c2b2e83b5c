import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causes } from '../../src/core/model';
import type { CauseValues, Finding } from '../../src/core/model';
import { causeTitle, describeFinding, describeNote, describeWhy } from '../../src/shared/describe';
import type { DescribedServer } from '../../src/shared/describe';
import { createTranslator } from '../../src/shared/i18n';
import { at, finding, now, renderedExamples } from './rendered-examples';

const server: DescribedServer = {
  name: 'Portal Energético',
  shortName: 'MME',
  host: 'portal.example.org',
  user: 'admin',
};
const es = createTranslator({ language: 'es', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const en = createTranslator({ language: 'en', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const languages = [es, en] as const;

/** No-break spaces are the engine's matter; here the words count. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

describe('the agreed examples', () => {
  test.each(
    renderedExamples.flatMap((example) =>
      languages.map((t) => [example.finding.cause, t.language, example, t] as const),
    ),
  )('%s (%s)', (_cause, language, example, t) => {
    const { sentence, next, notify } = describeFinding(example.finding, server, t);
    const { title, body, ...rest } = example[language];
    expect({ sentence: plain(sentence), next: plain(next), title: notify.title, body: plain(notify.body) }).toEqual({
      title,
      body,
      ...rest,
    });
  });
});

const since = { at: at('03:01'), precision: 'seen' } as const;

describe('a missing value', () => {
  test('chooses a text without it', () => {
    const { sentence, next, notify } = describeFinding(
      finding('dashboard-down', 'down', 'certain', null, { since }),
      server,
      es,
    );
    expect([sentence, next, notify.title]).toEqual([
      'El tablero está detenido desde las 3:01: su servicio no está activo.',
      'Pulse «Reiniciar el tablero»: aquí sí ayuda. Nadie lo levanta solo: el vigilante del servidor solo cuida la API.',
      'El tablero está detenido',
    ]);
  });

  test('of every value leaves the title as the sentence', () => {
    expect(describeFinding(finding('api-down', 'down', 'certain', null, {}), server, es).sentence).toBe(
      'La API está detenida.',
    );
  });

  test('never makes an uncertain finding sound certain', () => {
    const uncertain = finding('api-down', 'down', 'probable', null, {});
    expect(describeFinding(uncertain, server, es).sentence).toBe('Algo no está bien y no se sabe por qué.');
    expect(describeFinding({ ...uncertain, confidence: 'unknown' }, server, es).notify).toEqual({
      title: 'La API no funciona',
      body: 'No se sabe por qué.\nAbra Vigía: ahí está qué hacer.',
    });
  });

  test('of the watchdog’s next run still says what to do', () => {
    const { next } = describeFinding(
      finding('api-down', 'down', 'certain', null, { since, watchdogActive: true }),
      server,
      es,
    );
    expect(next).toBe(
      'El vigilante del servidor debería levantarla en unos minutos. Si no lo hace, pulse «Reiniciar la API»: aquí sí ayuda.',
    );
  });
});

describe('variants', () => {
  test('orphaned workers have their own sentence, advice and notice', () => {
    const orphans = finding('workers-missing', 'attention', 'certain', 'orphans', { since, n: 4, total: 4 });
    const { sentence, next, notify } = describeFinding(orphans, server, es);
    expect(sentence).toBe(
      'La API atiende, pero su proceso principal no está desde las 3:01: nadie repondrá los procesos que fallen.',
    );
    expect(next).toContain('Pulse «Reiniciar la API»');
    expect(notify.title).toBe('La API quedó sin control');
  });

  test('a variant that has no text of its own takes the plain one', () => {
    const odd = finding('proxy-down', 'down', 'certain', 'no-such-variant', { since });
    expect(describeFinding(odd, server, es)).toEqual(describeFinding({ ...odd, variant: null }, server, es));
  });

  test('the credential is named', () => {
    const refused = finding('ssh-auth-failed', 'attention', 'certain', null, { since, credential: 'agent', user: '' });
    expect(describeFinding(refused, server, es).sentence).toBe(
      'El servidor no acepta las llaves del agente de admin desde las 3:01: no se puede mirar por dentro ni reiniciar.',
    );
  });
});

describe('with several servers', () => {
  const several = { ...server, severalServers: true };

  test('the title begins with the short name, the recovery too', () => {
    const { notify, recoveryTitle } = describeFinding(
      finding('proxy-down', 'down', 'certain', null, { since }),
      several,
      es,
    );
    expect([notify.title, recoveryTitle]).toEqual(['MME · nginx está detenido', 'MME · nginx volvió']);
  });

  test('a probable cause keeps "Probable" in the title and names the server in the first line', () => {
    const { notify } = describeFinding(finding('proxy-down', 'down', 'probable', null, { since }), several, es);
    expect(notify.title).toBe('Probable · nginx está detenido');
    expect(notify.body.split('\n')[0]).toBe('MME: Nadie puede entrar al portal desde las 3:01.');
  });
});

test('a notice never repeats the server’s own words', () => {
  const values: CauseValues = {
    at: at('03:00'),
    victim: 'EVIL',
    process: 'EVIL',
    error: 'EVIL',
    biggest: 'EVIL',
    issuer: 'EVIL',
    names: ['EVIL'],
    mount: '/EVIL',
    path: '/EVIL',
    fix: 'EVIL',
    since,
  };
  const shown = causes.flatMap(
    (cause) => describeFinding(finding(cause, 'attention', 'certain', null, values), server, es).notify,
  );
  expect(JSON.stringify(shown)).not.toContain('EVIL');
});

const longValues: CauseValues = {
  since: { at: Date.UTC(2025, 8, 30, 13, 59), precision: 'before' },
  boot: Date.UTC(2025, 8, 30, 13, 59),
  by: Date.UTC(2027, 8, 30, 13, 59),
  at: Date.UTC(2025, 8, 30, 13, 59),
  expired: Date.UTC(2025, 8, 30, 13, 59),
  expires: Date.UTC(2027, 8, 30, 13, 59),
  from: Date.UTC(2027, 8, 30, 13, 59),
  status: 500,
  unit: 'u'.repeat(250),
  host: 'h'.repeat(250),
  user: 'u'.repeat(64),
  port: 65535,
  n: 1234,
  total: 12345,
  days: 30,
  max: 100000,
  usedCount: 100000,
  usedPercent: 100,
  freeBytes: 999e9,
  leftPercent: 9,
  sizeBytes: 999e9,
  parts: ['postgresql', 'api', 'dashboard', 'nginx', 'portal'],
  service: 'postgresql',
  fingerprint: `SHA256:${'f'.repeat(43)}`,
  offsetMs: 90_000_000,
  limitMs: 90_000,
  usualMs: 90_000,
  nowMs: 90_000,
  credential: 'agent',
  watchdogActive: true,
};

describe('limits hold for every cause with the longest values', () => {
  const long: DescribedServer = {
    name: 'n'.repeat(60),
    shortName: 'ABCDEFGHIJ',
    host: 'h'.repeat(250),
    user: 'u'.repeat(64),
    severalServers: true,
  };
  test.each(causes)('%s', (cause) => {
    const variants = [
      null,
      'full',
      'broke',
      'inodes',
      'readonly',
      'changed',
      'crashing',
      'script',
      'account',
      'watchdog',
      'orphans',
      'body',
      'alone',
      'line',
      'locked',
    ];
    const findings = variants.flatMap((variant) =>
      (['certain', 'probable', 'unknown'] as const).map((confidence) =>
        finding(cause, 'down', confidence, variant, longValues),
      ),
    );
    const tooLong = findings
      .flatMap((one) => languages.map((t) => describeFinding(one, long, t)))
      .filter(({ notify, tip, recoveryTitle }) => {
        const lines = notify.body.split('\n').length;
        return (
          notify.title.length > 40 ||
          notify.body.length > 120 ||
          lines > 2 ||
          tip.length > 127 ||
          recoveryTitle.length > 40
        );
      });
    expect(tooLong).toEqual([]);
  });

  test.each(causes)('%s fits without being cut on an ordinary night', (cause) => {
    const ordinary: CauseValues = {
      ...longValues,
      since: { at: at('-23:15'), precision: 'seen' },
      boot: at('03:01'),
      at: at('-23:15'),
      by: at('03:40'),
      expired: at('-19:00'),
      expires: Date.UTC(2026, 10, 30),
      n: 3,
      total: 4,
      parts: ['postgresql', 'api'],
      service: 'dashboard',
      offsetMs: 130_000,
      host: 'portal.example.org',
      unit: 'dashboard-mme',
    };
    const notices = (['certain', 'probable'] as const).flatMap((confidence) =>
      languages.map((t) => describeFinding(finding(cause, 'down', confidence, null, ordinary), server, t).notify),
    );
    expect(
      notices.filter(({ title, body }) => title.endsWith('…') || body.endsWith('…') || body.split('\n').length !== 2),
    ).toEqual([]);
  });
});

const text = fc.string({ maxLength: 30 });
const moment = fc.oneof(fc.integer(), fc.double());
const part = fc.constantFrom('api', 'dashboard', 'nginx', 'postgresql', 'cron', 'portal');
const number = fc.double();
const values = fc.record(
  {
    since: fc.record({ at: moment, precision: fc.constantFrom('seen', 'before') }),
    boot: moment,
    by: moment,
    at: moment,
    expired: moment,
    expires: moment,
    from: moment,
    status: fc.oneof(number, text),
    unit: text,
    host: text,
    port: number,
    user: text,
    n: number,
    total: number,
    days: number,
    max: number,
    usedCount: number,
    mount: text,
    usedPercent: number,
    freeBytes: number,
    leftPercent: number,
    biggest: text,
    sizeBytes: number,
    process: text,
    victim: text,
    parts: fc.array(part, { maxLength: 4 }),
    service: part,
    names: fc.array(text, { maxLength: 3 }),
    issuer: text,
    fingerprint: text,
    error: text,
    offsetMs: number,
    limitMs: number,
    usualMs: number,
    nowMs: number,
    credential: fc.constantFrom('key', 'agent', 'password'),
    fix: text,
    path: text,
    watchdogActive: fc.boolean(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CauseValues>;

const anyFinding: fc.Arbitrary<Finding> = fc.record({
  cause: fc.constantFrom(...causes),
  status: fc.constantFrom('attention', 'down', 'no-data'),
  confidence: fc.constantFrom('certain', 'probable', 'unknown'),
  variant: fc.option(
    fc.oneof(
      text,
      fc.constantFrom('full', 'refusing', 'broke', 'orphans', 'noForecast', 'name', 'issuer', 'looping', 'locked'),
    ),
  ),
  values,
  evidence: fc.constant([]),
  explainedBy: fc.constant(null),
  restart: fc.constant({ kind: 'does-not-help' as const }),
});

test('whatever values are missing, every part is a whole text', () => {
  fc.assert(
    fc.property(anyFinding, fc.constantFrom(...languages), (one, t) => {
      const { sentence, next, tip, notify, recoveryTitle } = describeFinding(one, server, t);
      // Words from outside may contain anything; here they hold no letters of these.
      const own = [sentence, next, tip, notify.title, notify.body, recoveryTitle];
      const outside = Object.values(one.values)
        .filter((value) => typeof value === 'string')
        .join('');
      expect(
        own.filter(
          (line) =>
            line === '' ||
            /undefined|NaN|Infinity|null|\[object/.test(line) ||
            (/[{}]/.test(line) && !/[{}]/.test(outside)),
        ),
      ).toEqual([]);
      expect(sentence).toMatch(/[.…»"]$/u);
    }),
    { numRuns: 500 },
  );
}, 30_000);

test('a cause in a few words', () => {
  expect([causeTitle('database-down', es), causeTitle('database-down', en)]).toEqual([
    'PostgreSQL está detenido',
    'PostgreSQL is stopped',
  ]);
});

test('notes and second lines', () => {
  expect(describeNote({ kind: 'worker-restarted', at: at('03:01'), values: { n: 1 } }, server, es)).toBe(
    'Un proceso de la API se reinició a las 3:01; el servicio siguió.',
  );
  expect(describeNote({ kind: 'rebooted', at: at('03:01'), values: {} }, server, en)).toBe(
    'The server rebooted at 3:01.',
  );
  expect(describeNote({ kind: 'rebooted', at: at('03:01'), variant: 'unclean', values: {} }, server, es)).toBe(
    'El servidor se apagó de golpe y volvió a encender a las 3:01.',
  );
  expect(describeWhy({ key: 'why.outOfMemory', values: { service: 'api', at: at('03:01') } }, server, es)).toBe(
    'El sistema cerró la API por falta de memoria a las 3:01.',
  );
  expect(describeWhy({ key: 'why.noSuchKey', values: {} }, server, es)).toBeNull();
});
