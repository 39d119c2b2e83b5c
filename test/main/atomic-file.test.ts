/** Files that she saves where others can write, too: nothing that lies in wait there is written through. */
import { linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeFileAtomic } from '../../src/main/atomic-file';
import { exportHistory } from '../../src/main/history/export-file';
import { stageImage } from '../../src/main/updates/app-image';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

describe('a name that somebody else took first', () => {
  let temp: TempFolder;
  const at = (name: string) => join(temp.path, name);
  beforeEach(() => {
    temp = createTempFolder('atomic');
    writeFileSync(at('hers'), 'hers');
    writeFileSync(at('downloaded'), 'new');
  });
  afterEach(() => {
    temp.remove();
  });

  const writers: readonly [string, string, () => unknown][] = [
    [
      'a file',
      `saved.${String(process.pid)}.tmp`,
      () => {
        writeFileAtomic(at('saved'), 'new');
      },
    ],
    [
      'an export',
      `saved.${String(process.pid)}.tmp`,
      () => exportHistory({ exportLines: () => ['new'][Symbol.iterator]() }, at('saved')),
    ],
    [
      'a new AppImage',
      '.saved.new',
      async () => {
        (await stageImage(at('downloaded'), at('saved'))).takePlace();
      },
    ],
  ];
  test.each(writers)('%s goes through no link and into no file of theirs', async (_title, taken, write) => {
    for (const wait of [symlinkSync, linkSync]) {
      wait(at('hers'), at(taken));
      await write();
      expect(readFileSync(at('hers'), 'utf8')).toBe('hers');
      expect(readFileSync(at('saved'), 'utf8').trim()).toBe('new');
      expect(lstatSync(at('saved')).isFile()).toBe(true);
      expect(statSync(at('saved')).ino).not.toBe(statSync(at('hers')).ino);
      expect(readdirSync(temp.path)).not.toContain(taken);
    }
  });
});
