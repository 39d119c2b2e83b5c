import { describe, expect, test } from 'vitest';
import type { IncidentSnapshot, ServerSnapshot } from '../../src/core/snapshot-types';
import { quietReasons } from '../../src/core/snapshot-types';
import { tellingOf } from '../../src/renderer/telling';
import { createWords, loadSpoken } from '../../src/renderer/words';
import { fixtureContext, fixtureNow, fixtures } from '../support/renderer/fixtures';

const minuteMs = 60_000;
const t = createWords(await loadSpoken('es'), fixtureContext, () => fixtureNow);
const english = createWords(await loadSpoken('en'), fixtureContext, () => fixtureNow);

function one(name: string, part: Partial<ServerSnapshot> = {}): ServerSnapshot {
  const [server] = fixtures[name]?.snapshot.servers ?? [];
  if (server === undefined) throw new Error(`no fixture ${name}`);
  return { ...server, ...part };
}
const tell = (server: ServerSnapshot, isDrill = false) => tellingOf(server, t, { now: fixtureNow, isDrill });

const down = one('answer-down-database');
const incident = (part: Partial<IncidentSnapshot>): IncidentSnapshot | null =>
  down.incident === null ? null : { ...down.incident, ...part };
const snoozedUntil = fixtureNow + 240 * minuteMs;

describe('what is told, and why not', () => {
  test.each<readonly [string, ServerSnapshot, boolean, readonly string[]]>([
    ['well', one('answer-calm'), false, ['Si algo falla, se avisa.']],
    ['something needs her', one('answer-attention'), false, ['Si algo más falla, se avisa.']],
    ['nobody knows', one('answer-offline'), true, ['Mientras no haya datos, no se puede avisar de una caída.']],
    [
      'an outage',
      down,
      false,
      ['Próximo recordatorio a las 10:58.', '«Ya lo sé» quita los recordatorios hasta que se arregle.'],
    ],
    [
      'an outage whose reminder is due: no time that is past',
      { ...down, incident: incident({ nextReminderAt: fixtureNow - 10 * minuteMs }) },
      false,
      ['Habrá recordatorios mientras siga la caída.', '«Ya lo sé» quita los recordatorios hasta que se arregle.'],
    ],
    [
      'an outage that she knows',
      one('answer-acknowledged'),
      true,
      ['Anotado: sin recordatorios hasta que se arregle.', 'Si aparece otro problema, se avisa.'],
    ],
    [
      'silence while all is well',
      one('answer-calm', { snoozedUntil }),
      true,
      ['Silenciado hasta las 14:44: termina en 4\u00a0h.', 'Una caída nueva sí se avisa.'],
    ],
    [
      'a silence that has just ended',
      one('answer-calm', { snoozedUntil: fixtureNow }),
      false,
      ['Si algo falla, se avisa.'],
    ],
    [
      'an outage of before the silence',
      one('answer-snoozed-down'),
      true,
      ['No se avisa: lo silenció usted hasta las 14:44 (termina en 4\u00a0h).'],
    ],
    [
      'an outage of after the silence: its reminders wait for its end',
      { ...down, snoozedUntil },
      true,
      ['Próximo recordatorio a las 14:44.', 'Silenciado hasta las 14:44: termina en 4\u00a0h.'],
    ],
    [
      'known, and silenced as well',
      { ...one('answer-acknowledged'), snoozedUntil },
      true,
      ['Anotado: sin recordatorios hasta que se arregle.', 'Silenciado hasta las 14:44: termina en 4\u00a0h.'],
    ],
    ['a maintenance', one('answer-maintenance-troubled'), true, ['Este tiempo no cuenta en la disponibilidad.']],
    [
      'quiet hours',
      one('answer-quiet-hours'),
      true,
      ['Se avisará cuando terminen las horas de silencio, mañana a las 7:00.'],
    ],
    ['just woken', one('answer-slept'), true, ['No se avisa todavía: el computador acaba de despertar.']],
    [
      'an unstable portal',
      one('answer-flapping'),
      true,
      ['No se avisa cada caída: el portal está inestable. Habrá un aviso cuando se calme.'],
    ],
  ])('%s', (_what, server, isQuiet, lines) => {
    expect(tell(server)).toEqual({ lines, isQuiet });
  });

  test.each(quietReasons)('it says why it is quiet: %s', (reason) => {
    const server = one('answer-attention', { quiet: { reason, until: snoozedUntil }, snoozedUntil });
    for (const words of [t, english])
      expect(tellingOf(server, words, { now: fixtureNow, isDrill: false }).lines[0]).not.toMatch(/^$|[{}–]/);
  });

  test.each(Object.keys(fixtures).filter((name) => name.startsWith('answer-')))(
    '%s has one or two whole lines',
    (name) => {
      const { lines } = tell(one(name));
      expect(lines.filter((line) => line !== '').length).toBeLessThanOrEqual(2);
      expect(lines.every((line) => line.endsWith('.'))).toBe(true);
    },
  );

  test('in a drill the orders are off, and it says so in place of what they do', () => {
    expect(tell(down, true).lines).toEqual([
      'Próximo recordatorio a las 10:58.',
      'En un simulacro, estos botones no actúan.',
    ]);
  });
});
