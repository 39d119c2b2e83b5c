/** What the packages hold, and what they do to a computer, read from the files that are handed out. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packedFile } from '../support/desktop/start-packed';

const folder = packedFile('VIGIA_PACKAGES');
const sealed = join(folder, 'sealed');

function read(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 64e6 });
}

function packageNamed(ending: string): string {
  return join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) ?? `no ${ending}`);
}

function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** Names in the archive, from its header (see scripts/lib/asar.mjs). */
function namesInArchive(): readonly string[] {
  const bytes = readFileSync(join(sealed, 'resources/app.asar'));
  interface Entry {
    readonly files?: Readonly<Record<string, Entry>>;
  }
  const root = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Entry;
  const names = (entry: Entry, path: string): readonly string[] =>
    entry.files === undefined
      ? [path]
      : Object.entries(entry.files).flatMap(([name, below]) => names(below, path === '' ? name : `${path}/${name}`));
  return names(root, '');
}

test('the names of the packages are those of the download page', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(readdirSync(folder).filter((name) => name.startsWith('vigia'))).toEqual([
    `vigia-${version}-linux-amd64.deb`,
    `vigia-${version}-linux-x64.tar.gz`,
    `vigia-${version}-linux-x86_64.rpm`,
  ]);
});

describe('the archive', () => {
  test('holds what runs and nothing else of the checkout', () => {
    const top = new Set(namesInArchive().map((name) => name.split('/')[0]));
    expect([...top].sort()).toEqual(['assets', 'node_modules', 'out', 'package.json']);
    expect(namesInArchive().filter((name) => /\.(?:node|map|d\.ts)$|(?:^|\/)tests?\//.test(name))).toEqual([]);
  });

  test('lies beside no code that nobody verifies: outside are pictures and the programs that must be files', () => {
    const outside = filesBelow(join(sealed, 'resources/app.asar.unpacked'));
    const known = /^(?:assets\/app\/|node_modules\/(?:node-notifier\/vendor|ssh2\/util)\/)/;
    expect(outside.filter((name) => !known.test(name) || /\.[cm]?js$/.test(name))).toEqual([]);
    expect(outside).toContain('assets/app/app-256.png');
  });

  test('has no other application beside it that could be started instead', () => {
    expect(filesBelow(join(sealed, 'resources')).filter((name) => /\.asar$/.test(name))).toEqual(['app.asar']);
  });
});

test('the copy that the end-to-end tests look into differs from what is handed out by one fuse', () => {
  const debuggable = join(folder, 'debuggable');
  expect(filesBelow(debuggable)).toEqual(filesBelow(sealed));
  const differing = filesBelow(sealed).filter((name) => {
    const [one, other] = [join(sealed, name), join(debuggable, name)];
    return statSync(one).size !== statSync(other).size || !readFileSync(one).equals(readFileSync(other));
  });
  expect(differing).toEqual(['vigia']);
  const [one, other] = [readFileSync(join(sealed, 'vigia')), readFileSync(join(debuggable, 'vigia'))];
  let bytes = 0;
  for (let at = one.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'); at < one.length; at += 1)
    if (one[at] !== other[at]) bytes += 1;
  expect(bytes).toBe(1);
});

test('the menu of the desktop starts it, in both languages, and knows its window', () => {
  const entry = read(
    'sh',
    '-c',
    'dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/share/applications/vigia.desktop',
    'sh',
    packageNamed('.deb'),
  );
  const lines = entry.split('\n');
  for (const line of [
    'Name=Vigía',
    'Exec=/opt/Vigia/vigia %U',
    'Icon=vigia',
    'Comment=Can I rest easy? A tray monitor for a server',
    'Comment[es]=¿Puedo estar tranquila? El servidor, vigilado desde la bandeja',
    'StartupWMClass=Vigía',
  ])
    expect(lines).toContain(line);
});

test('deb and rpm put files nowhere but in /opt/Vigia, the menu and the icons', () => {
  const deb = read('dpkg-deb', '-c', packageNamed('.deb'));
  const inDeb = deb
    .split('\n')
    .filter((line) => line.startsWith('-'))
    .map((line) => line.replace(/^.*? \.\//, '/'));
  const inRpm = read('rpm', '-qpl', '--nosignature', packageNamed('.rpm')).trim().split('\n');
  for (const names of [inDeb, inRpm]) {
    expect(names.some((name) => name === '/opt/Vigia/vigia')).toBe(true);
    expect(names.filter((name) => !/^\/(?:opt\/Vigia|usr\/share\/(?:applications|icons))(?:\/|$)/.test(name))).toEqual(
      [],
    );
  }
});

test('what both run after a removal is the same, and whole', () => {
  const deb = read('sh', '-c', 'dpkg-deb --ctrl-tarfile "$1" | tar -xO ./postrm', 'sh', packageNamed('.deb'));
  const rpm = read('rpm', '-qp', '--nosignature', '--qf', '%{POSTUN}', packageNamed('.rpm'));
  expect(deb).not.toMatch(/\$\{(?:executable|sanitizedProductName)\}/);
  expect(rpm.trim()).toBe(deb.trim());
  // An upgrade takes nothing away: the new version's files are there already.
  for (const word of ['1', 'upgrade', 'abort-install']) expect(read('bash', '-c', deb, 'postrm', word)).toBe('');
});
