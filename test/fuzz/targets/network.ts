/** What web servers, proxies, and the system's own network tools say. */
import { parseCertificateDate } from '../../../src/core/certificate-date';
import { judgeBody } from '../../../src/core/web-body';
import { parseAlternativeNames } from '../../../src/main/probes/certificate-text';
import {
  isSilentInArp,
  parseProcIpv6Route,
  parseProcRoute,
  parseRouteGet,
  parseRoutePrint,
} from '../../../src/main/probes/gateway-text';
import { authorizationOf } from '../../../src/main/probes/proxy-way';
import { parsePacAnswer, proxyFromEnvironment } from '../../../src/main/probes/proxy-route';
import { redirectTarget, showUrl } from '../../../src/main/probes/address';
import { samples, withLines, type FuzzTarget } from '../target';

const procRoute = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	010200C0	0003	0	0	100	00000000	0	0	0
eth0	000200C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
`;
const routeGet = `   route to: default
destination: default
       mask: default
    gateway: 192.0.2.1
  interface: en0
`;
const routePrint = `IPv4 Route Table
Network Destination        Netmask          Gateway       Interface  Metric
          0.0.0.0          0.0.0.0        192.0.2.1       192.0.2.10     25
`;
const arp = `IP address       HW type     Flags       HW address            Mask     Device
192.0.2.1        0x1         0x0         00:00:00:00:00:00     *        eth0
`;

export const networkTargets: readonly FuzzTarget[] = [
  {
    name: 'body of an answer',
    samples: samples('{"status":"ok"}', '<!doctype html><title>Portal</title>', '', '<html><head><meta http-equiv=x>'),
    words: ['<title>', '{"', '<!--', '<script>', 'window.location', 'captive'],
    read: (input) => {
      const text = input.toString('utf8');
      const body = { text, isComplete: input.length % 2 === 0, isEncoded: false, contentType: text.slice(0, 200) };
      return [body, { ...body, isEncoded: true }].map((one) => [judgeBody(one, 'json'), judgeBody(one, 'page')]);
    },
  },
  {
    name: 'names and dates of a certificate',
    samples: samples('DNS:portal.example.org, DNS:*.example.org, IP Address:192.0.2.7', 'Nov 24 05:00:00 2026 GMT'),
    words: ['DNS:', 'othername:<unsupported>', 'DNS:"', '\\', ', '],
    read: (input) => {
      const text = input.toString('utf8');
      return [parseAlternativeNames(text), parseCertificateDate(text)];
    },
    mostKept: 192 * 1024 * 8,
  },
  {
    name: 'redirects',
    samples: samples('https://portal.example.org/login', '/x', '//other.example.org', 'http://[::1]:80/'),
    words: ['https://', '//', '@', '..', '%00', '?token='],
    mostBytes: 16 * 1024,
    read: (input) => {
      const target = redirectTarget(
        { status: 302, location: input.toString('utf8') },
        new URL('https://portal.example.org/'),
      );
      return target === null ? null : showUrl(target);
    },
    mostKept: 16 * 1024 * 16,
  },
  {
    name: 'proxies',
    samples: samples('PROXY proxy.example.org:3128; DIRECT', 'HTTPS p:443; SOCKS5 s:1080', 'http://ana:x@proxy:3128/'),
    words: ['PROXY ', 'HTTPS ', ';', 'http://', '@', ':99999'],
    mostBytes: 16 * 1024,
    read: async (input) => {
      const text = input.toString('utf8');
      const routes = [
        parsePacAnswer(text),
        await proxyFromEnvironment({ HTTPS_PROXY: text })('https://portal.example.org/'),
        await proxyFromEnvironment({ HTTPS_PROXY: 'http://p:1', NO_PROXY: text })('https://portal.example.org/'),
      ];
      for (const step of routes.flat()) if (step.kind === 'http') authorizationOf(step);
      return routes;
    },
    mostKept: 16 * 1024 * 16,
  },
  {
    name: 'routes of this computer',
    samples: withLines(procRoute, routeGet, routePrint, arp),
    words: ['00000000', 'gateway: ', '0.0.0.0', 'fe80::1'],
    read: (input) => {
      const text = input.toString('latin1');
      return [
        parseProcRoute(text),
        parseProcIpv6Route(text),
        parseRouteGet(text),
        parseRoutePrint(text),
        isSilentInArp(text, '192.0.2.1'),
      ];
    },
    mostKept: 192 * 1024 * 8,
  },
];
