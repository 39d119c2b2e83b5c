import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import zlib from 'node:zlib';

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * Reads entries of a zip file one by one, without unpacking the rest (no zip64, no encryption: throws on what it does not know).
 * `pick(name)` chooses; `take(name, data, mode)` gets the bytes and the Unix permission bits.
 */
export function readZip(file, pick, take) {
  const fd = openSync(file);
  try {
    for (const entry of entries(readDirectory(fd))) {
      if (pick(entry.name)) take(entry.name, readEntry(fd, entry), entry.mode);
    }
  } finally {
    closeSync(fd);
  }
}

function readAt(fd, position, length) {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const count = readSync(fd, bytes, done, length - done, position + done);
    if (count === 0) throw new Error('zip file is cut short');
    done += count;
  }
  return bytes;
}

function readDirectory(fd) {
  const size = fstatSync(fd).size;
  // The end record is 22 bytes and a comment of at most 64 KiB.
  const tail = readAt(fd, Math.max(0, size - 66_000), Math.min(size, 66_000));
  const at = tail.lastIndexOf(END_OF_DIRECTORY);
  if (at < 0) throw new Error('not a zip file');
  return readAt(fd, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
}

function* entries(directory) {
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('zip directory is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    yield {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      size: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

function readEntry(fd, entry) {
  const header = readAt(fd, entry.offset, 30);
  const raw = readAt(fd, entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), entry.size);
  if (entry.method !== 0 && entry.method !== 8)
    throw new Error(`zip: method ${entry.method} of ${entry.name} is not known`);
  const data = entry.method === 8 ? zlib.inflateRawSync(raw) : raw;
  // zlib.crc32 came with Node 20.15; the archive as a whole was verified before, so this is a second look.
  if (zlib.crc32 !== undefined && zlib.crc32(data) !== entry.crc) throw new Error(`zip: ${entry.name} is damaged`);
  return data;
}
