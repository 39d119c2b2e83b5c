import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { upTunnels } from '../../../src/main/probes/interfaces';

const up = (address: string): NetworkInterfaceInfo[] => [
  { address, netmask: '', family: 'IPv4', mac: '', internal: false, cidr: null },
];

test('tunnels are known by their names, and only while they lead somewhere', () => {
  const interfaces = {
    lo: up('127.0.0.1'),
    eth0: up('192.0.2.5'),
    wlan0: up('192.168.1.7'),
    tun0: up('10.8.0.6'),
    wg0: up('10.9.0.2'),
    utun0: up('fe80::1'),
    utun4: up('10.7.0.2'),
    'OpenVPN TAP-Windows6': up('10.6.0.2'),
    'Ethernet 3': up('192.0.2.9'),
    'vEthernet (Default Switch)': up('172.20.0.1'),
  };
  expect(upTunnels(interfaces)).toEqual(['OpenVPN TAP-Windows6', 'tun0', 'utun4', 'wg0']);
});
