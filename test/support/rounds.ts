/** Rounds with a name, for scenarios: what one of them sees when this is what happened. */
import {
  gunicorn,
  local,
  noAnswer,
  probe,
  silent,
  unit,
  witnessDead,
  witnesses,
  witnessOk,
  type RoundParts,
} from './builders';

export const well: RoundParts = {};

export const apiDown: RoundParts = {
  api: probe('/api/', { status: 502, body: 'not-read' }),
  facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) },
};

export const databaseDown: RoundParts = {
  api: probe('/api/', { status: 500, body: 'not-read' }),
  facts: {
    localApi: local(500),
    database: {
      ready: 'no-answer',
      clusters: [unit('postgresql@15-main.service', { active: 'inactive', sub: 'dead' })],
      listening: false,
    },
  },
};

const unreachable: RoundParts = {
  portal: silent('/', 'tcp', 'timeout'),
  api: silent('/api/', 'tcp', 'timeout'),
  ssh: { kind: 'timeout', host: 'h', port: 22, limitMs: 12_000 },
};
export const offline: RoundParts = { ...unreachable, witnesses: witnesses([witnessDead, witnessDead]) };
export const serverOff: RoundParts = { ...unreachable, witnesses: witnesses([witnessOk, witnessOk]) };

export const diskFilling: RoundParts = {
  facts: {
    disks: [
      {
        mount: '/',
        device: 'd',
        sizeBytes: 200e9,
        usedBytes: 182e9,
        availableBytes: 18e9,
        usedPercent: 91,
        inodesUsedPercent: 1,
        readOnly: false,
      },
    ],
  },
};

export const noSsh: RoundParts = { ssh: { kind: 'refused', host: 'h', port: 22 } };
