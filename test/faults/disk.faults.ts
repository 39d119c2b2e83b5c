/**
 * Every fault of the disk under each file of the data folder, while an outage is open: it stays red, and once the disk is
 * well again, rounds, outage, settings and secrets are all there.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../src/main/clock';
import type { Connect } from '../../src/main/observe';
import { roundLimits } from '../../src/main/observe';
import { createSecrets, type SafeStorage, type SecretOwner, type Secrets } from '../../src/main/secrets';
import { connectSsh } from '../../src/main/ssh/connect';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';
import { chooseDriver } from '../../src/main/history/choose-driver';
import { writeSettings } from '../support/data-folder';
import { readKept } from '../support/faults/kept';
import { startMonitor, type Monitor, type SeenRound } from '../support/faults/monitor';
import { makePlace, type Place } from '../support/faults/place';
import { recordFault } from '../support/faults/record';
import { findGunicorn } from '../support/gunicorn';
import { passphrase } from '../support/key-files';
import { findNginx } from '../support/nginx';
import { startRealPortal, type RealPortal } from '../support/portal';
import { fillDisk, isRoot, makeReadOnly, mountSmallDisk } from '../support/read-only';
import { sshdPath } from '../support/sshd';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

const missing = sshdPath() === null || findNginx() === null || findGunicorn() === null;
const files = ['settings.json', 'state.json', 'history.db', 'secrets.json'] as const;
type DataFile = (typeof files)[number];

/** Makes the fault; what it returns takes it away again. */
type Break = (place: Place, file: DataFile) => () => void;

interface DiskFault {
  readonly begin: Break;
  /** Found at a start, or met while it runs. A full or read-only disk is both: what waits then is nowhere but in memory. */
  readonly when: 'running' | 'at-start';
  /** Of the folder and not of one file. */
  readonly needsRoot?: boolean;
}

const path = (place: Place, file: string) => join(place.dataDir, file);

function damage(place: Place, file: DataFile): () => void {
  const bytes = readFileSync(path(place, file));
  bytes.fill(0xa5, 0, Math.ceil(bytes.length / 2));
  writeFileSync(path(place, file), bytes);
  // What she gets back is what Vigía made of it; only the secrets she must type again.
  return () => undefined;
}

/** Another version has written it; afterwards that version is gone again, and with it what it wrote. */
function becomeNewer(place: Place, file: DataFile): () => void {
  const kept = `${path(place, file)}.kept`;
  copyFileSync(path(place, file), kept);
  if (file === 'history.db') {
    const database = chooseDriver().open(path(place, file), { readOnly: false, busyMs: 1_000 });
    database.transaction('write', () => {
      database.exec('PRAGMA user_version = 999');
    });
    database.close();
  } else {
    const value = JSON.parse(readFileSync(path(place, file), 'utf8')) as Record<string, unknown>;
    writeFileSync(path(place, file), JSON.stringify({ ...value, version: 999 }));
  }
  return () => {
    copyFileSync(kept, path(place, file));
  };
}

/** Another process has it: by the lock that Vigía's own processes use, else as an open file that nobody may replace. */
function lock(place: Place, file: DataFile): () => void {
  if (file === 'settings.json') {
    writeFileSync(path(place, 'settings.json.lock'), JSON.stringify({ pid: process.ppid, at: Date.now() }));
    return () => {
      rmSync(path(place, 'settings.json.lock'), { force: true });
    };
  }
  if (file !== 'history.db') return makeReadOnly(path(place, file));
  const sign = `${path(place, file)}.user-${String(process.ppid)}-0`;
  mkdirSync(`${path(place, file)}.lock`);
  writeFileSync(sign, '');
  return () => {
    rmdirSync(`${path(place, file)}.lock`);
    rmSync(sign);
  };
}

