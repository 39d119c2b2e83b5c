/** The few DER encodings (ITU-T X.690) that a certificate needs: node:crypto signs, and cannot write certificates. */

const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One value of any tag: tag, length, contents. */
function derValue(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

export function derSequence(...items: readonly Uint8Array[]): Buffer {
  return derValue(tags.sequence, ...items);
}

export function derSet(...items: readonly Uint8Array[]): Buffer {
  return derValue(tags.set, ...items);
}

export function derBoolean(value: boolean): Buffer {
  return derValue(tags.boolean, Buffer.from([value ? 0xff : 0x00]));
}

/** An unsigned integer, big-endian; a zero byte in front keeps it positive. */
export function derInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first === -1 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first));
  const isNegative = ((shortest[0] ?? 0) & 0x80) !== 0;
  return derValue(tags.integer, ...(isNegative ? [Buffer.from([0])] : []), shortest);
}

/** `unusedBits`: how many of the last byte's low bits do not count. */
export function derBitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return derValue(tags.bitString, Buffer.from([unusedBits]), bytes);
}

export function derOctetString(bytes: Uint8Array): Buffer {
  return derValue(tags.octetString, bytes);
}

export function derUtf8String(text: string): Buffer {
  return derValue(tags.utf8String, Buffer.from(text, 'utf8'));
}

/** A dotted object identifier: the first two numbers share a byte, the others are base 128. */
export function derObjectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return derValue(tags.objectId, Buffer.from([first * 40 + second, ...rest.flatMap(toBase128)]));
}

/** UTCTime up to 2049 and GeneralizedTime from 2050, as RFC 5280 section 4.1.2.5 demands. */
export function derTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
  const isShort = new Date(at).getUTCFullYear() < 2050;
  const text = `${isShort ? digits.slice(2) : digits}Z`;
  return derValue(isShort ? tags.utcTime : tags.generalizedTime, Buffer.from(text, 'ascii'));
}

/** `[number]`: a field that is told by its place. Constructed where it holds other values. */
export function derContext(number: number, isConstructed: boolean, ...contents: readonly Uint8Array[]): Buffer {
  return derValue(0x80 | (isConstructed ? 0x20 : 0) | number, ...contents);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function toBase128(value: number): readonly number[] {
  const bytes = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left % 128) | 0x80);
  return bytes;
}
