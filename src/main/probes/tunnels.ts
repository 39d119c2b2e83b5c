import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** Linux, macOS and BSD name them by kind; on Windows the adapter's name says what it is. */
const tunnelName =
  /^(?:tun|tap|wg|ppp|utun|ipsec|gpd|zt|nordlynx|proton|tailscale|cscotun|vpn)\d*|wireguard|openvpn|wintun|tap-windows|\bvpn\b|fortinet|globalprotect|anyconnect|zerotier/i;

/** Names of network interfaces that look like a VPN's, are up and have an address beyond their own link. */
export function findTunnels(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): readonly string[] {
  return Object.entries(interfaces)
    .filter(([name, addresses]) => tunnelName.test(name) && (addresses ?? []).some(isUsable))
    .map(([name]) => name)
    .sort();
}

/** macOS keeps utun interfaces of its own, with link-local addresses only. */
function isUsable({ address, internal }: NetworkInterfaceInfo): boolean {
  return !internal && !/^(?:169\.254\.|fe[89ab])/i.test(address);
}
