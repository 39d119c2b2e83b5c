import { describe, expect, test } from 'vitest';
import type { Diagnosis, Finding } from '../../../src/core/model';
import type { ServerSnapshot, ServiceSnapshot, Snapshot } from '../../../src/core/snapshot-types';
import { usualThresholds } from '../../../src/core/thresholds';
import {
  contentOf,
  lines,
  maxLineLength,
  type TrayCommand,
  type TrayItem,
} from '../../../src/main/electron/tray-items';
import { toTrayMenu, type DemoFaults } from '../../../src/main/electron/tray-menu';
import { createTranslator, type Translator } from '../../../src/shared/i18n';

/** 10:42 in Bogotá. */
const now = Date.UTC(2026, 10, 24, 15, 42);
const translator = (language: 'es' | 'en', at = now): Translator =>
  createTranslator({ language, now: () => at, timeZone: 'America/Bogota', address: 'tranquila' });
const es = translator('es');

function service(id: ServiceSnapshot['id'], change: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  return {
    id,
    status: 'well',
    facts: null,
    since: null,
    explainedBy: null,
    restart: { kind: 'none' },
    orders: [],
    workers: [],
    workersWanted: 0,
    ...change,
  };
}

function server(change: Partial<ServerSnapshot> = {}): ServerSnapshot {
  return {
    id: 'portal-mme',
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
    lastRoundAt: now - 120_000,
    nextRoundAt: null,
    services: [
      service('api', { facts: { kind: 'processes', masters: 1, n: 4, total: 4 }, restart: { kind: 'confirm' } }),
      service('dashboard', { restart: { kind: 'confirm' } }),
      service('nginx'),
    ],
    checks: [],
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

function finding(change: Partial<Finding>): Finding {
  return {
    cause: 'database-down',
    status: 'down',
    confidence: 'certain',
    variant: null,
    values: { since: { at: now - 60_000, precision: 'seen' } },
    evidence: [],
    explainedBy: null,
    restart: { kind: 'does-not-help' },
    ...change,
  };
}

function down(primary: Finding): Partial<ServerSnapshot> {
  const diagnosis: Diagnosis = {
    at: now,
    status: 'down',
    primary,
    findings: [],
    notes: [],
    checks: [],
    why: [],
    unknown: [],
  };
  return { status: 'down', diagnosis };
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

const menu = (of: Snapshot, t = es, faults: DemoFaults | null = null) => toTrayMenu(of, { translator: t, faults });

/** The menu as a person reads it: submenus indented, what cannot be chosen in brackets. */
function draw(items: readonly TrayItem[], indent = ''): readonly string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'separator':
        return [`${indent}—`];
      case 'text':
        return [`${indent}(${item.label.replaceAll('\u00a0', ' ')})`];
      case 'action':
        return [`${indent}${item.label}`];
      case 'checkbox':
        return [`${indent}${item.checked ? '☑' : '☐'} ${item.label}`];
      case 'submenu':
        return [`${indent}${item.label} ▸`, ...draw(item.items, `${indent}  `)];
    }
  });
}

function commandsOf(items: readonly TrayItem[], label: string): readonly TrayCommand[] {
  for (const item of items) {
    if (item.kind === 'submenu') {
      const inner = commandsOf(item.items, label);
      if (inner.length > 0) return inner;
    } else if ((item.kind === 'action' || item.kind === 'checkbox') && item.label === label) return item.commands;
  }
  return [];
}

describe('a drill', () => {
  const drill = { scenario: 'api', caption: 'api.down', step: 3, steps: 5, paused: false, aheadMs: 0 } as const;

  test('is said first, and can be ended before anything else', () => {
    const items = menu({ ...snapshot(server({ status: 'down' })), drill });
    expect(draw(items).slice(0, 6)).toEqual([
      '(SIMULACRO: nada de esto está pasando en)',
      '(el servidor)',
      'Siguiente paso',
      'Terminar el simulacro',
      '—',
      '(No)',
    ]);
    expect(commandsOf(items, 'Terminar el simulacro')).toEqual([{ kind: 'drill', act: 'end' }]);
    expect(draw(items)).not.toContain('Simulacro…');
  });

  test('silences nothing: an open menu could outlive it', () => {
    const labels = draw(menu({ ...snapshot(server({ status: 'down' })), drill })).join(' ');
    expect(labels).not.toMatch(/Silenciar|mantenimiento/);
    expect(draw(menu(snapshot(server()))).join(' ')).toMatch(/Silenciar.*mantenimiento/);
  });

  test('can be opened where there is a server', () => {
    expect(commandsOf(menu(snapshot(server())), 'Simulacro…')).toMatchObject([
      { kind: 'show', target: { view: 'drill' } },
    ]);
    expect(draw(menu(snapshot()))).not.toContain('Simulacro…');
  });
});

