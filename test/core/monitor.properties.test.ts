import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  gunicorn,
  minute,
  noAnswer,
  probe,
  silent,
  witnessDead,
  witnesses,
  witnessOk,
  type RoundParts,
} from '../support/builders';
import { scenario } from '../support/scenario';

const rounds: Readonly<Record<string, RoundParts>> = {
  well: {},
  apiDown: {
    api: probe('/api/', { status: 502, body: 'not-read' }),
    facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) },
  },
  offline: {
    portal: silent('/', 'tcp', 'timeout'),
    api: silent('/api/', 'tcp', 'timeout'),
    ssh: { kind: 'timeout', host: 'h', port: 22, limitMs: 1 },
    witnesses: witnesses([witnessDead, witnessDead]),
  },
  off: {
    portal: silent('/', 'tcp', 'timeout'),
    api: silent('/api/', 'tcp', 'timeout'),
    ssh: { kind: 'timeout', host: 'h', port: 22, limitMs: 1 },
    witnesses: witnesses([witnessOk, witnessOk]),
  },
  noSsh: { ssh: { kind: 'refused', host: 'h', port: 22 } },
};
const names = Object.keys(rounds);
const step = fc.record({ round: fc.constantFrom(...names), waitMs: fc.nat(12 * minute) });
const isBad = (name: string) => name === 'apiDown' || name === 'off';

test('an outage is announced only after two failed rounds in a row, and never while blind', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const s = scenario();
      let failed = 0;
      for (const { round, waitMs } of steps) {
        s.wait(waitMs);
        const told = s.round(rounds[round]);
        failed = isBad(round) ? failed + 1 : round === 'offline' ? failed : 0;
        if (told.some((one) => one.startsWith('outage'))) expect([round, failed >= 2]).toEqual([round, isBad(round)]);
      }
    }),
  );
});

test('every outage that was told is either open or has had exactly one recovery', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const s = scenario();
      const told: string[] = [];
      for (const { round, waitMs } of steps) {
        s.wait(waitMs);
        told.push(...s.round(rounds[round]));
      }
      const outages = told.filter((one) => one.startsWith('outage')).length;
      const recoveries = told.filter((one) => one.startsWith('recovered')).length;
      const open = s.look().incident?.toldAt != null ? 1 : 0;
      expect(outages).toBe(recoveries + open);
    }),
  );
});

test('green is shown only after a good round that is at most two intervals old', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), fc.nat(40 * minute), (steps, quietMs) => {
      const s = scenario();
      let last = '';
      for (const { round, waitMs } of steps) {
        s.wait(waitMs);
        s.round(rounds[round]);
        last = round;
      }
      s.wait(quietMs);
      const seen = s.look();
      if (seen.status !== 'calm') return;
      expect(quietMs).toBeLessThanOrEqual(11 * minute);
      // A failure that is still being confirmed leaves the answer of before, and says so.
      expect(last === 'well' || seen.confirming !== null).toBe(true);
    }),
  );
});

test('state survives being saved and read at any point without a second announcement', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const s = scenario();
      for (const { round, waitMs } of steps) {
        s.wait(waitMs);
        s.round(rounds[round]);
      }
      const again = scenario({ saved: JSON.parse(JSON.stringify(s.saved())) as never, at: s.now() });
      const toldBefore = s.look().incident?.toldAt ?? null;
      const told = again.round(rounds['apiDown']);
      if (toldBefore !== null) expect(told.filter((one) => one.startsWith('outage'))).toEqual([]);
    }),
  );
});
