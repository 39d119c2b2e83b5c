import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeBody } from '../../src/core/web-body';
import type { WebBody } from '../../src/core/web-body';

function judge(text: string, expectKind: 'json' | 'page', options: Partial<WebBody> = {}) {
  return judgeBody({ text, isComplete: true, isEncoded: false, contentType: '', ...options }, expectKind);
}

const nginx502 = `<html>\r
<head><title>502 Bad Gateway</title></head>\r
<body>\r
<center><h1>502 Bad Gateway</h1></center>\r
<hr><center>nginx/1.22.1</center>\r
</body>\r
</html>\r
`;

describe('where JSON is expected', () => {
  test.each([
    ['an object', '{"status":"ok"}', 'expected'],
    ['an array with white space around', '\n [1, 2]\n', 'expected'],
    ['an object after a byte order mark', '\uFEFF{"status":"ok"}', 'expected'],
    ['a bare string', '"ok"', 'not-json'],
    ['a bare number', '42', 'not-json'],
    ['broken JSON', '{"status":', 'not-json'],
    ['the dashboard instead of the API', '<!DOCTYPE html><html><head><title>Portal Energético</title>', 'not-json'],
    ["nginx's error page", nginx502, 'foreign'],
    ['nothing', '', 'empty'],
    ['only white space', ' \r\n', 'empty'],
  ])('%s', (_, text, kind) => {
    expect(judge(text, 'json')).toBe(kind);
  });

  test('a long answer of which only the beginning was read counts when it begins as JSON', () => {
    expect(judge('{"rows":[1,2,', 'json', { isComplete: false })).toBe('expected');
    expect(judge('{{ template }}', 'json', { isComplete: false })).toBe('not-json');
  });
});

describe('where a page is expected', () => {
  test.each([
    ['the dashboard', '<!DOCTYPE html><html><head><title>Portal Energético</title></head><div id="react-entry-point">'],
    ['a page without a title', '<p>Bienvenidos</p>'],
    ['a page about energy that happens to name a code', '<title>500 MW de energía solar</title>'],
    ['a page that asks for a password', '<title>Iniciar sesión - Portal Energético</title><form>'],
    ['an article about nginx', `<title>Cómo usamos nginx</title><p>Welcome to nginx! ${'x'.repeat(20_000)}</p>`],
    ['an article with the words of a parked page', `<title>Dominios</title>${'x'.repeat(9_000)} buy this domain`],
  ])('%s is the portal', (_, text) => {
    expect(judge(text, 'page')).toBe('expected');
  });

  test.each([
    ['nginx, freshly installed', '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n<style>'],
    ['Apache, freshly installed', '<html><head><title>Apache2 Debian Default Page: It works</title>'],
    ['Apache, as upstream ships it', '<html><body><h1>It works!</h1></body></html>'],
    ['IIS, freshly installed', '<html><head><title>IIS Windows Server</title>'],
    ['CentOS, freshly installed', '<title>HTTP Server Test Page powered by CentOS</title>'],
    ['an error page with status 200', nginx502],
    ["nginx's 404", nginx502.replaceAll('502 Bad Gateway', '404 Not Found')],
    ["Flask's error page", '<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>'],
    ["gunicorn's error page", '<html>\n  <head>\n    <title>Internal Server Error</title>\n  </head>'],
    ['a page titled "Error 503"', '<title>\n  Error 503\n</title>'],
    ["a folder's listing", '<html><head><title>Index of /</title></head><body><h1>Index of /</h1><hr><pre>'],
    ["Python's listing", '<title>Directory listing for /</title>'],
    ['a sign-in page for programs', '<html><!--<?xml version="1.0"?><WISPAccessGatewayParam xmlns:xsi="x">-->'],
    ['a hotel', '<title>Guest Wi-Fi</title><form action="/login">'],
    ['an airport', '<title>Acceso a Internet gratuito</title>'],
    ['FortiGate', '<html><body><script>window.location="http://10.1.1.1:1000/fgtauth?0a0b";</script></body></html>'],
    ['a filter', '<title>Web Page Blocked</title>'],
    ['a parked domain', '<html><head><title>example.co</title><script src="//www.sedoparking.com/x.js">'],
    ['a suspended account', '<title>Account Suspended</title>'],
    ['Kubernetes without a backend', 'default backend - 404'],
  ])('%s is foreign', (_, text) => {
    expect(judge(text, 'page')).toBe('foreign');
  });

  test('an empty page is no page', () => {
    expect(judge('  \n', 'page')).toBe('empty');
  });
});

describe('a body that came compressed is not unpacked', () => {
  test.each([
    ['a page', 'page', 'text/html', '\u001f\ufffd', 'expected'],
    ['JSON by its own account', 'json', 'application/json; charset=utf-8', '\u001f\ufffd', 'expected'],
    ['a problem report in JSON', 'json', 'application/problem+json', '\u001f\ufffd', 'expected'],
    ['a page where JSON belongs', 'json', 'text/html', '\u001f\ufffd', 'not-json'],
    ['nothing', 'json', 'application/json', '', 'empty'],
  ] as const)('%s', (_, expectKind, contentType, text, kind) => {
    expect(judge(text, expectKind, { isEncoded: true, contentType })).toBe(kind);
  });
});

test('any text gets a verdict, quickly', () => {
  const pieces = fc.constantFrom('<title', '>', '<h1>', '404 ', 'x'.repeat(5_000), '<center>', ' ', 'error ', '{', '[');
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom('json' as const, 'page' as const), (text, kind) => {
      const startedAt = performance.now();
      expect(['expected', 'foreign', 'not-json', 'empty']).toContain(judge(text, kind));
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }),
  );
});