describe('one server', () => {
  test('that answers again is not called stopped, and no restart is offered for it', () => {
    const stopped = service('api', { status: 'down', restart: { kind: 'one-click' } });
    const fallen = server({ ...down(finding({ cause: 'api-down' })), services: [stopped] });
    expect(draw(menu(snapshot(fallen))).join(' ')).toMatch(/Reiniciar/);
    const labels = draw(menu(snapshot({ ...fallen, recoveringSinceAt: now - 30_000 })));
    expect(labels.slice(0, 4)).toEqual([
      '(No)',
      '(Responde otra vez desde las 10:41. Vigía)',
      '(mira una vez más antes de darlo por)',
      '(terminado; no hay que hacer nada.)',
    ]);
    expect(labels.slice(0, labels.indexOf('API: No funciona ▸')).join(' ')).not.toMatch(/Reiniciar|hacer…/);
  });

  test('that is well: everything can be reached from here', () => {
    expect(draw(menu(snapshot(server())))).toEqual([
      '(Sí, puede estar tranquila)',
      '(Portal Energético: Revisado hace 2 min)',
      '—',
      'API: Funciona ▸',
      '  (4 de 4 procesos)',
      '  —',
      '  Reiniciar la API…',
      'Tablero: Funciona ▸',
      '  Reiniciar el tablero…',
      'nginx: Funciona ▸',
      '  Servicios',
      'Ver registros ▸',
      '  Vigilante',
      '  API: errores',
      '  API: accesos',
      '  Tablero',
      '  nginx: errores',
      '—',
      'Comprobar ahora',
      'Abrir Vigía',
      'Abrir el portal',
      '—',
      'Silenciar ▸',
      '  1 h',
      '  4 h',
      '  Hasta mañana a las 8:00',
      'Voy a hacer mantenimiento ▸',
      '  30 min',
      '  1 h',
      '  2 h',
      '  4 h',
      '—',
      'Ajustes…',
      'Simulacro…',
      '—',
      'Salir (nadie vigilará el portal)',
    ]);
  });

  test('with an outage that a restart mends: the restart stands beside the answer and acts at once', () => {
    const cause = finding({ cause: 'api-down', restart: { kind: 'helps', service: 'api' } });
    const api = service('api', { status: 'down', restart: { kind: 'one-click' } });
    const drawn = menu(snapshot(server({ ...down(cause), services: [api] })));
    const text = draw(drawn);
    expect(text.indexOf('Reiniciar la API ahora')).toBeLessThan(text.indexOf('API: No funciona ▸'));
    expect(commandsOf(drawn, 'Reiniciar la API ahora')).toEqual([
      { kind: 'restart', serverId: 'portal-mme', service: 'api', atOnce: true },
    ]);
  });

  test('that is well: the restart asks first', () => {
    expect(commandsOf(menu(snapshot(server())), 'Reiniciar la API…')).toEqual([
      { kind: 'restart', serverId: 'portal-mme', service: 'api', atOnce: false },
    ]);
  });

  test('with an outage that no restart mends: the sentence in short lines, and the reason under the disabled restart', () => {
    const api = service('api', {
      status: 'down',
      explainedBy: 'database-down',
      restart: { kind: 'refused', reason: { kind: 'database' } },
    });
    const text = draw(menu(snapshot(server({ ...down(finding({})), services: [api] }))));
    expect(text.slice(0, 4)).toEqual([
      '(No)',
      '(La API falla porque PostgreSQL está)',
      '(detenido desde las 10:41.)',
      '(Portal Energético: Revisado hace 2 min)',
    ]);
    const restart = text.indexOf('  (Reiniciar la API (ahora no))');
    expect(restart).toBeGreaterThan(0);
    expect(text.slice(restart + 1).findIndex((line) => !line.startsWith('  ('))).toBeGreaterThan(0);
    expect(commandsOf(menu(snapshot(server({ services: [api] }))), 'Reiniciar la API (ahora no)')).toEqual([]);
  });

  test('while a restart runs, it cannot be started again from here', () => {
    const run = {
      serverId: 'portal-mme',
      service: 'api',
      startedAt: now,
      steps: [],
      outcome: null,
      before: null,
      after: null,
    } as const;
    const text = draw(menu(snapshot(server({ restart: run }))));
    expect(text).toContain('API: Reiniciando ▸');
    expect(text).toContain('  (Reiniciando la API…)');
    expect(text).not.toContain('  Reiniciar la API…');
  });

  test('silenced: how long still, and the way back', () => {
    const drawn = menu(snapshot(server({ snoozedUntil: now + 3_600_000 })));
    expect(draw(drawn)).toContain('(Silenciado: termina en 1 h)');
    expect(draw(drawn)).not.toContain('Silenciar ▸');
    expect(commandsOf(drawn, 'Quitar el silencio')).toEqual([{ kind: 'snooze', serverId: 'portal-mme', choice: null }]);
  });

  test('in maintenance: how long still, more of it, or its end', () => {
    const maintenance = { fromAt: now, untilAt: now + 20 * 60_000, troubled: true };
    const drawn = menu(snapshot(server({ status: 'maintenance', maintenance })));
    expect(draw(drawn)).toContain('(Mantenimiento: termina en 20 min)');
    expect(commandsOf(drawn, 'Alargar 30 min')).toEqual([
      { kind: 'maintenance', serverId: 'portal-mme', minutes: 30, extends: true },
    ]);
    expect(commandsOf(drawn, 'Terminar el mantenimiento')).toEqual([
      { kind: 'maintenance', serverId: 'portal-mme', minutes: null, extends: false },
    ]);
  });

  test('during an outage: she can say that she knows, and take it back', () => {
    const incident = {
      id: 'i',
      cause: 'api-down',
      firstFailureAt: now,
      confirmedAt: now,
      toldAt: now,
      acknowledgedAt: null,
      nextReminderAt: null,
    } as const;
    expect(commandsOf(menu(snapshot(server({ incident }))), 'Ya lo sé (sin recordatorios)')).toEqual([
      { kind: 'acknowledge', serverId: 'portal-mme', on: true },
    ]);
    const known = menu(snapshot(server({ incident: { ...incident, acknowledgedAt: now } })));
    expect(commandsOf(known, 'Volver a recordar')).toEqual([
      { kind: 'acknowledge', serverId: 'portal-mme', on: false },
    ]);
  });

  test('every item that can be chosen does something', () => {
    const drawn = menu(snapshot(server()), es, { all: ['api-down'], active: new Set(['api-down']), isVisit: false });
    const idle = (items: readonly TrayItem[]): readonly string[] =>
      items.flatMap((item) =>
        item.kind === 'submenu'
          ? idle(item.items)
          : (item.kind === 'action' || item.kind === 'checkbox') && item.commands.length === 0
            ? [item.label]
            : [],
      );
    expect(idle(drawn)).toEqual([]);
    expect(commandsOf(drawn, 'API: errores')).toEqual([
      {
        kind: 'show',
        target: { view: 'logs', serverId: 'portal-mme', service: null, source: 'api-error', sheet: null },
      },
    ]);
    expect(commandsOf(drawn, 'Abrir el portal')).toEqual([{ kind: 'portal', url: 'https://portal.example.org/' }]);
  });

  test('in English, too', () => {
    expect(draw(menu(snapshot(server()), translator('en')))).toContain('Check now');
  });
});

