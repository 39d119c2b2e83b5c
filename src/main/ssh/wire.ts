import { createHash } from 'node:crypto';

/** Reads one length-prefixed string of SSH's wire format (RFC 4251); null where the buffer ends too early. */
export function readWireString(buffer: Buffer, at: number): { readonly value: Buffer; readonly next: number } | null {
  if (at + 4 > buffer.length) return null;
  const next = at + 4 + buffer.readUInt32BE(at);
  return next > buffer.length ? null : { value: buffer.subarray(at + 4, next), next };
}

/** One length-prefixed string of SSH's wire format. */
export function wireString(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** `ssh-ed25519`, `ssh-rsa`…, as the public key itself says; empty for something that is no key. */
export function keyTypeOf(key: Buffer): string {
  const type = readWireString(key, 0)?.value.toString('latin1') ?? '';
  return /^[\x21-\x7e]{1,64}$/.test(type) ? type : '';
}

/** `SHA256:…` without padding, as OpenSSH prints it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
