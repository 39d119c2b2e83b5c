/** Every fault of a network, and of what answers in the server's place: seen by the whole shell, and over again. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { suffer } from '../support/faults/ordeal';
import { makePlace } from '../support/faults/place';
import type { RelayFault } from '../support/faults/relay';
import { findGunicorn } from '../support/gunicorn';
import { findNginx } from '../support/nginx';
import { startRealPortal, type RealPortal } from '../support/portal';
import { sshdPath } from '../support/sshd';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

interface WireFault {
  readonly fault: RelayFault;
  /** What is right when only the web's door has it, only SSH's, or everything that we ask, witnesses too. */
  readonly https: readonly string[];
  readonly ssh: readonly string[];
  readonly everything: readonly string[];
  /** It takes the deadlines of three rounds: of `npm run test:faults` only. */
  readonly isSlow?: boolean;
}

const blind = ['no-data'];
const noLogin = ['attention ssh-unavailable'];
const noWeb = ['down web-error', 'down proxy-down'];

/** What may happen between us and any server, or to the program that holds the port. */
const wire: Readonly<Record<string, WireFault>> = {
  'connection refused': { fault: { kind: 'refused' }, https: ['down proxy-down'], ssh: noLogin, everything: blind },
  'accepts and says nothing': {
    fault: { kind: 'silent' },
    isSlow: true,
    https: noWeb,
    ssh: noLogin,
    everything: blind,
  },
  'reset in mid-stream': { fault: { kind: 'reset', afterBytes: 100 }, https: noWeb, ssh: noLogin, everything: blind },
  'half-open': {
    fault: { kind: 'half-open', afterBytes: 100 },
    isSlow: true,
    https: noWeb,
    ssh: noLogin,
    everything: blind,
  },
  // The page comes all the same, in 6 s; a login has too many questions and answers for it.
  'every answer 3 s late': {
    fault: { kind: 'late', ms: 3_000 },
    isSlow: true,
    https: ['attention slow', 'calm'],
    ssh: noLogin,
    everything: ['attention', 'no-data'],
  },
  'slow-loris, a byte a second': {
    fault: { kind: 'drip', everyMs: 1_000 },
    isSlow: true,
    https: noWeb,
    ssh: noLogin,
    everything: blind,
  },
  garbage: {
    fault: { kind: 'says', text: Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256)) },
    https: noWeb,
    ssh: noLogin,
    everything: blind,
  },
};

const missing = sshdPath() === null || findNginx() === null || findGunicorn() === null;

const isWanted = ([, row]: [string, { readonly isSlow?: boolean }]) =>
  row.isSlow !== true || process.env['VIGIA_ALL_FAULTS'] !== undefined;

describe.skipIf(missing)('a fault of the network', () => {
  let portal: RealPortal;
  let temp: TempFolder;

  beforeAll(async () => {
    temp = createTempFolder('faults');
    portal = await startRealPortal();
  });
  afterAll(async () => {
    await portal.stop();
    temp.remove();
  });

  describe.concurrent('at each door', () => {
    for (const [name, row] of Object.entries(wire).filter(isWanted)) {
      for (const on of ['https', 'ssh', 'everything'] as const) {
        test(`${name}, on ${on}`, async (context) => {
          const place = await makePlace(portal, join(temp.path, `${name} ${on}`.replaceAll(/\W+/g, '-')));
          const doors = { https: [place.web], ssh: [place.ssh], everything: [place.web, place.ssh, place.witness] }[on];
          const begin = async () => {
            for (const door of doors) await door.set(row.fault);
          };
          try {
            await suffer(context, place, { fault: `${name}, on ${on}`, begin, end: place.mend, right: row[on] });
          } finally {
            await place.stop();
          }
        });
      }
    }
  });
});
