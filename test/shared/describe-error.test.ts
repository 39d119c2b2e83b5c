import { describe, expect, test } from 'vitest';
import type { KeyFormatProblem, RemoteError } from '../../src/core/errors';
import { describeRemoteError } from '../../src/shared/describe';
import type { RemoteErrorContext } from '../../src/shared/describe';
import { createTranslator } from '../../src/shared/i18n';
import { at, now } from './rendered-examples';

const es = createTranslator({ language: 'es', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const en = createTranslator({ language: 'en', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const context: RemoteErrorContext = { host: 'portal.example.org', user: 'admin', port: 22, keyFile: '/home/a/.ssh/id' };
const bare: RemoteErrorContext = { ...context, user: null, keyFile: null };

const host = 'portal.example.org';
const file = '/home/a/.ssh/id';
const formats: readonly KeyFormatProblem[] = [
  'pkcs8',
  'putty',
  'public',
  'cipher',
  'certificate',
  'security-key',
  'unknown',
];
const errors: readonly RemoteError[] = [
  { kind: 'name-not-found', host },
  { kind: 'refused', host, port: 22 },
  { kind: 'timeout', host, port: 22, limitMs: 10_000 },
  { kind: 'unreachable', host, port: 22 },
  { kind: 'no-route', host, port: 22 },
  { kind: 'not-ssh', host, port: 22 },
  { kind: 'no-common-algorithm', what: 'key exchange' },
  { kind: 'no-common-algorithm', what: '' },
  { kind: 'host-key-unknown', fingerprint: 'SHA256:abc', keyType: 'ssh-ed25519' },
  { kind: 'host-key-changed', fingerprint: 'SHA256:abc', known: 'SHA256:old', keyType: 'ssh-ed25519' },
  { kind: 'auth-failed', user: 'admin', tried: 'key' },
  { kind: 'auth-failed', user: 'admin', tried: 'agent' },
  { kind: 'auth-failed', user: 'admin', tried: 'password' },
  { kind: 'login-refused-booting' },
  { kind: 'password-not-accepted-by-server', user: 'admin' },
  { kind: 'secret-needed', what: 'passphrase' },
  { kind: 'secret-needed', what: 'password' },
  { kind: 'passphrase-wrong', file },
  { kind: 'key-unreadable', file },
  ...formats.map((format) => ({ kind: 'key-format' as const, file, format })),
  { kind: 'agent-missing' },
  { kind: 'agent-empty' },
  { kind: 'session-refused' },
  { kind: 'disconnected' },
  { kind: 'command-timeout', limitMs: 20_000 },
  { kind: 'answer-unreadable' },
  { kind: 'too-much-output', limitBytes: 1e6 },
  { kind: 'jump-failed', jumpHost: 'bastion', cause: { kind: 'refused', host: 'bastion', port: 22 } },
  { kind: 'auth-held', user: 'admin', tried: 'key', until: at('03:40') },
  { kind: 'other', detail: 'odd' },
];

test('every error has a whole sentence and a next step of its own, in both languages', () => {
  for (const t of [es, en]) {
    for (const where of [context, bare]) {
      const described = errors.map((error) => describeRemoteError(error, where, t));
      const odd = described.filter(({ sentence, next }) =>
        [sentence, next].some((text) => text === '' || /[{}–]|undefined/.test(text)),
      );
      expect(odd).toEqual([]);
      const generic = t.text('error.other.bare');
      expect(described.filter(({ sentence }) => sentence === generic)).toEqual([]);
    }
  }
});

describe('examples', () => {
  const say = (error: RemoteError, where = context) => describeRemoteError(error, where, es);

  test('a refused key is mended by one command', () => {
    expect(say({ kind: 'auth-failed', user: 'admin', tried: 'key' })).toEqual({
      sentence: 'El servidor no acepta la llave de admin.',
      next: 'Agregue la llave: `ssh-copy-id -i /home/a/.ssh/id.pub admin@portal.example.org`, o envíe el archivo .pub a quien administra el servidor.',
    });
    expect(say({ kind: 'auth-failed', user: 'admin', tried: 'key' }, bare).next).toBe(
      'Confirme el usuario y la llave con quien administra el servidor.',
    );
  });

  test('a trouble at the jump host names the jump host and its cure', () => {
    expect(
      say({ kind: 'jump-failed', jumpHost: 'bastion', cause: { kind: 'auth-failed', user: 'admin', tried: 'agent' } }),
    ).toEqual({
      sentence:
        'No se pudo pasar por el servidor intermedio bastion. El servidor no acepta las llaves del agente de admin.',
      next: 'Mire con `ssh-add -l` qué llaves ofrece el agente y confirme con quien administra el servidor cuál acepta el servidor.',
    });
  });

  test('key formats are told apart', () => {
    expect(say({ kind: 'key-format', file, format: 'putty' }).next).toContain(
      'puttygen /home/a/.ssh/id -O private-openssh-new',
    );
    expect(say({ kind: 'key-format', file, format: 'public' }).sentence).toBe(
      'El archivo /home/a/.ssh/id es la llave pública.',
    );
  });

  test('text from the server is harmless', () => {
    expect(say({ kind: 'other', detail: 'bad\u001b[2J' }).sentence).toBe('No se pudo entrar por SSH: bad␛[2J');
  });
});
