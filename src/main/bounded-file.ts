import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { err, ok, type Result } from '../core/result';

/**
 * The text of a file that somebody else names or writes: a pipe, a device, a folder or more than `maxBytes` is refused,
 * and nothing of it waits. Looked at by the descriptor: a path may lead elsewhere a moment later. Throws where it cannot be
 * opened.
 */
export function readBoundedFile(path: string, maxBytes: number): Result<string, 'no-file' | 'too-large'> {
  // Without O_NONBLOCK, opening a pipe waits for a writer. Windows knows neither.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(file).isFile()) return err('no-file');
    const chunks: Buffer[] = [];
    // Not by its size: files of /proc say 0 and have no end.
    for (let bytes = 0; ;) {
      const chunk = Buffer.alloc(64 * 1024);
      const read = readSync(file, chunk);
      if (read === 0) return ok(Buffer.concat(chunks).toString('utf8'));
      bytes += read;
      if (bytes > maxBytes) return err('too-large');
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}
