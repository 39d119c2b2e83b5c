import { describe, expect, test } from 'vitest';
import { allChecksOn } from '../../src/core/optional-checks';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings, type Settings } from '../../src/core/settings';
import { usualThresholds } from '../../src/core/thresholds';
import { keepUnknownFields, readSettings, salvageSettings } from '../../src/core/settings-reading';

const second = { ...portalProfile, id: 'pruebas', name: 'Pruebas del portal' };
const settings: Settings = { ...defaultSettings, servers: [portalProfile, second] };

describe('reading', () => {
  test('valid settings are valid, with fields that this version does not know', () => {
    const reading = readSettings({ ...settings, future: { a: 1 } });
    expect(reading).toMatchObject({ kind: 'valid', migrated: false, settings });
  });

  test('a choice that was never made has its default', () => {
    expect(readSettings({ schemaVersion: 1, servers: [portalProfile] })).toMatchObject({
      kind: 'valid',
      settings: { ...defaultSettings, servers: [portalProfile] },
    });
  });

  test('a file of a version that knew no lines has the usual ones', () => {
    const { thresholds, ...old } = portalProfile;
    expect(readSettings({ ...settings, servers: [old] })).toMatchObject({
      kind: 'valid',
      settings: { servers: [{ ...old, thresholds }] },
    });
  });

  test('checks of which a file says nothing are on, and one that a newer version added is kept', () => {
    const raw = { ...settings, servers: [{ ...portalProfile, checks: { memory: false, swap: false } }] };
    const reading = readSettings(raw);
    if (reading.kind !== 'valid') throw new Error(reading.kind);
    expect(reading.settings.servers[0]?.checks).toEqual({ ...allChecksOn, memory: false });
    expect(keepUnknownFields(reading.raw, reading.settings, reading.settings)['servers']).toEqual([
      { ...portalProfile, checks: { ...allChecksOn, memory: false, swap: false } },
    ]);
    const { checks, ...old } = portalProfile;
    expect(readSettings({ ...settings, servers: [old] })).toMatchObject({
      kind: 'valid',
      settings: { servers: [{ ...old, checks }] },
    });
  });

  test('a check that is neither on nor off costs only itself', () => {
    const raw = { ...settings, servers: [{ ...portalProfile, checks: { memory: 'no', disk: false } }] };
    const saved = salvageSettings(raw, null);
    expect([saved.settings.servers[0]?.checks, saved.wrong]).toEqual([
      { ...allChecksOn, disk: false },
      ['servers.portal-mme.checks.memory'],
    ]);
  });

  test('lines that a newer version added are no fault, and are kept', () => {
    const raw = { ...settings, servers: [{ ...portalProfile, thresholds: { memoryLeftPercent: 7, swapPercent: 50 } }] };
    const reading = readSettings(raw);
    if (reading.kind !== 'valid') throw new Error(reading.kind);
    const [server] = reading.settings.servers;
    expect(server?.thresholds).toEqual({ ...usualThresholds, memoryLeftPercent: 7 });
    const next = { ...reading.settings, language: 'en' } as const;
    expect(keepUnknownFields(reading.raw, reading.settings, next)['servers']).toEqual([
      { ...portalProfile, thresholds: { ...usualThresholds, memoryLeftPercent: 7, swapPercent: 50 } },
    ]);
  });

  test('settings from a newer version are readable as far as they are understood', () => {
    expect(readSettings({ ...settings, schemaVersion: 9, language: 'pt' })).toEqual({
      kind: 'newer',
      settings: { ...settings, language: 'system' },
    });
  });

  test.each([
    ['no version', { ...settings, schemaVersion: undefined }],
    ['an unknown language', { ...settings, language: 'pt' }],
    ['servers that are no list', { ...settings, servers: {} }],
    ['no servers', { schemaVersion: 1 }],
    ['two servers with one id', { ...settings, servers: [portalProfile, portalProfile] }],
    [
      'a host that a command could read as an option',
      { ...settings, servers: [{ ...portalProfile, host: '-oProxy' }] },
    ],
  ])('%s: partly', (_name, raw) => {
    expect(readSettings(raw).kind).toBe('partly');
  });
});

