/**
 * The simulated portal, the newcomer's default: SSH, HTTPS and two witnesses on loopback, with faults to switch.
 *
 *   world (plain data) ──┬─ ssh-server ─ commands     what the server's shell says
 *     ▲ setFault         ├─ web-server ─ web-answers  what the public address says
 *     └ advance(now)     └─ gates                     which ports answer at all
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import { portalProfile } from '../core/portal-profile';
import { defaultSettings, type ServerSettings, type Settings } from '../core/settings';
import { createAuthority, issueCertificate, type IssuedCertificate } from './certificates';
import { createCommands, type Commands } from './commands';
import { readOrCreateKeys, type DemoKeys } from './demo-keys';
import { faultIds, type FaultId } from './faults';
import { openGate, type Gate } from './gate';
import { createSshServer } from './ssh-server';
import { answerWeb, type WebAnswer } from './web-answers';
import { createWebServer } from './web-server';
import { startWitnesses, type Witnesses } from './witness-servers';
import { isOn, type World } from './world';
import { setFault } from './world-faults';
import { createWorldHolder, type WorldHolder } from './world-holder';

export interface DemoPortal {
  /** Ready to use: one server, its key, its authority and the witnesses. */
  readonly settings: Settings;
  readonly faults: readonly FaultId[];
  /** The faults that are on now; a restart or the portal's own watchdog may have mended some. */
  active(): ReadonlySet<FaultId>;
  setFault(id: FaultId, on: boolean): void;
  /** Resolves when the ports are as the faults want them: that takes a moment. */
  settled(): Promise<void>;
  /** What the server shows while the fault host-key-changed is off. */
  readonly hostKey: { readonly type: string; readonly base64: string };
  /** Passphrase of the key; it has none. */
  readonly secret: string | null;
  /** Closes every port and connection; resolves when nothing is left. */
  stop(): Promise<void>;
}

export interface DemoOptions {
  /** Keys and the authority's certificate are kept in a folder below it. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  readonly now?: () => number;
  /** How long each step of a restart takes. */
  readonly stepMs?: number;
  /** Whether the portal's own watchdog mends a broken API some minutes later, as the real one does. */
  readonly watchdogRepairs?: boolean;
}

const user = 'demo';
const dayMs = 24 * 3600_000;

/** Starts everything; rejects only where loopback has no free port or `dataDir` cannot be written. */
export async function startDemoPortal(options: DemoOptions): Promise<DemoPortal> {
  const now = options.now ?? Date.now;
  const folder = join(options.dataDir, 'demo-portal');
  const keys = readOrCreateKeys(folder);
  const holder = createWorldHolder(now, { watchdogRepairs: options.watchdogRepairs ?? true });
  const certificates = createCertificates(holder.now(), join(folder, 'ca.pem'));
  const shown = () => (isOn(holder.read(), 'certificate-expired') ? certificates.expired : certificates.valid);
  const commands = createCommands({
    holder,
    stepMs: options.stepMs ?? 1000,
    server: () => server,
    certificate: () => shown().cert,
  });
  const web = await openGate(createWebDoor(holder, certificates));
  const ssh = await openGate(createSshDoor(holder, keys, commands));
  const server = serverSettings({ folder, keys, sshPort: ssh.port, webPort: web.port });
  const witnesses = await startWitnesses();
  const log = options.log ?? (() => undefined);
  log(`simulated portal: ssh 127.0.0.1:${ssh.port}, ${server.url}`);
  return {
    settings: { ...defaultSettings, intervalMinutes: 1, witnesses: [...witnesses.settings], servers: [server] },
    faults: faultIds,
    active: () => new Set(holder.read().faults.keys()),
    setFault(id, on) {
      const before = holder.read();
      const after = setFault(before, id, on, now());
      if (before === after) return;
      holder.write(after);
      log(`fault ${id} ${on ? 'on' : 'off'}`);
      applyToDoors(after, { web, ssh, witnesses });
    },
    settled: async () => {
      await Promise.all([web.settled(), ssh.settled()]);
    },
    hostKey: keys.publicHostKey,
    secret: null,
    async stop() {
      commands.stop();
      await Promise.all([web.stop(), ssh.stop(), witnesses.stop()]);
    },
  };
}

/** Which ports answer. What else a fault does is seen by whoever asks. */
function applyToDoors(world: World, doors: { web: Gate; ssh: Gate; witnesses: Witnesses }): void {
  const cut = isOn(world, 'laptop-offline') ? 'refusing' : isOn(world, 'server-off') ? 'silent' : null;
  doors.web.setMode(cut ?? (isOn(world, 'nginx-down') ? 'refusing' : 'open'));
  doors.ssh.setMode(cut ?? (isOn(world, 'ssh-down') ? 'refusing' : 'open'));
  doors.witnesses.setOnline(!isOn(world, 'laptop-offline'));
  // Nobody keeps a connection from before: the next one meets the fault.
  doors.web.dropAll();
  if (isOn(world, 'ssh-auth') || isOn(world, 'host-key-changed')) doors.ssh.dropAll();
}

interface Certificates {
  readonly valid: IssuedCertificate;
  readonly expired: IssuedCertificate;
}

function createCertificates(at: number, caFile: string): Certificates {
  const authority = createAuthority('Vigía demo authority', at);
  writeFileSync(caFile, authority.certPem);
  const subject = { names: ['localhost'], addresses: ['127.0.0.1'] };
  return {
    valid: issueCertificate(authority, { ...subject, validity: { fromAt: at - dayMs, toAt: at + 90 * dayMs } }),
    expired: issueCertificate(authority, { ...subject, validity: { fromAt: at - 90 * dayMs, toAt: at - dayMs } }),
  };
}

function createWebDoor(holder: WorldHolder, { valid, expired }: Certificates): (socket: Socket) => void {
  const answer = (path: string): WebAnswer => {
    const said = answerWeb(holder.read(), path, holder.now());
    holder.write(said.world);
    return said.answer;
  };
  const serveValid = createWebServer(valid, answer);
  const serveExpired = createWebServer(expired, answer);
  return (socket) => {
    (isOn(holder.read(), 'certificate-expired') ? serveExpired : serveValid)(socket);
  };
}

function createSshDoor(holder: WorldHolder, keys: DemoKeys, commands: Commands): (socket: Socket) => void {
  const common = {
    user,
    clientKey: keys.clientKey,
    isLoginAllowed: () => !isOn(holder.read(), 'ssh-auth'),
    run: commands.run,
  };
  const serve = createSshServer({ ...common, hostKey: keys.hostKey });
  const serveOther = createSshServer({ ...common, hostKey: keys.otherHostKey });
  return (socket) => {
    (isOn(holder.read(), 'host-key-changed') ? serveOther : serve)(socket);
  };
}

function serverSettings(values: { folder: string; keys: DemoKeys; sshPort: number; webPort: number }): ServerSettings {
  return {
    ...portalProfile,
    id: 'portal-demo',
    name: 'Portal de demostración',
    shortName: 'Demo',
    host: '127.0.0.1',
    port: values.sshPort,
    user,
    auth: { kind: 'key', file: values.keys.clientKeyFile },
    // Not `localhost`: that is looked up as ::1 too, where nobody listens.
    url: `https://127.0.0.1:${values.webPort}/`,
    caFile: join(values.folder, 'ca.pem'),
  };
}
