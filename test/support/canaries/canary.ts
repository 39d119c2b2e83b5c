/** Secrets that must be found nowhere, and all the forms in which they could be written. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Canary {
  readonly name: string;
  readonly secret: string;
}

/** As it is, percent-encoded, hexadecimal, base64 wherever it stands in what was encoded, and as Chromium writes text. */
function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const texts = [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
    ...[0, 1, 2].flatMap((before) => inBase64(bytes, before)),
  ];
  return [...new Set(texts)].flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
}

/** What of a longer text's base64 belongs to these bytes alone, with `before` bytes in front of a group of three. */
function inBase64(bytes: Buffer, before: number): readonly string[] {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const own = text.slice(before === 0 ? 0 : before + 1, -1);
  return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
}

export interface Aviary {
  /** The names of those that are in it. */
  findIn(text: string | Buffer): readonly string[];
  /** Every file below a folder that holds one: `NAME in PATH`. What `isLeftOut` names is not opened. */
  findBelow(folder: string, isLeftOut?: (path: string) => boolean): readonly string[];
}

export function createAviary(canaries: readonly Canary[]): Aviary {
  const known = canaries.map(({ name, secret }) => ({ name, forms: formsOf(secret) }));
  const findIn = (text: string | Buffer): readonly string[] => {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    return known.flatMap(({ name, forms }) => (forms.some((form) => bytes.includes(form)) ? [name] : []));
  };
  return {
    findIn,
    findBelow: (folder, isLeftOut = () => false) =>
      filesBelow(folder)
        .filter((path) => !isLeftOut(path))
        .flatMap((path) =>
          findIn(`${path}\n`)
            .concat(findIn(contentOf(path)))
            .map((name) => `${name} in ${path}`),
        ),
  };
}

/** Regular files; what goes away meanwhile is none. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Whatever others may read or write below (and including) a folder: `MODE PATH`, but for those that are left out. */
export function openToOthers(folder: string, isLeftOut: (path: string) => boolean): readonly string[] {
  const paths = [folder, ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))];
  return paths.flatMap((path) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.isSymbolicLink() || (found.mode & 0o077) === 0 || isLeftOut(path)) return [];
    return [`${(found.mode & 0o777).toString(8)} ${path}`];
  });
}
