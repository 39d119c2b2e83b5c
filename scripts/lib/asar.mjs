import { createHash } from 'node:crypto';

const BLOCK_SIZE = 4 * 1024 * 1024;

/** A flat asar archive (no folders, files below 4 MiB) of `[name, Buffer]` pairs, with the integrity hashes that Electron checks. */
export function toAsar(files) {
  let offset = 0;
  const listing = {};
  for (const [name, body] of files) {
    const hash = createHash('sha256').update(body).digest('hex');
    const integrity = { algorithm: 'SHA256', hash, blockSize: BLOCK_SIZE, blocks: [hash] };
    listing[name] = { size: body.length, offset: String(offset), integrity };
    offset += body.length;
  }
  const json = Buffer.from(JSON.stringify({ files: listing }));
  const padding = (4 - (json.length % 4)) % 4;
  // Chromium "pickles": [4][header size] then [payload size][string length][string][padding].
  const head = Buffer.alloc(16);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + json.length + padding, 4);
  head.writeUInt32LE(4 + json.length + padding, 8);
  head.writeUInt32LE(json.length, 12);
  return Buffer.concat([head, json, Buffer.alloc(padding), ...files.map(([, body]) => body)]);
}
