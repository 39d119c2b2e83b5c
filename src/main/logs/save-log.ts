import { basename } from 'node:path';
import { maskSecrets } from '../../core/logs/mask';
import type { FileSaved } from '../../shared/ipc';
import type { Translator } from '../../shared/i18n';
import { systemReason, writeFileAtomic } from '../atomic-file';

interface SaveDeps {
  readonly choose: {
    save(suggestion: {
      readonly name: string;
      readonly title: string;
      readonly extension: string;
    }): Promise<string | null>;
  };
  readonly translator: () => Translator;
}

/** Masked in pieces, so that nothing else waits for a long text. */
const pieceLength = 512 * 1024;

/** Writes lines where she says, for her alone to read. Secrets are masked here too: the window may have forgotten one. */
export async function saveLog(
  deps: SaveDeps,
  log: { readonly name: string; readonly text: string },
): Promise<FileSaved> {
  const title = deps.translator().text('logs.save');
  const path = await deps.choose.save({ name: toFileName(log.name), title, extension: 'txt' });
  if (path === null) return { kind: 'cancelled' };
  const masked = await maskInPieces(log.text);
  try {
    writeFileAtomic(path, masked.endsWith('\n') ? masked : `${masked}\n`);
    return { kind: 'saved', path: basename(path) };
  } catch (error) {
    return { kind: 'failed', reason: systemReason(error) };
  }
}

/** A name and no path, whatever the window suggests; the same on every system. */
function toFileName(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[. -]+|[. -]+$/g, '')
    .slice(0, 100);
  return `${plain === '' ? 'vigia' : plain.replace(/\.txt$/i, '')}.txt`;
}

async function maskInPieces(text: string): Promise<string> {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    const end = endOfPiece(text, from);
    pieces.push(maskSecrets(text.slice(from, end), { maskAddresses: false }));
    from = end;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return pieces.join('');
}

/** After a line, and never within a key, which is only known by its beginning. */
function endOfPiece(text: string, from: number): number {
  const end = from + pieceLength;
  if (end >= text.length) return text.length;
  const key = text.lastIndexOf('-----BEGIN ', end);
  const isInKey = key >= from && end - key < 20_000;
  const line = text.indexOf('\n', isInKey ? end + 20_000 : end);
  return line < 0 ? text.length : line + 1;
}
