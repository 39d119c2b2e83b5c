/** PKCS#8 (`BEGIN PRIVATE KEY`, what OpenSSL writes by default), which ssh2 does not read, as formats that it does. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { err, ok, type Result } from '../../core/result';
import { wireString } from './wire';

export function convertPkcs8(
  text: string,
  passphrase: string | null,
): Result<string, 'wrong-passphrase' | 'unsupported'> {
  let key: KeyObject;
  try {
    key = createPrivateKey(passphrase === null ? text : { key: text, passphrase });
  } catch {
    return err(passphrase === null ? 'unsupported' : 'wrong-passphrase');
  }
  try {
    switch (key.asymmetricKeyType) {
      case 'rsa':
        return ok(key.export({ type: 'pkcs1', format: 'pem' }).toString());
      case 'ec':
        return ok(key.export({ type: 'sec1', format: 'pem' }).toString());
      case 'ed25519':
        return ok(toOpenSsh(key));
      default:
        return err('unsupported');
    }
  } catch {
    return err('unsupported');
  }
}

/** Ed25519 has no older PEM form: an unencrypted OpenSSH file, in memory only (format: PROTOCOL.key of OpenSSH). */
function toOpenSsh(key: KeyObject): string {
  const { d = '', x = '' } = key.export({ format: 'jwk' });
  const publicPart = Buffer.from(x, 'base64url');
  const privatePart = Buffer.concat([Buffer.from(d, 'base64url'), publicPart]);
  const check = Buffer.alloc(8);
  const fields = [wireString('ssh-ed25519'), wireString(publicPart), wireString(privatePart), wireString('')];
  const unpadded = Buffer.concat([check, ...fields]);
  const padding = Buffer.from(Array.from({ length: (8 - (unpadded.length % 8)) % 8 }, (_, i) => i + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  const bytes = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    wireString('none'),
    wireString('none'),
    wireString(''),
    one,
    wireString(Buffer.concat([wireString('ssh-ed25519'), wireString(publicPart)])),
    wireString(Buffer.concat([unpadded, padding])),
  ]);
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----'].join('\n');
}
