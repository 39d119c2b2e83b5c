import { networkInterfaces } from 'node:os';
import type { NetworkInterfaceInfo } from 'node:os';

export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Whether some interface but loopback has an address that leads beyond its own cable. */
export function hasAddress(interfaces: Interfaces): boolean {
  return Object.values(interfaces).some(leadsOut);
}

function leadsOut(addresses: readonly NetworkInterfaceInfo[] | undefined): boolean {
  return (addresses ?? []).some(({ internal, address }) => !internal && !/^(?:169\.254\.|fe[89ab])/i.test(address));
}

/**
 * VPN interfaces that are up, by the names that systems and well-known clients give them (on Windows an adapter has a
 * name in words). macOS keeps utun interfaces of its own, which have no address that leads anywhere.
 */
const tunnelNames =
  /^(?:tun|tap|wg|ppp|utun|ipsec|nordlynx|nordtun|tailscale|zt|proton|mullvad|vpn|gpd|cscotun|outline)|vpn|wintun|wireguard|\btap\b|anyconnect|fortissl|globalprotect|pangp|zscaler/i;

export function upTunnels(interfaces: Interfaces = networkInterfaces()): readonly string[] {
  return Object.entries(interfaces)
    .filter(([name, addresses]) => tunnelNames.test(name) && leadsOut(addresses))
    .map(([name]) => name)
    .sort();
}
