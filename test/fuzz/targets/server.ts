/** What the server's answers are read by: rounds, records, restarts. */
import { parseBackfillAnswer } from '../../../src/core/backfill/answer';
import { newCursor, readCursor, writeCursor } from '../../../src/core/backfill/cursor';
import { toRecords, type KnownHistory } from '../../../src/core/backfill/result';
import { parseCrontab, parseMinutes, scriptsOf } from '../../../src/core/crontab';
import { readErrorLog } from '../../../src/core/error-log';
import { findMemoryKills } from '../../../src/core/kernel-words';
import { initialState } from '../../../src/core/monitor-state';
import { update } from '../../../src/core/monitor';
import { portalProfile } from '../../../src/core/portal-profile';
import { parseRoundAnswer } from '../../../src/core/remote-answer';
import { toSnapshot } from '../../../src/core/snapshot';
import { parseLogMark, parseRestartOutput } from '../../../src/core/services';
import { describeFinding, describeReasons, describeTooltip, quoteEvidence } from '../../../src/shared/describe';
import { createTranslator } from '../../../src/shared/i18n';
import { createMarkedLines } from '../../../src/main/logs/marked-lines';
import { observation, server, settings } from '../../support/builders';
import { fixture, fixtures } from '../fixture';
import { samples, withLines, type FuzzTarget } from '../target';

const translators = (['es', 'en'] as const).map((language) =>
  createTranslator({ language, now: () => Date.now(), timeZone: 'America/Bogota', address: 'neutral' }),
);
const recordedNonce = 'rec0rded7n0nce42';
const times = JSON.parse(fixture('remote/times.json')) as Readonly<
  Record<string, { readonly sentAt: number; readonly receivedAt: number }>
>;
const { sentAt = 0, receivedAt = 0 } = times['healthy'] ?? {};
const roundWords = ['\nrec0rded7n0nce42 begin ', '\nrec0rded7n0nce42 end ', ' 0\n', 'processes', 'units', 'disks'];

/** The whole way of an answer: facts, verdict, state over two rounds, and every sentence of it in both languages. */
function readRound(input: Buffer): unknown {
  const answer = parseRoundAnswer(input.toString('utf8'), {
    nonce: recordedNonce,
    server: portalProfile,
    sentAt,
    receivedAt,
  });
  if (!answer.ok) return answer.error;
  let state = initialState(settings(), {}, { demo: false, timeZone: 'America/Bogota' });
  for (const at of [sentAt, sentAt + 60_000])
    [state] = update(state, { kind: 'observed', observation: observation({ facts: answer.value }, at) });
  const snapshot = toSnapshot(state, sentAt + 120_000);
  for (const t of translators) {
    describeTooltip(snapshot, t);
    for (const one of snapshot.servers) {
      describeReasons(one, t);
      const { primary = null, findings = [] } = one.diagnosis ?? {};
      for (const finding of [...(primary === null ? [] : [primary]), ...findings]) {
        describeFinding(finding, server, t);
        for (const evidence of finding.evidence) quoteEvidence(evidence, t);
      }
    }
  }
  return snapshot;
}

/** When the recordings were made. */
const askedAt = 1_795_967_822_162;
const nobodyLooked: KnownHistory = {
  unseen: (range) => [range],
  looks: () => [],
  incidents: () => [],
  notes: () => [],
};

function readRecords(input: Buffer): unknown {
  const answer = parseBackfillAnswer(input.toString('utf8'), {
    nonce: recordedNonce,
    cursor: newCursor,
    host: 'portalenergetico.minenergia.gov.co',
    sentAt: askedAt,
    receivedAt: askedAt + 800,
    sinceSeconds: askedAt / 1000 - 40 * 86_400,
  });
  if (!answer.ok) return answer.error;
  const { cursor, logs } = answer.value;
  const read = readCursor(writeCursor(cursor));
  if (read === null) throw new Error('what was written cannot be read');
  const facts = { dashboardUnit: 'dashboard-mme', watchdogIntervalMs: 300_000, isSettled: true, hasMore: false };
  return [logs, toRecords(newCursor, cursor, facts, nobodyLooked)];
}

