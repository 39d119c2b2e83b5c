/** Packets that are swallowed: on our own side, and on the way to the server alone. In namespaces of the test's own. */
import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { recordFault } from '../support/faults/record';
import { startTwoSides, whyNoNamespaces, type RoundSeen, type TwoSides } from '../support/network/two-sides';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

interface Loss {
  readonly percent: number;
  readonly where: 'own-network' | 'server';
  readonly rounds: number;
  /** With the product's own deadlines; else a third of them. */
  readonly isPatient: boolean;
  readonly isRight: (round: Partial<RoundSeen>) => boolean;
  /** What she is told of an outage meanwhile. */
  readonly told: readonly string[];
}

const faults: Readonly<Record<string, Loss>> = {
  // Some pages come through, most do not: whatever it is, it is not red.
  '60 % of the packets swallowed, our own network': {
    percent: 60,
    where: 'own-network',
    rounds: 4,
    isPatient: true,
    isRight: ({ status }) => status !== 'down',
    told: [],
  },
  'all packets swallowed, our own network': {
    percent: 100,
    where: 'own-network',
    rounds: 3,
    isPatient: false,
    isRight: ({ status, cause }) => status === 'no-data' && cause === 'laptop-offline',
    told: [],
  },
  'all packets swallowed, to the server alone': {
    percent: 100,
    where: 'server',
    rounds: 3,
    isPatient: false,
    isRight: ({ cause }) => cause === 'server-unreachable',
    told: ['outage server-unreachable'],
  },
};

const hasNft = spawnSync('nft', ['--version']).status === 0;
const obstacle = process.platform !== 'linux' ? 'not Linux' : hasNft ? whyNoNamespaces() : 'nft is not installed';

describe.skipIf(obstacle !== null)('packets that are lost', () => {
  let temp: TempFolder;
  let sides: TwoSides;
  beforeAll(async () => {
    temp = createTempFolder('faults');
    sides = await startTwoSides(temp.path);
  });
  afterAll(() => {
    sides.stop();
    temp.remove();
  });
  afterEach(async () => {
    await sides.restore();
    await sides.near('patience short');
  });

  const isAll = process.env['VIGIA_ALL_FAULTS'] !== undefined;
  for (const [name, { percent, where, rounds, isPatient, isRight, told }] of Object.entries(faults).filter(
    ([, one]) => isAll || !one.isPatient,
  )) {
    test(name, async (context) => {
      await sides.near('forget');
      expect((await sides.near('round')).status, 'well before').toBe('calm');
      await sides.near(`patience ${isPatient ? 'real' : 'short'}`);
      sides.lose(percent, where);
      const during: Partial<RoundSeen>[] = [];
      while (during.length < rounds) during.push(await sides.near('round'));
      await sides.restore();
      const after: Partial<RoundSeen>[] = [];
      do after.push(await sides.near('round'));
      while (after.at(-1)?.status !== 'calm' && after.length < 5);
      const outages = during.flatMap((one) => one.told ?? []).filter((line) => line.startsWith('outage'));
      const found = [...new Set(during.map(({ status, cause }) => `${status ?? ''} ${cause ?? ''}`.trim()))];
      recordFault(context, {
        fault: name,
        tried: during.length,
        survived: during.filter(isRight).length,
        lost: [],
        verdict: `${found.join(', ')}; then ${after.at(-1)?.status ?? '?'}`,
      });
      expect(during.filter((one) => !isRight(one))).toEqual([]);
      expect([outages, after.at(-1)?.status]).toEqual([told, 'calm']);
    });
  }
});
