/** Packets that get lost on our side: what is missing then proves nothing of the server. */
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import type { HttpProbe, WitnessAnswer } from '../../../src/core/model';
import {
  gunicorn,
  noAnswer,
  observation,
  probe,
  roundMemory,
  server,
  silent,
  witnesses,
  type RoundParts,
} from '../../support/builders';

const timeout = { kind: 'timeout', host: 'h', port: 22, limitMs: 12_000 } as const;
const quick: WitnessAnswer = { kind: 'answered', ms: 80 };
const late: WitnessAnswer = { kind: 'answered', ms: 1_240 };
const dead: WitnessAnswer = { kind: 'failed', phase: 'tcp' };

/** Connected after its first packets were lost. */
const connectedLate = (one: HttpProbe): HttpProbe => ({ ...one, phases: { ...one.phases, tcpMs: 2_044 } });

function verdict(parts: RoundParts, usualMs: readonly number[] = []): string {
  const answers = usualMs.map((portalMs, n) => ({
    at: n,
    portalMs,
    apiMs: null,
    localPortalMs: null,
    localApiMs: null,
  }));
  const memory = roundMemory({ samples: { answers, disks: [], slow: null } });
  const { status, primary } = diagnose(observation(parts), { server, earlier: new Set(), memory });
  return `${status} ${primary?.cause ?? 'null'} ${primary?.confidence ?? ''}`.trim();
}

const unknown = 'no-data laptop-offline unknown';

describe('as it was seen with 60 % of the packets lost', () => {
  test.each<[string, RoundParts]>([
    [
      'one page came late, the other connection did not come about, no witness answers',
      {
        portal: connectedLate(probe('/')),
        api: silent('/api/', 'tls', 'timeout'),
        ssh: timeout,
        witnesses: witnesses([dead, dead]),
      },
    ],
    [
      'the API is silent on a connection that took two seconds, and the witnesses are late as well',
      {
        portal: connectedLate(probe('/')),
        api: connectedLate(silent('/api/', 'response', 'timeout')),
        ssh: timeout,
        witnesses: witnesses([late, late]),
      },
    ],
    [
      'nothing of the web comes about, and the one witness that answers is late',
      {
        portal: silent('/', 'tls', 'timeout'),
        api: silent('/api/', 'tcp', 'timeout'),
        witnesses: witnesses([late, dead]),
      },
    ],
  ])('%s', (_, parts) => {
    expect(verdict(parts)).toBe(unknown);
  });

  test('what SSH saw inside is judged all the same', () => {
    const facts = {
      gunicorn: gunicorn({ masters: [], workers: [] }),
      localApi: noAnswer(7),
      localPortalApi: { ...noAnswer(0), status: 502 },
    };
    const parts = {
      portal: silent('/', 'tls', 'timeout'),
      api: silent('/api/', 'tcp', 'timeout'),
      witnesses: witnesses([late, dead]),
    };
    expect(verdict({ ...parts, facts })).toContain('api-down');
  });
});

describe('what is red all the same', () => {
  const off: RoundParts = {
    portal: silent('/', 'tcp', 'timeout'),
    api: silent('/api/', 'tcp', 'timeout'),
    ssh: timeout,
  };
  test.each<[string, RoundParts, string]>([
    [
      'a server that is off, beside a witness that is always blocked',
      { ...off, witnesses: witnesses([quick, dead]) },
      'down server-unreachable probable',
    ],
    [
      'one that is off, with both witnesses there',
      { ...off, witnesses: witnesses([quick, quick]) },
      'down server-unreachable certain',
    ],
    [
      'an API that takes the connection at once and says nothing, where every witness is blocked',
      { api: silent('/api/', 'response', 'timeout'), ssh: timeout, witnesses: witnesses([dead, dead]) },
      'down api-hung',
    ],
    [
      'a server that loses packets itself: the witnesses are quick',
      {
        portal: connectedLate(probe('/')),
        api: silent('/api/', 'tls', 'timeout'),
        ssh: timeout,
        witnesses: witnesses([quick, quick]),
      },
      'down web-error',
    ],
    [
      'a refusal: it takes a packet to refuse',
      {
        portal: silent('/', 'tcp', 'refused'),
        api: silent('/api/', 'tcp', 'refused'),
        ssh: timeout,
        witnesses: witnesses([late, dead]),
      },
      'down',
    ],
  ])('%s', (_, parts, expected) => {
    expect(verdict(parts)).toContain(expected);
  });

  test('over a satellite every witness is late, and is usual', () => {
    const usual = Array.from({ length: 12 }, () => 2_400);
    expect(verdict({ ...off, witnesses: witnesses([late, late]) }, usual)).toContain('down server-unreachable');
    expect(verdict({ ...off, witnesses: witnesses([late, late]) })).toBe(unknown);
  });
});