const restart = `${recordedNonce} stop begin
Deteniendo API...
${recordedNonce} stop end 0
${recordedNonce} start begin
Iniciando API con 4 workers
${recordedNonce} start end 0
${recordedNonce} done
`;
const crontab = fixture('remote/crontab-lines-commented.txt');
const cronLines = `# m h dom mon dow command
*/5 * * * * /home/admonctrlxm/server/api/monitor_api.sh >> /home/admonctrlxm/server/logs/api-monitor.log 2>&1
@reboot /home/admonctrlxm/server/api/start_api_daemon.sh
0,15,30-45/5 3 * * 1-5 PATH=/usr/bin:/bin nice -n 5 sh -c 'cd /srv && ./nightly.sh'
`;

function readMarkedLines(input: Buffer): unknown {
  const seen: unknown[] = [];
  const lines = createMarkedLines(recordedNonce, {
    onLine: (line) => seen.push(line),
    onMark: (mark) => seen.push(mark),
  });
  for (let at = 0; at < input.length; at += 1000) lines.push(input.subarray(at, at + 1000));
  lines.end();
  return seen;
}

export const serverTargets: readonly FuzzTarget[] = [
  {
    name: 'round answer',
    samples: samples(...fixtures('remote')),
    words: roundWords,
    read: readRound,
    mostKept: 400_000,
  },
  {
    name: 'records answer',
    samples: samples(...fixtures('backfill')),
    words: roundWords,
    read: readRecords,
  },
  {
    name: 'records kept',
    samples: samples(writeCursor(newCursor)),
    read: (input) => readCursor(input.toString('utf8')),
  },
  {
    name: 'restart output',
    samples: samples(restart),
    words: [recordedNonce, 'stop end 999', 'start missing', ' done\n'],
    read: (input) => parseRestartOutput(input.toString('utf8'), recordedNonce),
    mostKept: 40_000,
  },
  {
    name: 'log stream',
    samples: samples(`${recordedNonce} clock 1795000000 5 -0500\nuna línea\n${recordedNonce} read 1 0 0 - 5\notra\n`),
    words: [`${recordedNonce} `, `${recordedNonce} at `, `${recordedNonce} end\n`],
    read: readMarkedLines,
    // A long line is cut and its rest dropped; many short marks are a few words each.
    mostKept: 192 * 1024 * 8,
  },
  {
    name: 'log mark',
    samples: samples('clock 1795000000 5 -0500', 'read 1 0 0 1795000000 12', 'at 1795000000 1 2 3', 'more abc', 'end'),
    read: (input) => parseLogMark(input.toString('utf8')),
  },
  {
    name: 'crontab',
    samples: withLines(cronLines, crontab.slice(0, 4000)),
    words: ['*/', '@reboot ', '1-59/', ',,', '#', '~', 'monitor_api.sh'],
    read: (input) => {
      const text = input.toString('utf8');
      return [
        parseCrontab(text, 0, portalProfile),
        parseMinutes(text.slice(0, 200)),
        // One line is asked: the watchdog's.
        scriptsOf(text.split('\n')[0] ?? ''),
      ];
    },
  },
  {
    name: 'error log and tracebacks',
    samples: samples(...fixtures('error-log'), fixture('logs/api-error.txt')),
    words: ['Traceback (most recent call last):\n', '  File "', '[ERROR] ', '  | ', '  +-', 'During handling'],
    read: (input) =>
      readErrorLog(
        { readable: true, modifiedAt: askedAt, tail: input.toString('utf8').split('\n') },
        { offsetMs: 0, zoneMinutes: -300, at: askedAt },
      ),
  },
  {
    name: 'kernel lines',
    samples: withLines(fixture('kernel/memory-and-disk.txt')),
    words: ['Out of memory: Killed process ', 'oom_memcg=', 'oom-kill:', 'I/O error, dev '],
    read: (input) => {
      const lines = input.toString('utf8').split('\n');
      return findMemoryKills(lines.map((text, at) => ({ at, text })));
    },
  },
];