test('several servers have a submenu each, the worst first', () => {
  const calm = server({ id: 'b', name: 'Visor' });
  const bad = server({ id: 'c', name: 'Pruebas', ...down(finding({})) });
  const offline = server({
    id: 'd',
    name: 'Otro',
    status: 'no-data',
    noData: { kind: 'never-checked' },
    lastRoundAt: null,
  });
  const drawn = menu({ ...snapshot(calm, bad, offline), overall: 'down' });
  const top = draw(drawn).filter((line) => !line.startsWith(' '));
  expect(top.slice(0, 5)).toEqual(['(No)', '—', '✕ Pruebas: Caída ▸', '? Otro: Sin datos ▸', '✓ Visor: Tranquila ▸']);
  expect(commandsOf(drawn, 'Comprobar ahora')).toEqual([{ kind: 'check', serverId: 'c' }]);
});

test('of very many servers the worst twenty have one, and a line leads to the others', () => {
  const many = Array.from({ length: 200 }, (_none, n) =>
    server({ id: `s-${n}`, name: `Servidor ${n}`, ...(n === 199 ? { status: 'down' } : {}) }),
  );
  const drawn = menu(snapshot(...many));
  const submenus = drawn.flatMap((item) => (item.kind === 'submenu' ? [item.label] : []));
  expect([submenus.length, submenus[0]?.includes('Servidor 199')]).toEqual([20, true]);
  const others = drawn.find((item) => item.kind === 'action' && item.label === 'Otros 180: en la ventana…');
  expect(others).toMatchObject({ commands: [{ kind: 'show' }] });
});

