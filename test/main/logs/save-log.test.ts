import { chmodSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saveLog } from '../../../src/main/logs/save-log';
import { createTranslator } from '../../../src/shared/i18n';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

describe('lines on the disk', () => {
  let temp: TempFolder;
  const suggested: string[] = [];
  beforeEach(() => {
    temp = createTempFolder();
    suggested.length = 0;
  });
  afterEach(() => {
    temp.remove();
  });
  const translator = createTranslator({
    language: 'es',
    timeZone: 'America/Bogota',
    now: () => 0,
    address: 'tranquila',
  });
  const save = (text: string, options: { path?: string | null; name?: string } = {}) => {
    const { path = join(temp.path, 'registros.txt'), name = 'registros' } = options;
    return saveLog(
      {
        translator: () => translator,
        choose: {
          save: (suggestion) => {
            suggested.push(suggestion.name);
            return Promise.resolve(path);
          },
        },
      },
      { name, text },
    );
  };

  test('are for her alone, with every secret masked', async () => {
    const path = join(temp.path, 'registros.txt');
    expect(await save('uno\npassword=S3creto\nAuthorization: Bearer abcdefgh')).toEqual({
      kind: 'saved',
      path: 'registros.txt',
    });
    expect(readFileSync(path, 'utf8')).toBe('uno\npassword=***\nAuthorization: ***\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that are many are masked in pieces, also where a key lies across two of them', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const key = `-----BEGIN PRIVATE KEY-----\n${`${'QUJD'.repeat(16)}\n`.repeat(30)}-----END PRIVATE KEY-----\n`;
    const text = line.repeat(5235) + key + line.repeat(5000);
    await save(text);
    const written = readFileSync(join(temp.path, 'registros.txt'), 'utf8');
    expect([written.includes('QUJD'), written.split('\n').length]).toEqual([false, text.split('\n').length]);
  });

  test('a name is a name and no path', async () => {
    for (const name of ['../../etc/passwd', 'api error 2026-11-24', '.oculto', '/', 'x.txt']) await save('x', { name });
    expect(suggested).toEqual(['etc-passwd.txt', 'api error 2026-11-24.txt', 'oculto.txt', 'vigia.txt', 'x.txt']);
    expect(suggested.every((name) => basename(name) === name)).toBe(true);
  });

  test('nothing is written where she thinks better of it, and what cannot be written says why', async () => {
    expect(await save('x', { path: null })).toEqual({ kind: 'cancelled' });
    expect(await save('x', { path: join(temp.path, 'no', 'x.txt') })).toEqual({ kind: 'failed', reason: 'ENOENT' });
    chmodSync(temp.path, 0o755);
    expect(await save('x', { path: temp.path })).toMatchObject({ kind: 'failed' });
  });
});
