/** The default gateway: the first machine beyond this one. Many answer nobody, so its silence alone proves nothing. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { WitnessReport } from '../../core/model';
import { parseArp, parseLinuxRoutes, parseMacRoute, parseWindowsRoutes } from './gateway-text';

export type Gateway = WitnessReport['gateway'];

const limitMs = 1_200;
/** Where home and office routers listen; a refusal is an answer as well. */
const ports = [53, 80] as const;

/** Never rejects; takes less than two seconds. */
export async function findGateway(platform: NodeJS.Platform = process.platform): Promise<Gateway> {
  const address = await defaultGateway(platform);
  if (address === 'unknown' || address === 'none') return address;
  const answers = await Promise.all(ports.map((port) => knock(address, port)));
  if (answers.includes('answers')) return 'answers';
  // The kernel has just asked for its hardware address: without an answer nobody is there.
  const neighbour = platform === 'linux' ? parseArp(await read('/proc/net/arp'), address) : null;
  if (neighbour !== null) return neighbour === 'complete' ? 'answers' : 'silent';
  return answers.includes('unreachable') ? 'silent' : 'unknown';
}

async function defaultGateway(platform: NodeJS.Platform): Promise<string> {
  switch (platform) {
    case 'linux': {
      const text = await read('/proc/net/route');
      return text === '' ? 'unknown' : (parseLinuxRoutes(text) ?? 'none');
    }
    case 'darwin': {
      const text = await run('/sbin/route', ['-n', 'get', 'default']);
      return text === null ? 'unknown' : (parseMacRoute(text) ?? 'none');
    }
    case 'win32': {
      const system = process.env['SystemRoot'] ?? 'C:\\Windows';
      const text = await run(`${system}\\System32\\route.exe`, ['print', '-4', '0.0.0.0']);
      return text === null ? 'unknown' : (parseWindowsRoutes(text) ?? 'none');
    }
    default:
      return 'unknown';
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}

/** Null: the program is not there or did not end. Without a route macOS ends with an error and says so. */
function run(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: limitMs, windowsHide: true, maxBuffer: 200_000 }, (error, stdout, stderr) => {
      const isMissing = error !== null && (error.killed === true || typeof error.code === 'string');
      resolve(isMissing ? null : `${stdout}\n${stderr}`);
    });
  });
}

function knock(host: string, port: number): Promise<'answers' | 'silent' | 'unreachable'> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answer: 'answers' | 'silent' | 'unreachable'): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => {
      finish('silent');
    }, limitMs);
    socket.on('connect', () => {
      finish('answers');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      finish(error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' ? 'answers' : 'unreachable');
    });
  });
}
