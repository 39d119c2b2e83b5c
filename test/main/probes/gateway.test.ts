import { expect, test } from 'vitest';
import {
  isSilentInArp,
  parseProcIpv6Route,
  parseProcRoute,
  parseRouteGet,
  parseRoutePrint,
} from '../../../src/main/probes/gateway-text';

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const wired = 'eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0';
const wireless = 'wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0';
const own = 'eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0';
const tunnel = 'tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0';

test.each([
  ['of two the one with the lower metric', [wireless, wired, own], { address: '192.0.2.1', device: 'eth0' }],
  ['its own network alone', [own], 'none'],
  ['a tunnel has nobody at its other end', [tunnel, wired], null],
] as const)('/proc/net/route: %s', (_, rows, expected) => {
  expect(parseProcRoute([head, ...rows].join('\n'))).toEqual(expected);
});

test('/proc/net/route that is not there says nothing', () => {
  expect(parseProcRoute('')).toBeNull();
});

const zeros = '0'.repeat(32);

test.each([
  [
    'a router',
    `${zeros} 00 ${zeros} 00 fe80000000000000021122fffe334455 00000400 00000001 00000000 00000003 wlan0`,
    'wlan0',
  ],
  [
    'the unreachable default of a machine without IPv6',
    `${zeros} 00 ${zeros} 00 ${zeros} ffffffff 00000001 00000000 00200200 lo`,
    null,
  ],
])('/proc/net/ipv6_route: %s', (_, row, device) => {
  const expected = device === null ? 'none' : { address: 'fe80:0000:0000:0000:0211:22ff:fe33:4455', device };
  expect(parseProcIpv6Route(`${row}\n`)).toEqual(expected);
});

const arp = `IP address       HW type     Flags       HW address            Mask     Device
192.0.2.1        0x1         0x0         00:00:00:00:00:00     *        eth0
192.0.2.10       0x1         0x2         52:54:00:12:34:56     *        eth0`;

test.each([
  ['192.0.2.1', true],
  ['192.0.2.10', false],
  ['192.0.2.100', false],
])('/proc/net/arp: %s silent %s', (address, silent) => {
  expect(isSilentInArp(arp, address)).toBe(silent);
});

test.each([
  [
    `   route to: default
destination: default
       mask: default
    gateway: 192.168.1.1
  interface: en0
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>`,
    { address: '192.168.1.1', device: 'en0' },
  ],
  ['route: writing to routing socket: not in table\n', 'none'],
  ['   route to: default\n    gateway: link#18\n  interface: utun4\n', null],
])('macOS: route -n get default', (text, expected) => {
  expect(parseRouteGet(text)).toEqual(expected);
});

const bar = '='.repeat(75);
const printed = (rows: string) => `${bar}
Lista de interfaces
 12...00 11 22 33 44 55 ......Intel(R) Wi-Fi 6 AX201 160MHz
${bar}

IPv4 Tabla de enrutamiento
${bar}
Rutas activas:
Destino de red        Máscara de red   Puerta de enlace   Interfaz  Métrica
${rows}
${bar}
Rutas persistentes:
  Ninguno
`;

test.each([
  [
    printed(
      '          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.23     35\r\n          0.0.0.0          0.0.0.0         10.0.0.1         10.0.0.9     25',
    ),
    { address: '10.0.0.1', device: null },
  ],
  [printed('          0.0.0.0          0.0.0.0         En vínculo         10.8.0.6     5'), null],
  [printed('  Ninguno'), 'none'],
  ['', null],
])('Windows: route print, in any language', (text, expected) => {
  expect(parseRoutePrint(text)).toEqual(expected);
});

test('empty lines, however many, take no time to speak of', () => {
  const started = process.cpuUsage();
  expect([parseRouteGet('\n'.repeat(200_000)), parseRoutePrint('\n'.repeat(200_000))]).toEqual([null, null]);
  // A pattern that tried each of them as a beginning took minutes.
  expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
});
