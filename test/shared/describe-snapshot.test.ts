import { usualThresholds } from '../../src/core/thresholds';
import { describe, expect, test } from 'vitest';
import type { CheckResult, Diagnosis } from '../../src/core/model';
import type { AppWarning, ServerSnapshot, Snapshot } from '../../src/core/snapshot-types';
import {
  describeEvidence,
  describeNoData,
  describeNotWatched,
  describeCalm,
  describeReasons,
  describeStatus,
  describeTooltip,
  describeWarning,
} from '../../src/shared/describe';
import { createTranslator } from '../../src/shared/i18n';
import { at, finding, now } from './rendered-examples';

const es = createTranslator({ language: 'es', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const neutral = createTranslator({ language: 'es', now: () => now, timeZone: 'America/Bogota', address: 'neutral' });
const en = createTranslator({ language: 'en', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function check(id: string, level: CheckResult['level'], value: CheckResult['value'] = null): CheckResult {
  return { id, level, value, unit: null, message: '', ms: null };
}

const wellChecks: readonly CheckResult[] = [
  { ...check('portal.public', 'ok', 200), ms: 182 },
  check('api.public', 'ok', 200),
  check('api.processes', 'ok', 4),
  check('certificate', 'ok', 82),
  check('ssh', 'ok', 88),
  check('dashboard', 'ok'),
  check('nginx', 'ok'),
  check('postgresql', 'ok'),
  check('disk:/', 'ok', 61),
  check('memory', 'ok', 62),
  check('watchdog', 'ok', 120),
  check('autostart', 'ok'),
];

function server(change: Partial<ServerSnapshot> = {}): ServerSnapshot {
  return {
    id: 'a',
    name: 'Portal Energético',
    shortName: 'MME',
    url: 'https://portal.example.org/',
    host: 'portal.example.org',
    user: 'admin',
    status: 'calm',
    noData: null,
    diagnosis: null,
    confirming: null,
    recoveringSinceAt: null,
    incident: null,
    checking: false,
    lastRoundAt: at('03:28'),
    nextRoundAt: null,
    services: [],
    checks: wellChecks,
    machine: null,
    mounts: [],
    thresholds: usualThresholds,
    off: [],
    observation: null,
    restart: null,
    restarts: [],
    snoozedUntil: null,
    maintenance: null,
    quiet: null,
    repairsOfDay: 0,
    statusSinceAt: null,
    hostKey: null,
    ...change,
  };
}

function snapshot(...servers: readonly ServerSnapshot[]): Snapshot {
  return {
    revision: 1,
    at: now,
    overall: servers[0]?.status ?? 'no-data',
    demo: false,
    drill: null,
    servers,
    warnings: [],
  };
}

function diagnosis(primary: Diagnosis['primary']): Diagnosis {
  return {
    at: now,
    status: primary?.status ?? 'calm',
    primary,
    findings: [],
    notes: [],
    checks: [],
    why: [],
    unknown: [],
  };
}

test('the five answers', () => {
  const all = (['calm', 'attention', 'down', 'no-data', 'maintenance'] as const).map((status) =>
    describeStatus(status, es),
  );
  expect(all).toEqual([
    { answer: 'Sí, puede estar tranquila', word: 'Tranquila' },
    { answer: 'Sí, pero…', word: 'Atención' },
    { answer: 'No', word: 'Caída' },
    { answer: 'No lo sé', word: 'Sin datos' },
    { answer: 'En mantenimiento', word: 'Mantenimiento' },
  ]);
  expect(describeStatus('calm', neutral)).toEqual({ answer: 'Sí, todo está en orden', word: 'Todo bien' });
});

test('the tooltip of a drill says so first', () => {
  const drill = { scenario: 'api', caption: 'well', step: 1, steps: 5, paused: false, aheadMs: 0 } as const;
  const real = describeTooltip(snapshot(server()), es);
  expect(describeTooltip({ ...snapshot(server()), drill }, es)).toBe(`Simulacro · ${real}`);
});

test('the tooltip of what answers again says since when, in both languages', () => {
  const back = server({ status: 'down', recoveringSinceAt: at('03:29') });
  expect([es, en].map((t) => describeTooltip(snapshot(back), t))).toEqual([
    'MME: responde otra vez desde las 3:29',
    'MME: answering again since 3:29',
  ]);
});

test('why there is no data', () => {
  expect(describeNoData({ kind: 'never-checked' }, es)).toBe(
    'Todavía no se ha revisado. La primera revisión está en curso.',
  );
  expect(plain(describeNoData({ kind: 'too-old', lastAt: at('02:30') }, es))).toBe(
    'El último dato es de hace 1 h y ya no cuenta.',
  );
  expect(describeNoData({ kind: 'blind', cause: 'laptop-offline' }, es)).toBe(
    'Su computador sin Internet. Por eso no se sabe cómo está el portal.',
  );
});

test('evidence reads the same in both languages', () => {
  const line = { text: 'systemctl: postgresql inactive (dead)', sinceAt: Date.UTC(2026, 10, 24, 8, 2, 7) };
  expect([describeEvidence(line, es), describeEvidence(line, en)]).toEqual(
    Array(2).fill('systemctl: postgresql inactive (dead) since 03:02:07'),
  );
  expect(describeEvidence({ text: 'GET /api/ 500\u0007' }, es)).toBe('GET /api/ 500␇');
});

describe('the tooltip', () => {
  const down = server({
    status: 'down',
    diagnosis: diagnosis(
      finding('api-down', 'down', 'certain', null, { since: { at: at('03:01'), precision: 'seen' } }),
    ),
  });
  test.each([
    [snapshot(), 'Vigía: falta configurar el servidor'],
    [snapshot(server()), 'MME: todo bien · revisado hace 2 min'],
    [snapshot(server({ checking: true })), 'MME: todo bien · revisado hace 2 min'],
    [snapshot(down), 'MME: API detenida desde las 3:01'],
    [snapshot(down, server({ status: 'attention' })), '2 servidores con problemas · peor: MME'],
    [snapshot(down, server()), 'MME: API detenida desde las 3:01'],
    [
      snapshot(server({ status: 'no-data', noData: { kind: 'never-checked' }, checking: true, lastRoundAt: null })),
      'MME: revisando…',
    ],
    [snapshot(server({ status: 'no-data', noData: { kind: 'never-checked' }, lastRoundAt: null })), 'MME: sin datos'],
    [
      snapshot(server({ status: 'no-data', noData: { kind: 'too-old', lastAt: at('02:30') } })),
      'MME: sin datos desde las 2:30',
    ],
    [
      snapshot(server({ status: 'no-data', noData: { kind: 'blind', cause: 'captive-portal' } })),
      'MME: La red pide iniciar sesión',
    ],
    [snapshot(server({ status: 'maintenance' })), 'MME: en mantenimiento'],
    [snapshot(server({ status: 'down' })), 'MME: el portal no funciona'],
  ])('case %#', (one, expected) => {
    expect(plain(describeTooltip(one, es))).toBe(expected);
  });

  test('leaves the time out when it would be too long', () => {
    const since = { at: Date.UTC(2025, 8, 30, 13, 59), precision: 'before' } as const;
    const long = server({
      status: 'down',
      diagnosis: diagnosis(finding('web-error', 'down', 'certain', null, { since, status: 502 })),
    });
    expect(describeTooltip(snapshot(long), es)).toBe('MME: el portal no abre');
  });
});

describe('what calm rests on', () => {
  test('nothing is said of the inside where nothing of it was seen', () => {
    expect(describeCalm(server(), es)).toBe('El portal responde y todo lo que lo sostiene está bien.');
    const checks = wellChecks.filter(({ id }) => id.endsWith('.public') || id === 'ssh');
    expect(describeCalm(server({ checks }), es)).toBe(
      'El portal responde; por dentro, el servidor no deja ver cómo está.',
    );
    expect(describeCalm(server({ checks, off: ['disk'] }), es)).toBe(
      'El portal responde; por dentro, el servidor no deja ver cómo está.',
    );
  });

  test('not all is well where something is switched off: only what is watched', () => {
    expect(describeCalm(server({ off: ['memory'] }), es)).toBe(
      'El portal responde y lo que se vigila de su servidor está bien.',
    );
  });
});

describe('reasons', () => {
  test('one line for each thing that is well', () => {
    expect(describeReasons(server(), es).map(plain)).toEqual([
      'El portal abre bien desde afuera (tardó 0,2 s).',
      'La API contesta, con sus 4 procesos.',
      'nginx, PostgreSQL y el tablero funcionan.',
      'El vigilante del servidor revisó la API hace 4 min.',
      'Si el servidor se reinicia, todo arranca solo.',
      'Hay espacio en disco (61 % usado) y memoria (62 % libre).',
      'El certificado vale 82 días más.',
      'En una emergencia se puede entrar por SSH y reiniciar.',
    ]);
  });

  test('nothing is said about what was not measured or is not well', () => {
    const checks = wellChecks.map((one) =>
      one.id === 'portal.public' ? one : { ...one, level: 'unknown' as const, value: null },
    );
    expect(describeReasons(server({ checks }), es).map(plain)).toEqual([
      'El portal abre bien desde afuera (tardó 0,2 s).',
    ]);
    expect(describeReasons(server({ checks: [] }), es)).toEqual([]);
  });

  test('a missing permission takes the promise of a restart away', () => {
    const denied = diagnosis(finding('sudo-denied', 'attention', 'certain', null, {}));
    expect(describeReasons(server({ diagnosis: denied }), es)).not.toContain(
      'En una emergencia se puede entrar por SSH y reiniciar.',
    );
  });
});

describe('what is not watched', () => {
  test('is said even when all is well', () => {
    expect(describeNotWatched(server(), es)[0]).toBe('Con este computador apagado o dormido no puedo avisarle.');
  });

  test('names what could not be measured, each once', () => {
    const checks = [
      check('ssh', 'ok'),
      check('disk:/', 'unknown'),
      check('disk:/var', 'unknown'),
      check('something.new', 'unknown'),
    ];
    expect(describeNotWatched(server({ checks }), es).filter((line) => line.includes('medir'))).toEqual([
      'El disco: no se pudo medir.',
    ]);
  });

  test('names what she switched off, also without SSH', () => {
    const off = ['disk', 'certificate'] as const;
    const lines = ['Cuánto espacio queda en el disco, por decisión suya.'];
    lines.push('Cuánto falta para que venza el certificado, por decisión suya.');
    expect(describeNotWatched(server({ off }), es).slice(0, 2)).toEqual(lines);
    const shut = describeNotWatched(server({ off, checks: [check('ssh', 'warning')] }), es);
    expect(shut.slice(1, 3)).toEqual(lines);
  });

  test('without SSH one line stands for all that is inside', () => {
    const checks = [check('ssh', 'warning'), check('memory', 'unknown')];
    expect(describeNotWatched(server({ checks }), es)[0]).toBe(
      'El interior del servidor, porque falta el acceso por SSH.',
    );
  });
});

test('every warning is a whole sentence in both languages', () => {
  const warnings: readonly AppWarning[] = [
    { kind: 'settings-restored', from: at('03:01'), path: '/x' },
    { kind: 'settings-lost', path: '/x' },
    { kind: 'settings-newer' },
    { kind: 'secrets-unavailable' },
    { kind: 'secrets-unreadable' },
    { kind: 'disk-full', sinceAt: at('03:01') },
    { kind: 'history-damaged', path: '/x' },
    { kind: 'history-repaired', path: '/x', untilAt: at('03:01') },
    { kind: 'notices-blocked', reason: 'no daemon' },
  ];
  const texts = [es, en].flatMap((t) => warnings.map((warning) => describeWarning(warning, t)));
  expect(texts.filter((text) => !text.endsWith('.') || /[{}–]/.test(text))).toEqual([]);
});
