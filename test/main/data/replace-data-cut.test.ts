/** Killed, or refused by the disk, at each single step of a turn, both ways: nothing of hers is lost, and nothing is mixed. */
import fs, { mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { finishTurn, makeIncoming, turnBack, turnToIncoming } from '../../../src/main/data/replace-data';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

/** Steps that are still done; null: all. Then `once` one fails, or all do, for the process is gone. */
const disk = { left: null as number | null, once: false, isBackwards: false };
/** As they are before they are counted: the imports follow. */
const real = { mkdirSync, openSync, renameSync, rmSync, writeFileSync };

/** Everything that changes something, as a step of its own. */
function countSteps(): void {
  const step =
    <A extends readonly unknown[], R>(act: (...args: A) => R) =>
    (...args: A): R => {
      if (disk.left === null) return act(...args);
      disk.left -= 1;
      if (disk.left >= 0 || (disk.once && disk.left < -1)) return act(...args);
      throw Object.assign(new Error('cut'), { code: 'ENOSPC' });
    };
  const rmOne = step(real.rmSync);
  /** A folder goes file by file, in whatever order the disk has them. */
  const rmEach = (path: string, options?: fs.RmOptions): void => {
    if (options?.recursive === true && fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      const inside = readdirSync(path).toSorted();
      for (const name of disk.isBackwards ? inside.reverse() : inside) rmEach(join(path, name), options);
    }
    rmOne(path, options);
  };
  replaceFs({
    mkdirSync: step(real.mkdirSync),
    renameSync: step(real.renameSync),
    writeFileSync: step(real.writeFileSync),
    openSync: step(real.openSync),
    rmSync: rmEach,
  });
}

function replaceFs(functions: object): void {
  Object.assign(fs, functions);
  syncBuiltinESMExports();
}

beforeAll(countSteps);
afterAll(() => {
  replaceFs(real);
});

let temp: TempFolder;
const at = Date.UTC(2026, 10, 24);
const names = ['history.db', 'history.db-journal', 'settings.json'];
const write = (folder: string, whose: string) => {
  mkdirSync(join(temp.path, folder), { recursive: true });
  for (const name of names) writeFileSync(join(temp.path, folder, name), whose);
};
/** Whose the files of a folder are; two at once would be a mixture. */
const whoseIn = (folder: string): string => {
  try {
    const found = readdirSync(join(temp.path, folder)).filter((name) => names.includes(name));
    const whose = new Set(found.map((name) => readFileSync(join(temp.path, folder, name), 'utf8')));
    return found.length === names.length || found.length === 0
      ? [...whose].join('+')
      : `part of ${[...whose].join('+')}`;
  } catch {
    return '';
  }
};
const places = () => [whoseIn(''), whoseIn('before-restore')];
const fill = (whose: string) => {
  makeIncoming(temp.path);
  write('restore-incoming', whose);
};

beforeEach(() => {
  temp = createTempFolder('replace-data-cut');
  write('', 'first');
});
afterEach(() => {
  disk.left = null;
  temp.remove();
});

/** What is in the folder and what is aside, where it was done and where it was not. */
const turns: [string, () => void, () => string | null, readonly (readonly string[])[]][] = [
  [
    'a first restore',
    () => {
      fill('second');
    },
    () => turnToIncoming(temp.path, at),
    [
      ['first', ''],
      ['second', 'first'],
    ],
  ],
  [
    'a further restore',
    () => {
      fill('second');
      turnToIncoming(temp.path, at);
      fill('third');
    },
    () => turnToIncoming(temp.path, at + 1),
    [
      ['second', 'first'],
      ['third', 'second'],
    ],
  ],
  [
    'the way back',
    () => {
      fill('second');
      turnToIncoming(temp.path, at);
    },
    () => turnBack(temp.path, at + 1),
    [
      ['second', 'first'],
      ['first', 'second'],
    ],
  ],
];

describe.each(turns)('%s', (_what, prepare, act, right) => {
  /** How many steps it has when nothing is in its way. */
  function stepsOf(): number {
    prepare();
    disk.left = 1000;
    const reason = act();
    const steps = 1000 - disk.left;
    disk.left = null;
    expect([reason, places()]).toEqual([null, right[1]]);
    temp.remove();
    temp = createTempFolder('replace-data-cut');
    write('', 'first');
    return steps;
  }

  test.each([
    ['the process is killed, files go in order', { once: false, isBackwards: false }],
    ['the process is killed, files go backwards', { once: false, isBackwards: true }],
    ['the disk refuses once', { once: true, isBackwards: false }],
  ])('cut at each step: %s', (_how, kind) => {
    Object.assign(disk, kind);
    const steps = stepsOf();
    expect(steps).toBeGreaterThan(10);
    for (let n = 0; n < steps; n += 1) {
      prepare();
      disk.left = n;
      act();
      disk.left = null;
      // The next start.
      const reason = finishTurn(temp.path);
      expect([n, reason]).toEqual([n, null]);
      expect(right, `step ${String(n)}`).toContainEqual(places());
      expect(readdirSync(temp.path), `step ${String(n)}`).not.toContain('restore-incoming');
      temp.remove();
      temp = createTempFolder('replace-data-cut');
      write('', 'first');
    }
  });
});
