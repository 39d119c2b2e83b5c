import { expect, test } from 'vitest';
import { labelOf, parsePacAnswer, proxyFromEnvironment } from '../../../src/main/probes/proxy-route';
import type { ProxyRoute } from '../../../src/main/probes/proxy-route';

function shown(route: ProxyRoute): string {
  return route
    .map((step) => {
      if (step.kind === 'direct') return 'direct';
      const kind = step.kind === 'http' && step.isTls ? 'https' : step.kind;
      return `${kind} ${labelOf(step)}${step.kind === 'http' && step.authorization !== null ? ' with login' : ''}`;
    })
    .join(', ');
}

test.each([
  ['DIRECT', 'direct'],
  ['', ''],
  [
    'PROXY a.corp:3128; HTTPS b.corp:8443; SOCKS5 c:1080; DIRECT',
    'http a.corp:3128, https b.corp:8443, socks c:1080, direct',
  ],
  ['PROXY a.corp;SOCKS c', 'http a.corp:80, socks c:1080'],
  ['PROXY [2001:db8::1]:3128', 'http [2001:db8::1]:3128'],
  ['PROXY user:secret@a.corp:3128', ''],
  ['QUIC a:1; nonsense', ''],
])('PAC: %s', (text, expected) => {
  expect(shown(parsePacAnswer(text))).toBe(expected);
});

const url = 'https://portal.example.org/';
const corp = 'http://proxy.corp:3128';

test.each([
  [{}, url, ''],
  [{ https_proxy: corp }, url, 'http proxy.corp:3128'],
  [{ HTTPS_PROXY: 'proxy.corp:3128' }, url, 'http proxy.corp:3128'],
  [{ http_proxy: corp }, url, ''],
  [{ http_proxy: corp }, 'http://portal.example.org/', 'http proxy.corp:3128'],
  [{ all_proxy: 'socks5://c:1080' }, url, 'socks c:1080'],
  [{ https_proxy: 'https://proxy.corp' }, url, 'https proxy.corp:443'],
  [{ https_proxy: 'http://ana:s%40fe@proxy.corp:3128' }, url, 'http proxy.corp:3128 with login'],
  [{ https_proxy: corp, no_proxy: 'localhost, .example.org' }, url, ''],
  [{ https_proxy: corp, no_proxy: 'portal.example.org:443' }, url, ''],
  [{ https_proxy: corp, no_proxy: 'portal.example.org:8443' }, url, 'http proxy.corp:3128'],
  [{ https_proxy: corp, no_proxy: 'ample.org' }, url, 'http proxy.corp:3128'],
  [{ https_proxy: corp, no_proxy: '*' }, url, ''],
  [{ https_proxy: '' }, url, ''],
] as const)('environment %j for %s', async (env, address, expected) => {
  expect(shown(await proxyFromEnvironment(env)(address))).toBe(expected);
});