test('without a server there is the way to the set-up', () => {
  const drawn = menu(snapshot());
  expect(draw(drawn)[0]).toBe('(Todavía no hay un servidor configurado.)');
  expect(commandsOf(drawn, 'Configurar el servidor…')).toMatchObject([{ kind: 'show', target: { view: 'setup' } }]);
});

test('the demonstration has a switch for each fault, and one that mends all', () => {
  const faults: DemoFaults = {
    all: ['api-down', 'disk-full', 'new-one'],
    active: new Set(['disk-full', 'new-one']),
    isVisit: false,
  };
  const drawn = menu(snapshot(server()), es, faults);
  expect(draw(drawn)).toEqual(expect.arrayContaining(['  ☐ API detenida', '  ☑ Disco lleno', '  ☑ new-one']));
  expect(commandsOf(drawn, 'Disco lleno')).toEqual([{ kind: 'fault', id: 'disk-full', on: false }]);
  expect(commandsOf(drawn, 'Quitar todos los fallos')).toEqual([
    { kind: 'fault', id: 'disk-full', on: false },
    { kind: 'fault', id: 'new-one', on: false },
  ]);
});

describe('what makes the menu be drawn anew', () => {
  test('an age alone does not', () => {
    const earlier = menu(snapshot(server()));
    const later = menu(snapshot(server()), translator('es', now + 300_000));
    expect(JSON.stringify(later)).not.toBe(JSON.stringify(earlier));
    expect(contentOf(later)).toBe(contentOf(earlier));
  });

  test('a countdown that goes on does not, one with another end does', () => {
    const maintained = (minutes: number) =>
      snapshot(
        server({
          status: 'maintenance',
          maintenance: { fromAt: now, untilAt: now + minutes * 60_000, troubled: false },
        }),
      );
    const later = { ...maintained(30), at: now + 300_000 };
    expect(JSON.stringify(menu(later))).not.toBe(JSON.stringify(menu(maintained(30))));
    expect(contentOf(menu(later))).toBe(contentOf(menu(maintained(30))));
    expect(contentOf(menu(maintained(60)))).not.toBe(contentOf(menu(maintained(30))));
  });

  test('a different state does', () => {
    expect(contentOf(menu(snapshot(server(down(finding({}))))))).not.toBe(contentOf(menu(snapshot(server()))));
  });
});

describe('long texts', () => {
  test.each([
    'palabra '.repeat(40),
    'una-palabra-sin-espacios-'.repeat(8),
    'x'.repeat(5_000),
    `${'á'.repeat(39)} b`,
    '',
  ])('become at most five lines of at most forty characters (%#)', (sentence) => {
    const broken = lines(sentence).map((item) => (item.kind === 'text' ? item.label : ''));
    expect(broken.length).toBeLessThanOrEqual(5);
    expect(Math.max(0, ...broken.map((line) => line.length))).toBeLessThanOrEqual(maxLineLength);
  });

  test('lose nothing while they fit', () => {
    const sentence = 'El servidor no responde ni por web ni por SSH desde las 10:42: está apagado o sin red.';
    expect(
      lines(sentence)
        .map((item) => (item.kind === 'text' ? item.label : ''))
        .join(' '),
    ).toBe(sentence);
  });
});

test('a newer version that waits is one click away, above the way out, and not in a drill', () => {
  const items = (of: Snapshot) => draw(toTrayMenu(of, { translator: es, faults: null, hasUpdate: true }));
  expect(items(snapshot()).slice(-3)).toEqual(['—', 'Reiniciar para actualizar', 'Salir (nadie vigilará el portal)']);
  const drill = { scenario: 'api-stopped', caption: 'well', step: 1, steps: 2, paused: false, aheadMs: 0 } as const;
  expect(items({ ...snapshot(), drill: drill as unknown as Snapshot['drill'] })).not.toContain(
    'Reiniciar para actualizar',
  );
});