const faults: Readonly<Record<string, DiskFault>> = {
  full: { begin: (place) => fillDisk(place.dataDir), when: 'running', needsRoot: true },
  'read-only': { begin: (place) => makeReadOnly(place.dataDir), when: 'running', needsRoot: true },
  locked: { begin: lock, when: 'running', needsRoot: true },
  corrupt: { begin: damage, when: 'at-start' },
  'of a newer version': { begin: becomeNewer, when: 'at-start' },
};

const keyring: SafeStorage = {
  available: () => Promise.resolve(true),
  encrypt: (text) => Buffer.from(text).map((byte) => byte ^ 0x5a) as Buffer,
  decrypt: (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
};

/** Rounds of so many monitors at once; more would only be slow, and slowness is a finding. */
const atOnce = 4;

/** Resolves when it is one's turn, to the function that gives it back. */
function createTurns(): () => Promise<() => void> {
  const running = new Set<Promise<void>>();
  return async () => {
    while (running.size >= atOnce) await Promise.race(running);
    let done = (): void => undefined;
    const turn = new Promise<void>((resolve) => {
      done = () => {
        running.delete(turn);
        resolve();
      };
    });
    running.add(turn);
    return done;
  };
}

describe.skipIf(missing)('a fault of the disk', () => {
  const turns = createTurns();
  let portal: RealPortal;
  let temp: TempFolder;
  let keyFile: string;

  beforeAll(async () => {
    temp = createTempFolder('faults');
    portal = await startRealPortal();
    keyFile = await portal.sshd.addKey('ed25519-pass');
  });
  afterAll(async () => {
    await portal.stop();
    temp.remove();
  });

  /** As the application has it: the key's passphrase comes out of the keyring. */
  function openSecrets(place: Place): { readonly secrets: Secrets; readonly connect: () => Connect } {
    const clock = createSystemClock();
    const secrets = createSecrets({ dataDir: place.dataDir, safe: keyring, clock, log: () => undefined });
    const hostKeys = createHostKeyStore({ file: path(place, 'known_hosts') });
    const connect: Connect = async (server) => {
      await secrets.load();
      return connectSsh({
        server,
        hostKeys,
        secrets: (what) => secrets.recall(server, what),
        timeoutMs: roundLimits.connectMs,
        clock,
      });
    };
    return { secrets, connect: () => connect };
  }

  describe.concurrent('under', () => {
    for (const [name, fault] of Object.entries(faults)) {
      for (const file of files) {
        test.skipIf(fault.needsRoot === true && !isRoot)(`${file} ${name}`, async (context) => {
          const done = await turns();
          const dataDir = join(temp.path, `${file}-${name}`.replaceAll(/\W+/g, '-'));
          mkdirSync(dataDir);
          const unmount = name === 'full' ? mountSmallDisk(dataDir, 2_048) : () => undefined;
          const place = await makePlace(portal, dataDir);
          const server = { ...place.server, auth: { kind: 'key', file: keyFile } as const };
          writeSettings(dataDir, { ...place.settings, servers: [server] });
          const monitors: Monitor[] = [];
          let opened = openSecrets(place);
          const start = (): Monitor => {
            opened = openSecrets(place);
            const clock = monitors.at(-1)?.clock;
            const monitor = startMonitor({
              dataDir,
              connect: opened.connect,
              ...(clock === undefined ? {} : { clock }),
            });
            monitors.push(monitor);
            return monitor;
          };
          const during: SeenRound[] = [];
          let heal: (() => void) | null = null;
          try {
            expect(await opened.secrets.remember(server, 'passphrase', passphrase)).toBe('stored');
            let monitor = start();
            expect((await monitor.round()).shown, 'well before').toBe('calm');
            await place.web.set({ kind: 'refused' });
            for (let n = 0; n < 3; n += 1) await monitor.round();
            expect(monitor.rounds.at(-1)?.shown, 'red before').toBe('down');
            if (fault.when === 'at-start') await monitor.stop();
            heal = fault.begin(place, file);
            if (fault.when === 'at-start') monitor = start();
            during.push(await monitor.round());
            await useIt(monitor, opened.secrets, server, file);
            during.push(await monitor.round());
            if (fault.when === 'at-start') during.push(await monitor.round());
            const isNewerHistory = file === 'history.db' && name === 'of a newer version';
            if (isNewerHistory || (fault.when === 'at-start' && file !== 'history.db')) await monitor.stop();
            heal();
            heal = null;
            if (file === 'secrets.json' && fault.when === 'at-start' && name === 'corrupt')
              await openSecrets(place).secrets.remember(server, 'passphrase', passphrase);
            if (isNewerHistory || (fault.when === 'at-start' && file !== 'history.db')) monitor = start();
            await place.mend();
            for (let n = 0; n < 5 && monitor.rounds.at(-1)?.shown !== 'calm'; n += 1) await monitor.round();
            const last = monitor.rounds.at(-1)?.shown;
            // What waited in a file for whoever keeps the history next is taken in within half a minute.
            while (existsSync(path(place, 'history.ndjson')) && monitor.rounds.length < 12) await monitor.round();
            await monitor.stop();
            const rounds = monitors.flatMap((one) => one.rounds);
            // What stood on damaged pages nobody can bring back; it is told. All that came afterwards is kept.
            const isDamaged = file === 'history.db' && name === 'corrupt';
            const lost = whatIsLost(
              place,
              isDamaged ? rounds.length - (monitors[0]?.rounds ?? []).length : rounds.length,
            );
            if (isDamaged && monitor.shell.history.warning() === null) lost.push('the word that it was damaged');
            const later = openSecrets(place).secrets;
            await later.load();
            if (later.recall(server, 'passphrase') !== passphrase) lost.push('the secret');
            const isRight = ({ status }: SeenRound) => status === 'down';
            recordFault(context, {
              fault: `${file} ${name}`,
              tried: during.length,
              survived: during.filter(isRight).length,
              lost,
              verdict: `${[...new Set(during.map(({ status, cause, shown }) => `${status} ${cause ?? ''} (shown ${shown})`))].join(', ')}; then ${last ?? '?'}`,
            });
            expect(during.filter((one) => !isRight(one))).toEqual([]);
            // Never green over an open outage, whatever was found at the start.
            expect(during.filter(({ shown }) => shown === 'calm')).toEqual([]);
            expect(during.at(-1)?.shown).toBe('down');
            expect([last, lost]).toEqual(['calm', []]);
            expect(readdirSync(dataDir).filter((one) => /\.(lock|mending|tmp)$/.test(one))).toEqual([]);
          } finally {
            heal?.();
            await place.stop();
            unmount();
            done();
          }
        });
      }
    }
  });

  /** She uses what is broken: it says so, and what was there stays. */
  async function useIt(monitor: Monitor, secrets: Secrets, server: SecretOwner, file: DataFile): Promise<void> {
    if (file === 'secrets.json') await secrets.remember({ ...server, id: 'another' }, 'password', 'new');
    if (file !== 'settings.json') return;
    const before = JSON.stringify(monitor.shell.settings.current());
    const saved = monitor.shell.settings.update((settings) => ({ ...settings, intervalMinutes: 10 }));
    // Refused and as it was, or done.
    if (!saved.ok) expect(JSON.stringify(monitor.shell.settings.current())).toBe(before);
  }

  function whatIsLost(place: Place, rounds: number): string[] {
    const kept = readKept(place.dataDir, place.server.id);
    const lost: string[] = [];
    if (kept.problem !== null) lost.push(`history: ${kept.problem}`);
    if (kept.looks.length < rounds) lost.push(`${String(rounds - kept.looks.length)} of ${String(rounds)} rounds`);
    if (kept.incidents.length !== 1) lost.push(`one outage is ${String(kept.incidents.length)}`);
    if (kept.incidents.some(({ recoveredAt }) => recoveredAt === null)) lost.push('the end of the outage');
    if (!kept.serverIds.includes(place.server.id)) lost.push('the settings');
    return lost;
  }
});
