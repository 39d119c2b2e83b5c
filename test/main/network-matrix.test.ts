import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { far } from '../support/network/addresses';
import { startTwoSides, whyNoNamespaces, type TwoSides } from '../support/network/two-sides';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

const obstacle = process.platform === 'linux' ? whyNoNamespaces() : 'not Linux';

/** What may happen to her own network, and what must be said then. */
const troubles: Readonly<
  Record<
    string,
    {
      readonly begin: (sides: TwoSides) => unknown;
      readonly cause: string;
      readonly variant?: string;
      /** SSH gets in all the same: what is down inside is known to be. */
      readonly isSeenInside?: boolean;
    }
  >
> = {
  'Wi-Fi off': {
    begin: ({ nearIp }) => {
      nearIp('link', 'set', 'dev', cableOf(), 'down');
    },
    cause: 'laptop-offline',
  },
  'no Internet beyond the router': {
    begin: ({ farIp }) => {
      for (const address of [far.server, far.witness, far.secondWitness]) {
        farIp('address', 'del', `${address}/32`, 'dev', 'lo');
        farIp('route', 'add', 'prohibit', `${address}/32`);
      }
    },
    cause: 'laptop-offline',
  },
  'a sign-in page': { begin: (sides) => sides.far('mode captive'), cause: 'captive-portal' },
  'names that nobody answers for': {
    begin: ({ setNames }) => {
      setNames(false);
    },
    cause: 'laptop-offline',
    isSeenInside: true,
  },
  'somebody who opens TLS': {
    begin: (sides) => sides.far('mode inspecting'),
    cause: 'captive-portal',
    isSeenInside: true,
  },
  'a VPN that drops': {
    begin: (sides) => {
      sides.nearIp('link', 'del', 'tun0');
      sides.farIp('address', 'del', `${far.server}/32`, 'dev', 'lo');
      sides.farIp('route', 'add', 'prohibit', `${far.server}/32`);
    },
    cause: 'laptop-offline',
    variant: 'vpn',
  },
  'a way that this computer itself closes': {
    begin: ({ nearIp }) => {
      nearIp('route', 'add', 'unreachable', `${far.server}/32`);
    },
    cause: 'laptop-offline',
    variant: 'route',
  },
  'a proxy that wants a password': {
    begin: async (sides) => {
      await sides.far('proxy login');
      await sides.near(`proxy http://${far.gateway}:${String(far.proxyPort)}`);
      // Beyond the proxy nobody gets out.
      for (const address of [far.server, far.witness, far.secondWitness])
        sides.nearIp('route', 'add', 'unreachable', `${address}/32`);
    },
    cause: 'laptop-offline',
  },
};

const conditions = {
  calm: [],
  attention: ['watchdog-silent on'],
  down: ['api-down on'],
  'no data': null,
} as const;

let cable = '';
const cableOf = () => cable;

describe.skipIf(obstacle !== null)('her own network in trouble, on real sockets', { timeout: 120_000 }, () => {
  let temp: TempFolder;
  let sides: TwoSides;

  beforeAll(async () => {
    temp = createTempFolder();
    sides = await startTwoSides(temp.path);
    cable = sides.cable;
  }, 60_000);

  afterAll(() => {
    sides.stop();
    temp.remove();
  });

  afterEach(async () => {
    await sides.restore();
  });

  const rounds = async (count: number) => {
    const seen = [];
    for (let i = 0; i < count; i++) seen.push(await sides.near('round'));
    return seen;
  };

  test('all is well to begin with, and seen to be', async () => {
    await sides.near('forget');
    expect(await sides.near('round')).toMatchObject({ status: 'calm', cause: null, via: null });
  });

  for (const [name, trouble] of Object.entries(troubles)) {
    test.each(Object.keys(conditions) as (keyof typeof conditions)[])(
      `${name}, when it was %s before: never red`,
      async (condition) => {
        await sides.near('forget');
        if (name.includes('VPN')) {
          sides.openTunnel();
        }
        const faults = conditions[condition];
        // Known by its memory even where nothing of it is known any more.
        await sides.near('round');
        for (const fault of faults ?? []) await sides.far(fault);
        if (faults === null) await sides.near('sleep 30000');
        const before = (await rounds(condition === 'down' ? 3 : condition === 'no data' ? 0 : 2)).at(-1);
        if (before !== undefined) expect(before.status).toBe(condition);
        await trouble.begin(sides);
        const during = await rounds(3);
        if (condition === 'down' && trouble.isSeenInside === true) {
          expect(during.map(({ status, cause }) => `${status ?? ''} ${cause ?? ''}`)).toEqual(
            Array(3).fill('down api-down'),
          );
          return;
        }
        for (const seen of during) {
          expect([seen.status, seen.told]).toEqual(['no-data', []]);
          expect([seen.cause, seen.evidence]).toEqual([trouble.cause, seen.evidence]);
          if (trouble.variant !== undefined) expect(seen.variant).toBe(trouble.variant);
        }
      },
    );
  }

  test('a wake-up into a network that needs half a minute: nothing is told', async () => {
    await sides.near('forget');
    await sides.near('round');
    await sides.near('sleep 30000');
    sides.nearIp('link', 'set', 'dev', cable, 'down');
    for (const seen of await rounds(3)) expect([seen.status, seen.told]).toEqual(['no-data', []]);
    await sides.restore();
    expect(await sides.near('round')).toMatchObject({ status: 'calm', told: [] });
  });

  test('a proxy that works is used, and said to be', async () => {
    await sides.near('forget');
    await sides.near(`proxy http://${far.gateway}:${String(far.proxyPort)}`);
    expect(await sides.near('round')).toMatchObject({
      status: 'calm',
      via: `${far.gateway}:${String(far.proxyPort)}`,
    });
  });

  test('a dead proxy in a network that needs none: the direct way counts', async () => {
    await sides.near('forget');
    await sides.near(`proxy http://${far.gateway}:3999`);
    expect(await sides.near('round')).toMatchObject({ status: 'calm', via: null });
  });

  test('a server that is really off is red, once it is confirmed, with the witnesses as proof', async () => {
    await sides.near('forget');
    await sides.near('round');
    sides.farIp('address', 'del', `${far.server}/32`, 'dev', 'lo');
    sides.farIp('route', 'add', 'prohibit', `${far.server}/32`);
    const seen = await rounds(3);
    expect(seen.flatMap(({ told }) => told)).toEqual(['outage server-unreachable']);
    expect(seen.at(-1)?.status).toBe('down');
    expect(seen.at(-1)?.evidence?.filter((line) => line.includes('answered'))).toHaveLength(2);
  });

  test('an API that is really down is red through a proxy as well', async () => {
    await sides.near('forget');
    await sides.near(`proxy http://${far.gateway}:${String(far.proxyPort)}`);
    await sides.near('round');
    await sides.far('api-down on');
    expect((await rounds(3)).flatMap(({ told }) => told)).toEqual(['outage api-down']);
  });
});
