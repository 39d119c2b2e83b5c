/** The real electron-updater in a real Electron, against a server of updates on this computer. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildScript } from '../support/build-script';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { electronForTests } from '../support/desktop/launch';
import { waitUntil } from '../support/wait-until';

/** It says that it was started, by whom it was asked for with which arguments. */
const newProgram = '#!/bin/sh\nprintf "%s\\n" "$0" "$@" "${APPDIR:-none}" > "$(dirname "$0")/started"\n';
const host = mkdtempSync(join(tmpdir(), 'vigia-update-host-'));

describe('an AppImage', () => {
  let desktop: Desktop;
  let server: Server;
  let folder: string;
  /** What the server of updates has; a download that it never ends. */
  let offer: { version: string; body: string; sha512: string; hangs: boolean };
  let asked: string[];

  beforeAll(async () => {
    await buildScript('test/support/update-host.ts', host);
    writeFileSync(
      join(host, 'package.json'),
      JSON.stringify({ name: 'vigia', version: '1.2.0', type: 'module', main: 'script.mjs' }),
    );
    desktop = await startDesktop({ notifications: 'none', tray: false });
    server = createServer((request, response) => {
      asked.push(request.url?.split('?')[0] ?? '');
      answer(request.url ?? '', response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await desktop.stop();
    rmSync(host, { recursive: true, force: true });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigia-update-'));
    mkdirSync(join(folder, 'data'));
    writeFileSync(image(), 'the old one', { mode: 0o755 });
    offer = { version: '1.3.0', body: newProgram, sha512: hashOf(newProgram), hangs: false };
    asked = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const image = () => join(folder, 'vigia-linux-x86_64.AppImage');
  const hashOf = (text: string) => createHash('sha512').update(text).digest('base64');

  function answer(url: string, response: ServerResponse): void {
    const { version, sha512, body, hangs } = offer;
    if (url.startsWith('/latest-linux.yml')) {
      const file = `{ url: vigia-linux-x86_64.AppImage, sha512: ${sha512}, size: ${String(body.length)} }`;
      response.end(`version: ${version}\nfiles:\n  - ${file}\npath: vigia-linux-x86_64.AppImage\nsha512: ${sha512}\n`);
    } else if (url.startsWith('/vigia-linux-x86_64.AppImage')) {
      response.writeHead(200, { 'content-length': String(hangs ? 1e6 : body.length) });
      if (!hangs) response.end(body);
      else
        response.write(body, () => {
          writeFileSync(join(folder, 'comes'), '');
        });
    } else {
      response.writeHead(404).end();
    }
  }

  /** Runs the steps in an Electron of their own; answers what each came to. */
  async function run(steps: string, port?: number): Promise<readonly (readonly [string, unknown])[]> {
    const address = server.address();
    const own = typeof address === 'object' ? address?.port : undefined;
    const feed = join(folder, 'app-update.yml');
    writeFileSync(
      feed,
      `provider: generic\nurl: http://127.0.0.1:${String(port ?? own)}\nupdaterCacheDirName: vigia-updater\n`,
    );
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(electronForTests(), [...root, host], {
      env: {
        ...desktop.env,
        XDG_CACHE_HOME: join(folder, 'cache'),
        APPIMAGE: image(),
        APPDIR: join(folder, 'mount'),
        HOST_DATA: join(folder, 'data'),
        HOST_FEED: feed,
        HOST_COMES: join(folder, 'comes'),
        HOST_STEPS: steps,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let written = '';
    child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
    await once(child, 'close');
    return written
      .split('\n')
      .filter((line) => line.startsWith('@'))
      .map((line) => JSON.parse(line.slice(1)) as [string, unknown]);
  }

  test('is found, fetched, and takes the place of the old one when the program ends', async () => {
    expect(await run('find download keep quit')).toEqual([
      ['find', '1.3.0'],
      ['download', null],
      ['keep', null],
      ['quit', null],
    ]);
    expect(readFileSync(image(), 'utf8')).toBe(newProgram);
    // Whoever deletes the program and its data has deleted everything.
    expect([existsSync(join(folder, 'cache', 'vigia-updater')), readdirSync(join(folder, 'data', 'updates'))]).toEqual([
      false,
      ['vigia-updater'],
    ]);
    // It is not started: she has quit.
    expect([existsSync(join(folder, 'started')), readdirSync(folder).filter((name) => name.endsWith('.new'))]).toEqual([
      false,
      [],
    ]);
  });

  test('starts at her click with the same arguments, once the old one is gone', async () => {
    await run('find download keep restart');
    await waitUntil('the new one is started', () => existsSync(join(folder, 'started')));
    expect(readFileSync(join(folder, 'started'), 'utf8').trim().split('\n')).toEqual([
      image(),
      '--hidden',
      '--data-dir',
      '/a b',
      'none',
    ]);
  });

  test('that was tampered with on the way is refused', async () => {
    offer.body = newProgram.replace('started', 'stolen!');
    const told = await run('find download keep quit');
    expect(told.filter(([word]) => word !== 'log').map(([word]) => word)).toEqual([
      'find',
      'download failed',
      'keep',
      'quit',
    ]);
    expect(told.find(([word]) => word === 'download failed')?.[1]).toContain('sha512');
    expect(readFileSync(image(), 'utf8')).toBe('the old one');
  });

  test.each(['1.2.0', '1.1.9', '0.9.0'])('of version %s is none to change to', async (version) => {
    offer.version = version;
    expect(await run('find quit')).toEqual([
      ['find', null],
      ['quit', null],
    ]);
    expect(asked).toEqual(['/latest-linux.yml']);
  });

  test('of which a download is cut short leaves everything as it was', async () => {
    offer.hangs = true;
    const told = await run('find cut quit');
    expect(told.map(([word]) => word)).toContain('cut failed');
    expect(readFileSync(image(), 'utf8')).toBe('the old one');
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
  });

  test('of which a download hangs holds nobody who quits', async () => {
    offer.hangs = true;
    const startedAt = performance.now();
    const told = await run('find begin quit');
    const quitAt = told.findIndex(([word]) => word === 'quit');
    expect([told.slice(0, quitAt + 1).map(([word]) => word), existsSync(join(folder, 'comes'))]).toEqual([
      ['find', 'begin', 'quit'],
      true,
    ]);
    // The server would let it hang for ever.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(readFileSync(image(), 'utf8')).toBe('the old one');
  });

  test('that she does not want any more is not installed', async () => {
    await run('find download keep throw-away quit');
    expect(readFileSync(image(), 'utf8')).toBe('the old one');
  });

  test('is asked for in vain where nobody answers, with one line for the log', async () => {
    const told = await run('find quit', 1);
    expect(told.map(([word]) => word)).toEqual(['find failed', 'quit']);
    expect(told[0]?.[1]).toContain('ERR_');
  });
});
