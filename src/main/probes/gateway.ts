import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { WitnessReport } from '../../core/model';
import { isSilentInArp, parseProcIpv6Route, parseProcRoute, parseRouteGet, parseRoutePrint } from './gateway-text';
import type { DefaultGateway } from './gateway-text';

/** Home routers have a page or a name server; any answer will do, a refusal too. */
const ports = [53, 80, 443];

/** Whether the machine through which everything goes out is there. Never rejects; takes `timeoutMs` at most, twice. */
export async function askGateway(timeoutMs: number): Promise<WitnessReport['gateway']> {
  const gateway = await findGateway(process.platform, timeoutMs);
  if (gateway === null) return 'unknown';
  if (gateway === 'none') return 'none';
  const host = /^fe80:/i.test(gateway.address) ? `${gateway.address}%${gateway.device ?? ''}` : gateway.address;
  const answers = await Promise.all(ports.map((port) => knock(host, port, timeoutMs)));
  if (answers.includes('answered')) return 'answers';
  if (answers.includes('nobody')) return 'silent';
  // Many gateways answer nobody. Only a machine that does not even say its hardware address is proven silent.
  return isSilentInArp(await read('/proc/net/arp'), gateway.address) ? 'silent' : 'unknown';
}

async function findGateway(platform: NodeJS.Platform, timeoutMs: number): Promise<DefaultGateway> {
  switch (platform) {
    case 'linux': {
      const ipv4 = parseProcRoute(await read('/proc/net/route'));
      return ipv4 === 'none' ? parseProcIpv6Route(await read('/proc/net/ipv6_route')) : ipv4;
    }
    case 'darwin':
      return parseRouteGet(await run('/sbin/route', ['-n', 'get', 'default'], timeoutMs));
    case 'win32': {
      const folder = process.env['SystemRoot'] ?? 'C:\\Windows';
      return parseRoutePrint(await run(`${folder}\\System32\\route.exe`, ['print', '-4', '0.0.0.0'], timeoutMs));
    }
    default:
      return null;
  }
}

/** `nobody`: the kernel says that no machine has that address. */
function knock(host: string, port: number, timeoutMs: number): Promise<'answered' | 'nobody' | 'silence'> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answer: 'answered' | 'nobody' | 'silence'): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => {
      finish('silence');
    });
    socket.once('connect', () => {
      finish('answered');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') finish('answered');
      else finish(error.code === 'EHOSTUNREACH' || error.code === 'EHOSTDOWN' ? 'nobody' : 'silence');
    });
  });
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}

/** No shell; what it writes to either channel, for `route` says "not in table" on the second. */
function run(file: string, args: readonly string[], timeoutMs: number): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { timeout: timeoutMs, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } },
      (_, out, err) => {
        resolve(out + err);
      },
    );
  });
}
