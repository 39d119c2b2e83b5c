/** The report of a data folder that is somebody else's: as a process of another user. */
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import { settings } from '../../support/builders';
import { buildScript } from '../../support/build-script';
import { fakeClock } from '../../support/fake-clock';
import { isRoot, makeReadOnly } from '../../support/read-only';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { beganAt, sampleRound } from '../history/sample';

let temp: TempFolder;
let built: TempFolder;
let script: string;
let undo: (() => void)[];
beforeEach(async () => {
  temp = createTempFolder('others');
  built = createTempFolder('cli');
  undo = [];
  script = await buildScript(join(import.meta.dirname, '../../support/cli-script.ts'), built.path);
  for (const folder of [built.path, temp.path]) chmodSync(folder, 0o755);
  writeFileSync(join(temp.path, 'settings.json'), JSON.stringify(settings()));
  const history = createHistory({ dataDir: temp.path, clock: fakeClock(beganAt) });
  history.recordRound(sampleRound(beganAt, { serverId: 'portal-mme' }));
  history.close();
});
afterEach(() => {
  for (const one of undo.reverse()) one();
  built.remove();
  temp.remove();
});

const path = () => join(temp.path, 'history.db');

/** Nobody's number; whoever is not root has only one. */
function report(language: string) {
  const args = [script, 'report', '--json', '--from', '2026-08', '--data-dir', temp.path, '--language', language];
  const other = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', ...other });
  return { code: run.status, error: run.stderr.trim(), answer: JSON.parse(run.stdout) as Record<string, unknown> };
}

test('a history that may be read is reported on, also where nothing may be written', () => {
  chmodSync(path(), 0o644);
  undo.push(makeReadOnly(temp.path));
  const { code, error, answer } = report('es');
  expect([code, error, Number(answer['coverage']) >= 0]).toEqual([0, '', true]);
});

test.each([
  ['es', /^vigia: No tiene permiso para leer el historial de .+\. Es de otro usuario/],
  ['en', /^vigia: You may not read the history in .+\. It belongs to another user/],
])('one that may not be read is one sentence, in %s', (language, sentence) => {
  chmodSync(path(), isRoot ? 0o600 : 0o000);
  const { code, error, answer } = report(language);
  expect([code, answer['reason']]).toEqual([3, 'history-unreadable']);
  expect(error).toMatch(sentence);
});