describe('salvaging', () => {
  const mistyped = { ...second, host: 'not a host' };

  test('one mistyped server does not cost the others', () => {
    const saved = salvageSettings({ ...settings, servers: [mistyped, portalProfile] }, null);
    expect([saved.settings.servers, saved.wrong, saved.usedBackup]).toEqual([
      [portalProfile],
      ['servers.pruebas'],
      false,
    ]);
  });

  test('what is wrong comes from the backup where it has it, in its place', () => {
    const saved = salvageSettings({ ...settings, language: 7, servers: [mistyped, portalProfile] }, settings);
    expect(saved).toEqual({
      settings: { ...settings, servers: [second, portalProfile] },
      wrong: ['language', 'servers.pruebas'],
      usedBackup: true,
    });
  });

  test.each([
    ['a target', { targetPercent: 'x' }, 'targetPercent', {}],
    ['lines that are none', { thresholds: 7 }, 'thresholds', {}],
    [
      'one line',
      { thresholds: { memoryLeftPercent: 'x', certificateDays: 20 } },
      'thresholds.memoryLeftPercent',
      { certificateDays: 20 },
    ],
    ['two lines that contradict each other', { thresholds: { diskFillingPercent: 97 } }, 'thresholds', {}],
  ])('%s that is wrong costs neither its server nor the others', (_title, change, field, kept) => {
    const saved = salvageSettings(
      { ...settings, servers: [{ ...portalProfile, name: 'Mío', ...change }, second] },
      null,
    );
    const thresholds = { ...usualThresholds, ...kept };
    expect([saved.settings.servers, saved.wrong]).toEqual([
      [{ ...portalProfile, name: 'Mío', thresholds }, second],
      [`servers.portal-mme.${field}`],
    ]);
  });

  test('a line that is wrong comes from the backup', () => {
    const backup = { ...settings, servers: [{ ...second, thresholds: { ...usualThresholds, memoryLeftPercent: 7 } }] };
    const wrong = { ...second, name: 'Nuevo', thresholds: { ...usualThresholds, memoryLeftPercent: 700 } };
    const saved = salvageSettings({ ...settings, servers: [wrong] }, backup);
    expect([saved.settings.servers, saved.usedBackup]).toEqual([
      [{ ...second, name: 'Nuevo', thresholds: { ...usualThresholds, memoryLeftPercent: 7 } }],
      true,
    ]);
  });

  test('a server that she removed does not come back from the backup', () => {
    const saved = salvageSettings({ ...settings, language: 7, servers: [portalProfile] }, settings);
    expect(saved.settings.servers).toEqual([portalProfile]);
  });

  test.each([null, 7, 'x', [], { id: 5 }])('%j in the list of servers is left out', (entry) => {
    expect(salvageSettings({ ...settings, servers: [entry, second] }, null).settings.servers).toEqual([second]);
  });

  test('of two servers with one id the first stays', () => {
    const twin = { ...portalProfile, name: 'Otro' };
    expect(salvageSettings({ ...settings, servers: [portalProfile, twin] }, settings).settings.servers).toEqual([
      portalProfile,
    ]);
  });
});

describe('fields that this version does not know', () => {
  test('are kept at every depth, servers by their id', () => {
    const old = {
      ...settings,
      future: { a: 1 },
      servers: [{ ...portalProfile, colour: 'red', api: { ...portalProfile.api, grace: 30 } }, second],
    };
    const next: Settings = { ...settings, language: 'en', servers: [second, { ...portalProfile, host: '10.0.0.1' }] };
    expect(keepUnknownFields(old, settings, next)).toEqual({
      ...next,
      future: { a: 1 },
      servers: [
        second,
        { ...portalProfile, host: '10.0.0.1', colour: 'red', api: { ...portalProfile.api, grace: 30 } },
      ],
    });
  });

  test('a field that the new value has no longer is not unknown', () => {
    const withKey: Settings = { ...settings, servers: [{ ...portalProfile, auth: { kind: 'key', file: '/k' } }] };
    const next: Settings = { ...settings, servers: [portalProfile] };
    expect(keepUnknownFields(withKey, withKey, next)).toEqual(next);
  });

  test('no key can reach the prototype', () => {
    const old = JSON.parse('{"__proto__": {"polluted": true}}') as Record<string, unknown>;
    const merged = keepUnknownFields(old, settings, settings);
    expect([Object.getPrototypeOf(merged), 'polluted' in merged]).toEqual([Object.prototype, false]);
  });
});
