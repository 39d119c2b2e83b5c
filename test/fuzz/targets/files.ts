/** Files in the data folder and files that she opens, which may be anybody's. */
import { writeFileSync } from 'node:fs';
import { readServersFile, toServersFile, withImported } from '../../../src/core/server-import';
import { readSettings, salvageSettings } from '../../../src/core/settings-reading';
import { initialState, toSaved } from '../../../src/core/monitor-state';
import { createConfStore } from '../../../src/main/conf-store';
import { inspectCopy } from '../../../src/main/data/copy-file';
import { judgeLine } from '../../../src/main/history/import-judgement';
import { createJsonFile } from '../../../src/main/json-file';
import { readSavedState } from '../../../src/main/saved-state';
import { settings } from '../../support/builders';
import { inFolder } from '../folder';
import { samples, type FuzzTarget } from '../target';

const current = settings();
const place = { demo: false, timeZone: 'America/Bogota' };
const saved = toSaved(initialState(current, {}, place));
const round = {
  record: 'round',
  server: 'portal-mme',
  startedAt: 1_795_000_000_000,
  tookMs: 812,
  verdict: 0,
  cause: null,
  measurements: [{ check: 'api.public', level: 'ok', value: 200, unit: null, ms: 88 }],
};
const copy = [
  JSON.stringify({ vigia: 'copy', format: 1, madeAt: 1_795_000_000_000, settings: current }),
  JSON.stringify({ vigia: 'history', format: 1 }),
  JSON.stringify(round),
  JSON.stringify({ vigia: 'copy-end', lines: 2 }),
  '',
].join('\n');

/** What a file can say of it. */
function asInFile(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : JSON.parse(text);
}

function readSettingsValue(value: unknown): unknown {
  const raw = asInFile(value) as Parameters<typeof readSettings>[0] | null | undefined;
  if (typeof raw !== 'object' || raw === null) return null;
  const reading = readSettings(raw);
  const salvage = salvageSettings(raw, null);
  if (reading.kind === 'valid' && salvage.wrong.length > 0) throw new Error('valid, and something is wrong');
  // What was saved from it must be sound itself, or the next start repairs again.
  const again = readSettings(JSON.parse(JSON.stringify(salvage.settings)) as typeof raw);
  if (again.kind !== 'valid') throw new Error(`what was saved from it is ${again.kind}`);
  return [reading.kind, salvage.wrong.length];
}

export const fileTargets: readonly FuzzTarget[] = [
  {
    name: 'settings',
    values: [current, { ...current, version: 1 }, { ...current, servers: [] }],
    readValue: readSettingsValue,
  },
  {
    name: 'settings as text',
    samples: samples(JSON.stringify(current, null, 2)),
    words: ['"servers": [', '{}', 'null', '"version": 99', '"__proto__": {', '1e400'],
    read: (input) => {
      try {
        return readSettingsValue(JSON.parse(input.toString('utf8')));
      } catch (error) {
        if (error instanceof SyntaxError) return null;
        throw error;
      }
    },
  },
  {
    name: 'state',
    values: [saved],
    readValue: (value) => {
      const store = {
        load: () => ({ kind: 'state', value: asInFile(value), savedAt: 0 }) as const,
        save: () => undefined,
      };
      const read = readSavedState(store as unknown as Parameters<typeof readSavedState>[0]);
      return initialState(current, read, place).servers.length;
    },
  },
  {
    name: 'servers of a colleague',
    values: [toServersFile(current)],
    readValue: (value) => {
      const read = readServersFile(asInFile(value));
      return read.kind === 'servers' ? withImported(current, read.servers) : read;
    },
    mostKept: 400_000,
  },
  {
    name: 'line of the history',
    samples: samples(
      JSON.stringify(round),
      JSON.stringify({ vigia: 'history', format: 1 }),
      JSON.stringify({ record: 'note', server: 'portal-mme', at: 1, note: 'x' }),
    ),
    words: ['"measurements":[', '"record":"', 'null', '[[[[', '"__proto__":'],
    read: (input) => judgeLine(input.toString('utf8')),
  },
  {
    name: 'copy of everything',
    samples: samples(copy),
    words: ['{"vigia":"copy-end","lines":2}\n', '\n', '{"vigia":"copy"', '"settings":{}'],
    read: (input) => {
      const file = inFolder('copy.ndjson');
      writeFileSync(file, input);
      return inspectCopy(file);
    },
  },
  {
    name: 'any JSON file of ours',
    samples: samples('{"version":1,"savedAt":1,"state":{}}', JSON.stringify({ bounds: { width: 900 } })),
    read: (input) => {
      writeFileSync(inFolder('any.json'), input);
      return createJsonFile(createConfStore, inFolder('.'), 'any').read();
    },
    mostKept: 192 * 1024 * 8,
  },
];
