/**
 * The measurements of a round as bytes, without loss. Each: item (varint), one byte of what follows (level 2 bits, form of
 * the value 3, form of the duration 3), value, duration.
 */
import type { Level } from '../../core/model';

/** `value`: a text is a number of `names`, in its own form. */
export interface Measurement {
  readonly item: number;
  readonly level: Level;
  readonly value: number | { readonly name: number } | null;
  readonly ms: number | null;
}

const levels: readonly Level[] = ['ok', 'warning', 'critical', 'unknown'];
const forms = { none: 0, whole: 1, negative: 2, thousandths: 3, double: 4, name: 5 } as const;

export function packMeasurements(measurements: readonly Measurement[]): Uint8Array {
  const bytes: number[] = [];
  for (const { item, level, value, ms } of measurements) {
    pushVarint(bytes, item);
    bytes.push(levels.indexOf(level) | (formOf(value) << 2) | (formOf(ms) << 5));
    pushValue(bytes, value);
    pushValue(bytes, ms);
  }
  return Uint8Array.from(bytes);
}

/** What cannot be read ends the list: the rest of a damaged value says nothing. */
export function unpackMeasurements(bytes: Uint8Array): readonly Measurement[] {
  const found: Measurement[] = [];
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const item = readVarint(reader);
    const head = bytes[reader.at++] ?? 0;
    const value = readValue(reader, (head >> 2) & 7);
    const ms = readValue(reader, head >> 5);
    if (reader.at > bytes.length) break;
    found.push({ item, level: levels[head & 3] ?? 'unknown', value, ms: typeof ms === 'number' ? ms : null });
  }
  return found;
}

/** Also for the hours of a day. */
export function pushNumber(bytes: number[], value: number | null): void {
  bytes.push(formOf(value));
  pushValue(bytes, value);
}

export interface ByteReader {
  readonly bytes: Uint8Array;
  at: number;
}

export function readNumber(reader: ByteReader): number | null {
  const value = readValue(reader, reader.bytes[reader.at++] ?? 0);
  return typeof value === 'number' ? value : null;
}

function formOf(value: Measurement['value']): number {
  if (value === null) return forms.none;
  if (typeof value !== 'number') return forms.name;
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value < 0 ? forms.negative : forms.whole;
  const thousandths = Math.round(value * 1000);
  return value > 0 && Number.isSafeInteger(thousandths) && thousandths / 1000 === value
    ? forms.thousandths
    : forms.double;
}

function pushValue(bytes: number[], value: Measurement['value']): void {
  switch (formOf(value)) {
    case forms.none:
      return;
    case forms.name:
      pushVarint(bytes, (value as { readonly name: number }).name);
      return;
    case forms.whole:
    case forms.negative:
      pushVarint(bytes, Math.abs(value as number));
      return;
    case forms.thousandths:
      pushVarint(bytes, Math.round((value as number) * 1000));
      return;
    default:
      bytes.push(...new Uint8Array(new Float64Array([value as number]).buffer));
  }
}

function readValue(reader: ByteReader, form: number): Measurement['value'] {
  switch (form) {
    case forms.whole:
      return readVarint(reader);
    case forms.negative:
      return -readVarint(reader);
    case forms.thousandths:
      return readVarint(reader) / 1000;
    case forms.name:
      return { name: readVarint(reader) };
    case forms.double: {
      const bytes = reader.bytes.slice(reader.at, (reader.at += 8));
      return bytes.length === 8 ? (new Float64Array(bytes.buffer)[0] ?? null) : null;
    }
    default:
      return null;
  }
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readVarint(reader: ByteReader): number {
  let value = 0;
  for (let scale = 1; scale < 2 ** 53; scale *= 128) {
    const byte = reader.bytes[reader.at++] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) break;
  }
  return value;
}
