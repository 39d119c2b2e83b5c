import { expect, test } from 'vitest';
import { migrateSettings, type SettingsMigration } from '../../src/core/settings-migrations';

const steps: readonly SettingsMigration[] = [
  (raw) => ({ ...raw, everyMinutes: raw['interval'] }),
  (raw) => ({ ...raw, intervalMs: Number(raw['everyMinutes']) * 60_000 }),
];

test('a file of the present version is left as it is', () => {
  expect(migrateSettings({ schemaVersion: 1, extra: true })).toEqual({
    kind: 'current',
    raw: { schemaVersion: 1, extra: true },
  });
});

test('an old file climbs every step, and keeps fields that no step knows', () => {
  expect(migrateSettings({ schemaVersion: 1, interval: 5, extra: 'kept' }, steps)).toEqual({
    kind: 'migrated',
    fromVersion: 1,
    raw: { schemaVersion: 3, interval: 5, everyMinutes: 5, intervalMs: 300_000, extra: 'kept' },
  });
});

test('a file from the middle of the ladder climbs only the rest', () => {
  expect(migrateSettings({ schemaVersion: 2, everyMinutes: 2 }, steps)).toMatchObject({
    fromVersion: 2,
    raw: { schemaVersion: 3, intervalMs: 120_000 },
  });
});

test.each([
  [{ schemaVersion: 4 }, { kind: 'newer', version: 4 }],
  [{ schemaVersion: 1.5 }, { kind: 'no-version' }],
  [{ schemaVersion: '1' }, { kind: 'no-version' }],
  [{ schemaVersion: 0 }, { kind: 'no-version' }],
  [{}, { kind: 'no-version' }],
])('%j is recognised as %j', (raw, expected) => {
  expect(migrateSettings(raw, steps)).toEqual(expected);
});

test('a step that cannot make sense of the file is a value, not a crash', () => {
  const broken: SettingsMigration = () => {
    throw new TypeError('servers is not iterable');
  };
  expect(migrateSettings({ schemaVersion: 1 }, [broken])).toEqual({ kind: 'failed', fromVersion: 1 });
});
