/** What a private key file is, told from its text alone, before any secret is asked for. */
import type { KeyFormatProblem } from '../../core/errors';
import { readWireString } from './wire';

export type KeyFileKind =
  | { readonly kind: 'openssh'; readonly isEncrypted: boolean }
  /** The older `BEGIN RSA/EC PRIVATE KEY`. */
  | { readonly kind: 'pem'; readonly isEncrypted: boolean }
  | { readonly kind: 'pkcs8'; readonly isEncrypted: boolean }
  | { readonly kind: 'unusable'; readonly problem: KeyFormatProblem };

/** Ciphers of OpenSSH key files that ssh2 can decrypt in every runtime. */
const fileCiphers = /^(?:none|aes(?:128|192|256)-(?:ctr|cbc)|aes(?:128|256)-gcm@openssh\.com)$/;

export function detectKeyKind(text: string): KeyFileKind {
  if (text.startsWith('PuTTY-User-Key-File-')) return unusable('putty');
  if (/^\S+-cert-v\d\d@openssh\.com /.test(text) || text.includes('-----BEGIN CERTIFICATE-----')) {
    return unusable('certificate');
  }
  if (/^(?:sk-)?(?:ssh|ecdsa)-\S+ AAAA/.test(text) || /BEGIN (?:SSH2 |RSA )?PUBLIC KEY/.test(text)) {
    return unusable('public');
  }
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1];
  switch (label) {
    case 'OPENSSH PRIVATE KEY':
      return detectOpenSsh(text);
    case 'RSA PRIVATE KEY':
    case 'EC PRIVATE KEY':
      return { kind: 'pem', isEncrypted: text.includes('Proc-Type: 4,ENCRYPTED') };
    case 'PRIVATE KEY':
      return { kind: 'pkcs8', isEncrypted: false };
    case 'ENCRYPTED PRIVATE KEY':
      return { kind: 'pkcs8', isEncrypted: true };
    default:
      return unusable('unknown');
  }
}

/** The head of the format is never encrypted: magic, cipher, kdf, kdf options, number of keys, public key. */
function detectOpenSsh(text: string): KeyFileKind {
  const base64 = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)-----END/.exec(text)?.[1] ?? '';
  const bytes = Buffer.from(base64, 'base64');
  const magic = 'openssh-key-v1\0';
  if (bytes.subarray(0, magic.length).toString('latin1') !== magic) return unusable('unknown');
  const cipher = readWireString(bytes, magic.length);
  const kdf = cipher && readWireString(bytes, cipher.next);
  const kdfOptions = kdf && readWireString(bytes, kdf.next);
  const publicKey = kdfOptions && readWireString(bytes, kdfOptions.next + 4);
  const type = publicKey && readWireString(publicKey.value, 0);
  if (cipher === null || !type) return unusable('unknown');
  const typeName = type.value.toString('latin1');
  if (typeName.startsWith('sk-')) return unusable('security-key');
  if (typeName.includes('-cert-')) return unusable('certificate');
  if (!/^(?:ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521))$/.test(typeName)) return unusable('unknown');
  const cipherName = cipher.value.toString('latin1');
  return fileCiphers.test(cipherName) ? { kind: 'openssh', isEncrypted: cipherName !== 'none' } : unusable('cipher');
}

function unusable(problem: KeyFormatProblem): KeyFileKind {
  return { kind: 'unusable', problem };
}
