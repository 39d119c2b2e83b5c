/** What is offered to a server, read from the wire: the very packet of the key exchange that it gets. */
import { afterEach, describe, expect, test } from 'vitest';
import { startRawServer, type RawServer } from '../../support/raw-server';
import { connectTo } from './connect-to';

const names = [
  'kex',
  'hostKey',
  'cipherOut',
  'cipherIn',
  'macOut',
  'macIn',
  'compressOut',
  'compressIn',
  'languageOut',
  'languageIn',
] as const;
type Offer = Readonly<Record<(typeof names)[number], readonly string[]>>;

/** RFC 4253, 7.1: length, padding, SSH_MSG_KEXINIT, a cookie of 16 bytes, then ten lists of names. */
function readOffer(bytes: Buffer): Offer | null {
  const begin = bytes.indexOf('\r\n') + 2;
  if (begin < 2 || bytes.length < begin + 4) return null;
  const length = bytes.readUInt32BE(begin);
  if (bytes.length < begin + 4 + length) return null;
  if (bytes[begin + 5] !== 20) throw new Error('the first packet is no SSH_MSG_KEXINIT');
  let at = begin + 6 + 16;
  const lists = names.map((name) => {
    const size = bytes.readUInt32BE(at);
    const text = bytes.subarray(at + 4, at + 4 + size).toString('latin1');
    at += 4 + size;
    return [name, text === '' ? [] : text.split(',')] as const;
  });
  return Object.fromEntries(lists) as unknown as Offer;
}

describe('what is offered', () => {
  let server: RawServer | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  async function offered(): Promise<{ readonly offer: Offer; readonly sent: Buffer }> {
    const listener = await startRawServer((socket) => {
      socket.write('SSH-2.0-OpenSSH_9.2\r\n');
      socket.on('data', () => {
        // All that there is to hear has been heard.
        if (readOffer(Buffer.from(listener.received(), 'latin1')) !== null) socket.end();
      });
    });
    server = listener;
    expect((await connectTo({ port: listener.port, user: 'ana' })).ok).toBe(false);
    const sent = Buffer.from(listener.received(), 'latin1');
    const offer = readOffer(sent);
    if (offer === null) throw new Error('nothing was offered');
    return { offer, sent };
  }

  test('is this and nothing else, in this order', async () => {
    const { offer } = await offered();
    const ciphers = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'];
    const macs = ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'];
    expect(offer).toEqual({
      kex: [
        'curve25519-sha256',
        'curve25519-sha256@libssh.org',
        'ecdh-sha2-nistp256',
        'ecdh-sha2-nistp384',
        'ecdh-sha2-nistp521',
        'diffie-hellman-group14-sha256',
        // No algorithms: that RSA with SHA-2 is understood, and that packets may not be slipped in (Terrapin).
        'ext-info-c',
        'kex-strict-c-v00@openssh.com',
      ],
      hostKey: [
        'ssh-ed25519',
        'ecdsa-sha2-nistp256',
        'ecdsa-sha2-nistp384',
        'ecdsa-sha2-nistp521',
        'rsa-sha2-512',
        'rsa-sha2-256',
      ],
      cipherOut: ciphers,
      cipherIn: ciphers,
      macOut: macs,
      macIn: macs,
      compressOut: ['none'],
      compressIn: ['none'],
      languageOut: [],
      languageIn: [],
    });
  });

  test('holds nothing that is known to be weak', async () => {
    const { offer } = await offered();
    const weak = /sha1|md5|cbc|group1-|ssh-rsa|ssh-dss|arcfour|3des|umac-64|\bnone$/;
    const found = Object.entries(offer).flatMap(([list, all]) =>
      list.startsWith('compress') ? [] : all.filter((name) => weak.test(name)),
    );
    expect(found).toEqual([]);
  });

  test('before the identity of the server is known, nothing tells who wants to log in', async () => {
    const { sent } = await offered();
    expect(sent.includes('ana')).toBe(false);
  });
});
