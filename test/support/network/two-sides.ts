/** Two network namespaces with a cable between them, and a process on each side. Needs root and `ip`. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildScript } from '../build-script';
import { far } from './addresses';

export interface RoundSeen {
  readonly status: string;
  readonly told: readonly string[];
  readonly cause: string | null;
  readonly variant: string | null;
  readonly via: string | null;
  readonly evidence: readonly string[];
}

export interface TwoSides {
  /** Name of the near side's network interface. */
  readonly cable: string;
  /** `ip` on the near side: break the network here. */
  nearIp(...args: readonly string[]): void;
  farIp(...args: readonly string[]): void;
  /**
   * From now on so many of a hundred packets are swallowed in each direction, on our side of the cable or on the way to the
   * server alone. 0: none. Needs `nft`.
   */
  lose(percent: number, where: 'own-network' | 'server'): void;
  /** A command for the near side's process; its answer. */
  near(line: string): Promise<Partial<RoundSeen>>;
  far(line: string): Promise<void>;
  /** All as it was: addresses, routes, modes, faults. */
  restore(): Promise<void>;
  /** A VPN interface on the near side. */
  openTunnel(): void;
  /** Whether names can be looked up on the near side. */
  setNames(known: boolean): void;
  stop(): void;
}

/** Null: namespaces can be made here. Else why not. */
export function whyNoNamespaces(): string | null {
  const name = `vigia-probe-${String(process.pid)}`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'exec', name, 'unshare', '-m', 'true'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return String(error).split('\n')[0] ?? 'no namespaces';
  } finally {
    try {
      execFileSync('ip', ['netns', 'del', name], { stdio: 'pipe' });
    } catch {
      // It was never there.
    }
  }
}

export async function startTwoSides(folder: string): Promise<TwoSides> {
  const id = String(process.pid % 100_000);
  const spaces = { near: `vigia-n-${id}`, far: `vigia-f-${id}` };
  const cable = { near: `vgn${id}`, far: `vgf${id}` };
  const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  const nearIp = (...args: readonly string[]) => void ip('-n', spaces.near, ...args);
  const farIp = (...args: readonly string[]) => void ip('-n', spaces.far, ...args);
  const nft = (rules: string) => {
    execFileSync('ip', ['netns', 'exec', spaces.near, 'nft', '-f', '-'], { input: rules, stdio: 'pipe' });
  };
  const swallowed = 'table ip swallowed';
  let isLossy = false;
  const lose: TwoSides['lose'] = (percent, where) => {
    isLossy = percent > 0;
    const drop = percent >= 100 ? 'drop' : `numgen random mod 100 < ${String(percent)} drop`;
    const chain = (hook: 'input' | 'output') => {
      const [way, cable] = hook === 'input' ? ['saddr', 'iifname'] : ['daddr', 'oifname'];
      const chosen = where === 'server' ? `ip ${way} ${far.server} ` : '';
      // What the near side tells itself goes on.
      return `chain ${hook} {\ntype filter hook ${hook} priority 0;\n${cable} lo accept\n${chosen}${drop}\n}\n`;
    };
    const rules = isLossy ? `${swallowed} {\n${chain('input')}${chain('output')}}\n` : '';
    nft(`${swallowed} {}\ndelete ${swallowed}\n${rules}`);
  };
  const hosts = join(folder, 'hosts');
  const resolv = join(folder, 'resolv.conf');
  const setNames = (known: boolean) => {
    // Written in place: the file is mounted over the near side's own.
    writeFileSync(hosts, known ? `127.0.0.1 localhost\n${far.server} ${far.name}\n` : '127.0.0.1 localhost\n');
  };

  ip('netns', 'add', spaces.near);
  ip('netns', 'add', spaces.far);
  ip('link', 'add', cable.near, 'netns', spaces.near, 'type', 'veth', 'peer', 'name', cable.far, 'netns', spaces.far);
  nearIp('link', 'set', 'lo', 'up');
  farIp('link', 'set', 'lo', 'up');
  // A router that forwards says so when there is no way on; one that does not is silent.
  ip('netns', 'exec', spaces.far, 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward');
  farIp('link', 'set', cable.far, 'up');
  farIp('address', 'add', `${far.gateway}/24`, 'dev', cable.far);

  const connectNear = () => {
    nearIp('link', 'set', cable.near, 'up');
    nearIp('address', 'replace', `${far.client}/24`, 'dev', cable.near);
    nearIp('route', 'replace', 'default', 'via', far.gateway);
    nearIp('route', 'flush', 'type', 'unreachable');
  };
  const connectFar = () => {
    for (const address of [far.server, far.witness, far.secondWitness])
      farIp('address', 'replace', `${address}/32`, 'dev', 'lo');
    farIp('route', 'flush', 'type', 'prohibit');
    farIp('route', 'flush', 'type', 'blackhole');
  };
  connectNear();
  connectFar();
  setNames(true);
  writeFileSync(resolv, 'nameserver 203.0.113.1\noptions timeout:1 attempts:1\n');

  const farSide = startSide(spaces.far, null, await buildSide('far-side', folder), folder);
  writeFileSync(join(folder, 'far.json'), await farSide.read());
  const nearSide = startSide(spaces.near, { hosts, resolv }, await buildSide('near-side', folder), folder);
  const tell = async (line: string) => {
    await farSide.ask(line);
  };
  return {
    cable: cable.near,
    nearIp,
    farIp,
    lose,
    near: async (line) => JSON.parse(await nearSide.ask(line)) as Partial<RoundSeen>,
    far: tell,
    openTunnel: () => {
      ip('link', 'add', 'tun0', 'netns', spaces.near, 'type', 'veth', 'peer', 'name', 'tun0', 'netns', spaces.far);
      nearIp('address', 'add', '10.8.0.2/24', 'dev', 'tun0');
      nearIp('link', 'set', 'tun0', 'up');
      farIp('link', 'set', 'tun0', 'up');
    },
    setNames,
    restore: async () => {
      setNames(true);
      connectNear();
      connectFar();
      if (isLossy) lose(0, 'own-network');
      for (const line of ['mode plain', 'proxy open', 'api-down off', 'watchdog-silent off', 'server-off off'])
        await tell(line);
      await nearSide.ask('proxy');
    },
    stop: () => {
      nearSide.kill();
      farSide.kill();
      for (const space of Object.values(spaces)) ip('netns', 'del', space);
    },
  };
}

async function buildSide(name: string, folder: string): Promise<string> {
  return buildScript(join(import.meta.dirname, `${name}.ts`), join(folder, name));
}

interface Side {
  ask(line: string): Promise<string>;
  read(): Promise<string>;
  kill(): void;
}

function startSide(
  space: string,
  files: { readonly hosts: string; readonly resolv: string } | null,
  script: string,
  folder: string,
): Side {
  const mounts =
    files === null ? '' : `mount --bind '${files.hosts}' /etc/hosts; mount --bind '${files.resolv}' /etc/resolv.conf; `;
  const child: ChildProcess = spawn(
    'ip',
    ['netns', 'exec', space, 'unshare', '-m', 'sh', '-c', `${mounts}exec "$@"`, 'sh', process.execPath, script, folder],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  if (child.stdin === null || child.stdout === null) throw new Error('no pipes');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const next = await lines.next();
    if (next.done === true) throw new Error('the process on the other side has ended');
    return next.value;
  };
  return {
    read,
    ask: (line) => {
      stdin.write(`${line}\n`);
      return read();
    },
    kill: () => {
      process.removeListener('exit', killWithUs);
      child.kill('SIGKILL');
    },
  };
}
