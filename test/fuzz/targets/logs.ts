/** The lines of the logs: read, explained, folded, masked, held in the window, and shown as what they are. */
import { explainException, explainLine } from '../../../src/core/logs/explain';
import { countFingerprints, emptyFold, foldTracebacks } from '../../../src/core/logs/fold';
import { maskSecrets } from '../../../src/core/logs/mask';
import { readAccessLine } from '../../../src/core/logs/access-line';
import { parseLogLine } from '../../../src/core/logs/parse-line';
import { logSources } from '../../../src/core/logs/types';
import { toPlainNotice } from '../../../src/main/notifier/plain-text';
import { splitColours, withColours } from '../../../src/renderer/logs/engine/colours';
import { capLine } from '../../../src/renderer/logs/log-text';
import { evidenceInWords } from '../../../src/shared/evidence-words';
import { serverText } from '../../../src/shared/server-text';
import { fixture, fixtures } from '../fixture';
import { samples, withLines, type FuzzTarget } from '../target';

const bogota = { utcOffsetMinutes: -300 };
/** The window and the main process never hold a longer line. */
const longestLine = 16_384;
const words = [
  'Traceback (most recent call last):\n',
  '[ERROR] ',
  '[CRITICAL] WORKER TIMEOUT (pid:',
  'psycopg2.OperationalError: ',
  ' password=',
  'Authorization: Bearer ',
  'postgres://u:p@h/',
  '-----BEGIN PRIVATE KEY-----',
  '"GET / HTTP/1.1" 200 ',
  '2026/11/24 05:15:01 [error] 1#1: *1 ',
  '\x1b[0;31m',
];
const files = logSources.map((source) => fixture(`logs/${source}.txt`));

function readLines(input: Buffer): unknown {
  const texts = input.toString('utf8').split('\n');
  return logSources.map((source) => {
    const lines = texts.map((raw) => {
      const { kept } = capLine(raw);
      const line = splitColours(kept);
      if (withColours(line) !== kept && !kept.includes('\x1b')) throw new Error('a line without colours has changed');
      const parsed = parseLogLine(source, line.text, bogota);
      if (parsed.bodyFrom < 0 || parsed.bodyFrom > line.text.length) throw new Error('its message lies outside of it');
      readAccessLine(line.text, bogota);
      explainLine(source, line.text);
      explainException(line.text);
      return { ...parsed, text: line.text };
    });
    const fold = foldTracebacks(emptyFold, lines);
    return [fold.groups.length, countFingerprints(fold.groups).size];
  });
}

export const logTargets: readonly FuzzTarget[] = [
  { name: 'log lines', samples: withLines(...files), words, read: readLines, mostBytes: 64 * 1024 },
  {
    name: 'secrets in log lines',
    samples: withLines(...files, 'connect postgres://ana:s3cret@db/portal password=s3cret token: abc.def.ghi'),
    words,
    mostBytes: longestLine,
    read: (input) => maskSecrets(input.toString('utf8'), { maskAddresses: true }),
  },
  {
    name: 'words of the server in sentences',
    samples: withLines(...fixtures('error-log'), 'unit dashboard-mme: failed (Result: exit-code)', 'disk /: 97 % used'),
    words,
    mostBytes: longestLine,
    read: (input) => {
      const text = input.toString('utf8');
      const notice = toPlainNotice({ title: text, body: text });
      return [serverText(text), evidenceInWords(text, 'es'), evidenceInWords(text, 'en'), notice];
    },
    mostKept: 12 * longestLine,
  },
  {
    name: 'one long line',
    samples: samples('a', '[2026-11-24 05:41:58 -0500] [7] [ERROR] x', '"GET /?a= HTTP/1.1"', 'a: b: c: ', '| | | '),
    words,
    mostBytes: longestLine,
    read: readLines,
  },
];
