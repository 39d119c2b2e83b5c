import { describe, expect, test } from 'vitest';
import { parseLogLine } from '../../src/core/logs/parse-line';
import { localAgent, probeAgent } from '../../src/core/own-probe';

const isOwn = (line: string) => parseLogLine('api-access', line, { utcOffsetMinutes: -300 }).isOwn;
const request = (agent: string, options: { from?: string; request?: string; referer?: string; more?: string } = {}) =>
  `${options.from ?? '192.0.2.8'} - - [24/Nov/2026:05:09:31 -0500] "${options.request ?? 'GET /api/ HTTP/1.1'}" 200 157 ` +
  `"${options.referer ?? '-'}" "${agent}"${options.more ?? ''}`;

describe('a request of ours in an access log', () => {
  test.each([
    ['from outside', request(probeAgent)],
    ['of an earlier or later version', request('Vigia/1.12.3')],
    ['that failed', request(probeAgent).replace('200', '502')],
    ['in a log that also writes how long it took', request(probeAgent, { more: ' 0.004' })],
    ['from the server to itself', request(localAgent, { from: '127.0.0.1' })],
    ['from the server to itself by IPv6', request(localAgent, { from: '::1' })],
  ])('%s is told', (_name, line) => {
    expect(isOwn(line)).toBe(true);
  });

  test.each([
    ['a browser', request('Mozilla/5.0')],
    ['curl', request('curl/8.5.0', { from: '127.0.0.1' })],
    ['a name that only begins like ours', request('Vigia/0.1 (compatible; bot)')],
    ['a name that only ends like ours', request('x Vigia/0.1')],
    ['our name in the address', request('Mozilla/5.0', { request: 'GET /?x=\\"-\\"%20\\"Vigia/0.1\\" HTTP/1.1' })],
    ['our name in quotation marks of its own', request('x\\" 200 1 \\"-\\" \\"Vigia/0.1\\"')],
    ['one that came from somewhere', request(probeAgent, { referer: 'https://example.org/' })],
    ['one that wrote', request(probeAgent, { request: 'POST /api/ HTTP/1.1' })],
    ['the name of our local look from outside', request(localAgent)],
    ['a log without names of clients', '127.0.0.1:48168 - "GET /api/ HTTP/1.1" 200'],
  ])('%s is not taken for one', (_name, line) => {
    expect(isOwn(line)).toBe(false);
  });
});
