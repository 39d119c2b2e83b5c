import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes every character beyond Latin-1 as \uXXXX: V8 holds a source with a single one of them at two bytes a character,
 * for as long as the program runs. Throws where that would change a text, in a template that is taken as it is.
 */
export function writeOneByte(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'));
  for (const name of files) {
    const file = path.join(folder, name);
    const source = readFileSync(file, 'utf8');
    const raw = /String\.raw`(?:[^`\\]|\\[^])*`/g;
    const wide = [...source.matchAll(raw)].find(([text]) => /[^\0-\xff]/.test(text));
    if (wide !== undefined) throw new Error(`${name}: a raw template has a character beyond Latin-1: ${wide[0]}`);
    writeFileSync(
      file,
      source.replaceAll(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    );
  }
}
