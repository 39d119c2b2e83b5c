/**
 * Undoes a transaction whose process was killed in the middle of it, by SQLite's rollback journal
 * (sqlite.org/fileformat2.html, "The Rollback Journal"). SQLite does so itself, but not in the WebAssembly driver: there it
 * takes its own lock for another process's and leaves the file torn. The caller holds the lock folder.
 */
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';

const magic = Buffer.from('d9d505f920a163d7', 'hex');

interface Header {
  readonly records: number;
  readonly nonce: number;
  readonly pages: number;
  readonly sectorBytes: number;
  readonly pageBytes: number;
}

/** True: there was one. */
export function rollBackJournal(path: string): boolean {
  const journalPath = `${path}-journal`;
  if ((statSync(journalPath, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  const journal = openSync(journalPath, 'r+');
  try {
    const isHot = statSync(path, { throwIfNoEntry: false }) !== undefined && playBack(journal, path);
    ftruncateSync(journal, 0);
    fsyncSync(journal);
    return isHot;
  } finally {
    closeSync(journal);
  }
}

function playBack(journal: number, path: string): boolean {
  const first = readHeader(journal, 0);
  // Not yet on the disk: then nothing of the file was touched.
  if (first === null || first.records === 0) return false;
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, Math.min(fstatSync(file).size, first.pages * first.pageBytes));
    let at = 0;
    for (let header: Header | null = first; header !== null; header = readHeader(journal, at)) {
      const end = playSegment(journal, file, at, { ...header, pageBytes: first.pageBytes, pages: first.pages });
      if (end === null) break;
      // The next header begins with a sector.
      at = Math.ceil(end / header.sectorBytes) * header.sectorBytes;
    }
    fsyncSync(file);
    return true;
  } finally {
    closeSync(file);
  }
}

/** Where the segment ends; null: at a record that is not whole, behind which nothing counts. */
function playSegment(journal: number, file: number, from: number, header: Header): number | null {
  const recordBytes = header.pageBytes + 8;
  let at = from + header.sectorBytes;
  for (let index = 0; index < header.records; index += 1) {
    const record = read(journal, at, recordBytes);
    if (record === null) return null;
    const page = record.subarray(4, 4 + header.pageBytes);
    const number = record.readUInt32BE(0);
    if (number === 0 || record.readUInt32BE(4 + header.pageBytes) !== checksum(page, header.nonce)) return null;
    if (number <= header.pages) writeSync(file, page, 0, page.length, (number - 1) * header.pageBytes);
    at += recordBytes;
  }
  return at;
}

function checksum(page: Buffer, nonce: number): number {
  let sum = nonce;
  for (let at = page.length - 200; at > 0; at -= 200) sum = (sum + (page[at] ?? 0)) >>> 0;
  return sum;
}

function readHeader(journal: number, at: number): Header | null {
  const bytes = read(journal, at, 28);
  if (bytes === null || !bytes.subarray(0, 8).equals(magic)) return null;
  const header = {
    records: bytes.readUInt32BE(8),
    nonce: bytes.readUInt32BE(12),
    pages: bytes.readUInt32BE(16),
    sectorBytes: bytes.readUInt32BE(20),
    pageBytes: bytes.readUInt32BE(24),
  };
  const isSound = [header.sectorBytes, header.pageBytes].every((size) => size >= 32 && size <= 65_536);
  return isSound ? header : null;
}

function read(file: number, at: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, at) === length ? bytes : null;
}
