import { describe, expect, test } from 'vitest';
import { maskSecrets } from '../../../src/core/logs/mask';

const mask = (text: string, maskAddresses = false) => maskSecrets(text, { maskAddresses });
const secret = 'S3cr3t-Fr4se';

test.each([
  `DB_PASSWORD=${secret}`,
  `{"user": "ana", "access_token": "${secret}"}`,
  `{'password': '${secret}'}`,
  `conn = connect(host='x', password='${secret}', port=1)`,
  `dsn: host=127.0.0.1 user=portal password=${secret} connect_timeout=3`,
  `GET /api/?token=${secret}&x=1 HTTP/1.1`,
  `GET /api/?api_key%3D${secret} HTTP/1.1`,
  `postgresql://portal:${secret}@127.0.0.1/base`,
  `redis://:${secret}@cache:6379/0`,
  `Authorization: Bearer ${secret}`,
  `'authorization': 'Basic ${secret}'`,
  `Cookie: sessionid=${secret}; csrftoken=${secret}`,
  `Set-Cookie: a=${secret}; HttpOnly`,
  `contraseña: ${secret}`,
  `X-Api-Key: ${secret}`,
  `jwt eyJhbGciOiJIUzI1NiJ9.${secret}xx.${secret}`,
  `PGPASSWORD=${secret} psql`,
])('%s is written without the secret', (line) => {
  const masked = mask(`antes\n${line}\ndespués`);
  expect(masked).not.toContain(secret);
  expect(masked.split('\n')).toEqual(['antes', expect.stringContaining('***'), 'después']);
});

test.each([
  '[2026-11-24 05:41:58 -0500] [7] [INFO] Listening at: http://127.0.0.1:8000 (7)',
  '10.0.0.9 - - [24/Nov/2026:05:09:31 -0500] "GET /api/v1/metricas?limite=5 HTTP/1.1" 200 5 "-" "Mozilla/5.0"',
  'psycopg2.OperationalError: FATAL:  password authentication failed for user "portal"',
  '  File "/srv/api/tokens.py", line 3, in session',
])('%s stays as it is', (line) => {
  expect(mask(line)).toBe(line);
});

describe('a private key', () => {
  const body = ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj', 'QQ=='];
  test('goes whole, and what follows it stays', () => {
    const lines = ['-----BEGIN RSA PRIVATE KEY-----', ...body, '-----END RSA PRIVATE KEY-----', 'después'];
    expect(mask(lines.join('\n'))).toBe(['***', '***', '***', '***', '***', 'después'].join('\n'));
  });

  test('that is cut off hides no more than its own lines', () => {
    const lines = ['x -----BEGIN PRIVATE KEY-----', ...body.slice(0, 2), '[2026-11-24 05:41:58 -0500] [7] [INFO] x'];
    expect(mask(lines.join('\n')).split('\n')).toEqual(['x ***', '***', '***', lines[3]]);
  });

  test('on one line with escaped line ends', () => {
    const line = `key="-----BEGIN PRIVATE KEY-----\\n${body.join('\\n')}\\n-----END PRIVATE KEY-----\\n" fin`;
    expect(mask(line)).not.toContain('MIIE');
  });
});

test('addresses only where that is asked for, and times are none', () => {
  const line = '10.0.0.9:5 ::1 2001:db8::7 fe80:0:0:0:1:2:3:4 at 05:41:58 v1.2.3 2026-11-24T05:41:58-05:00';
  expect(mask(line)).toBe(line);
  expect(mask(line, true)).toBe('***:5 *** *** *** at 05:41:58 v1.2.3 2026-11-24T05:41:58-05:00');
});

test('masked twice is masked once', () => {
  const text = `Authorization: Bearer ${secret}\npassword=${secret} 10.0.0.9`;
  expect(mask(mask(text, true), true)).toBe(mask(text, true));
});
