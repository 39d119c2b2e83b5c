import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { server, settings } from '../../support/builders';
import { findFreePort } from '../../support/free-port';
import { json, jsonLines, runCli } from '../../support/run-cli';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

let temp: TempFolder;

beforeEach(() => {
  temp = createTempFolder();
});
afterEach(() => {
  temp.remove();
});

const vigia = (...args: string[]) => runCli([...args, '--data-dir', temp.path, '--language', 'en']);

/** A server that refuses every connection. */
async function setUp(): Promise<void> {
  const port = await findFreePort();
  const closed = { ...server, host: '127.0.0.1', port, url: `https://127.0.0.1:${String(port)}/` };
  writeFileSync(join(temp.path, 'settings.json'), JSON.stringify(settings({ servers: [closed], witnesses: [] })));
}

describe('without a server, the error is a document where JSON was asked for', () => {
  test.each([
    ['check', ['check'], 3, { status: 'no-data', cause: null, reason: 'no-server' }],
    ['restart', ['restart', 'api'], 3, { outcome: 'refused', reason: 'no-server', before: null, after: null }],
    ['logs', ['logs', 'api-error'], 2, { reason: 'no-server' }],
    ['watch', ['watch'], 3, { reason: 'no-server' }],
    ['init', ['init'], 1, { saved: false, reason: 'bad-arguments' }],
    ['a word too much', ['check', 'now'], 3, { status: 'no-data', reason: 'bad-arguments' }],
    ['an unknown option', ['restart', 'api', '--bogus'], 3, { outcome: 'refused', reason: 'bad-arguments' }],
    ['an unknown command', ['nonsense'], 3, { reason: 'unknown-command' }],
  ])('%s', async (_title, args, code, document) => {
    const run = await vigia(...args, '--json');
    expect(run.code).toBe(code);
    expect(jsonLines(run)).toHaveLength(1);
    expect(json(run)).toMatchObject(document);
    expect(run.err.split('\n')).toHaveLength(1);
  });
});

describe('with a server that cannot be reached', () => {
  beforeEach(setUp);

  test.each([
    ['an unknown service', ['restart', 'nginx'], 3, { outcome: 'refused', reason: 'unknown-service' }],
    ['a missing service', ['restart'], 3, { outcome: 'refused', reason: 'unknown-service' }],
    ['an unknown server of check', ['check', '--server', 'nope'], 3, { status: 'no-data', reason: 'unknown-server' }],
    ['an unknown server of logs', ['logs', 'api-error', '--server', 'nope'], 2, { reason: 'unknown-server' }],
    ['an unknown log', ['logs', 'nope'], 2, { reason: 'unknown-log' }],
    ['a rhythm too quick', ['watch', '--every', '1s'], 3, { reason: 'bad-arguments' }],
    ['a log that cannot be read', ['logs', 'api-error'], 2, { reason: 'log-unreadable' }],
  ])('answers %s', async (_title, args, code, document) => {
    const run = await vigia(...args, '--json');
    expect([run.code, json(run)]).toEqual([code, expect.objectContaining(document)]);
  });

  test('a restart is refused with its reason and nothing else', async () => {
    const run = await vigia('restart', 'api', '--yes', '--json');
    expect(run.code).toBe(3);
    expect(jsonLines(run).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('the demo does not replace a server that she has set up', async () => {
    const run = await vigia('demo', '--json');
    expect([run.code, json(run)['reason']]).toEqual([3, 'demo-folder']);
    expect(run.err).toContain(temp.path);
  });
});

test('a data folder that is none is named', async () => {
  const file = join(temp.path, 'file');
  writeFileSync(file, '');
  const run = await runCli(['init', '--data-dir', file, '--host', 'h', '--user', 'u', '--language', 'en', '--json']);
  expect([run.code, json(run)['reason'], run.err]).toEqual([1, 'data-folder', expect.stringContaining(file)]);
});

test('errors come in the language of the option, even where the rest is not understood', async () => {
  const spanish = await runCli(['check', '--bogus', '--language', 'es']);
  const english = await runCli(['check', '--bogus', '--language=en']);
  expect(spanish.err).toContain('No existe la opción');
  expect(english.err).toContain('There is no option');
});

describe('a value that will not do is refused with its reason, the same that the window gives', () => {
  test.each([
    ['--host', 'ana@portal', 'Only the server goes here; the user goes into the next field.'],
    ['--port', '70000', 'A port is from 1 to 65535. The usual one for SSH is 22.'],
    ['--url', 'portal.example.org', 'Begin the address with https://'],
    ['--key', '/home/ana/.ssh/id.pub', 'That is the public file. Choose the private key, without ".pub".'],
  ])('%s %s', async (option, value, why) => {
    const good = { '--host': 'portal', '--user': 'ana' };
    const args = Object.entries({ ...good, [option]: value }).flat();
    const run = await vigia('init', ...args);
    expect([run.code, run.err]).toEqual([1, `vigia: "${value}" is not valid for ${option}. ${why}`]);
  });
});
