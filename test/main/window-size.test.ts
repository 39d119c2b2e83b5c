import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWindowSizeStore } from '../../src/main/window-size';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('window');
});
afterEach(() => {
  temp.remove();
});

test('the size is there at the next start', () => {
  createWindowSizeStore(temp.path).save({ width: 800, height: 600 });
  expect(createWindowSizeStore(temp.path).load()).toEqual({ width: 800, height: 600 });
});

test.each(['', '{}', '{"width":1,"height":1}', '{"width":1e9,"height":600}', '{"width":"800","height":600}'])(
  'nonsense in the file (%j) is no size',
  (text) => {
    writeFileSync(join(temp.path, 'window.json'), text);
    expect(createWindowSizeStore(temp.path).load()).toBeNull();
  },
);

test('a folder that is gone does not matter', () => {
  temp.remove();
  const store = createWindowSizeStore(temp.path);
  store.save({ width: 800, height: 600 });
  expect(store.load()).toBeNull();
});
