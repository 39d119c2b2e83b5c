/**
 * What `assets/server/vigia-gate` lets through: every script that Vigía sends to a server of these settings, with the
 * values that differ each time written as `*`. As text, so that an administrator can read what is approved.
 */
import { newCursor } from './backfill/cursor';
import { buildBackfillScript } from './backfill/script';
import { logSources } from './logs/types';
import { buildRoundScript } from './remote-script';
import { buildLogRead, buildLogSearch, restartCommand } from './services';
import type { ServerSettings } from './settings';

export interface ApprovedScript {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly text: string;
}

/** As in the gate, which says what each of them may hold. */
const freeNames = [
  'NONCE',
  'SPAN',
  'LINES',
  'FROM',
  'TO',
  'AFTER',
  'FOLLOW',
  'PATTERN',
  'FLAGS',
  'BEFORE',
  'CURSOR',
  'HITS',
  'RESET',
  'WATCHDOG_AT',
  'ACCESS_AT',
  'PROXY_AT',
  'ERRORS_AT',
  'JOURNAL_FROM',
];
const freeLine = new RegExp(`^(${freeNames.join('|')})='.*'$`, 'gm');

const nonce = 'approved0';
const pattern = { pattern: '', isFixed: true, ignoreCase: false };

/** All of them, by name. */
export function approvedScripts(server: ServerSettings): readonly ApprovedScript[] {
  const scripts: Readonly<Record<string, { readonly stdin: string }>> = {
    round: buildRoundScript(server, { nonce, askSudo: false }),
    'round-with-sudo-list': buildRoundScript(server, { nonce, askSudo: true }),
    records: buildBackfillScript(server, { nonce, cursor: newCursor, sinceSeconds: 0 }),
    'restart-api': restartCommand('api', server, nonce),
    'restart-dashboard': restartCommand('dashboard', server, nonce),
    ...Object.fromEntries(
      logSources.flatMap((source) => [
        [`log-${source}`, buildLogRead(server, { source, span: { kind: 'last', lines: 1 }, follow: false, nonce })],
        [
          `search-${source}`,
          buildLogSearch(server, { source, pattern, beforeAt: null, afterAt: null, from: null, maxHits: 1, nonce }),
        ],
      ]),
    ),
  };
  return Object.entries(scripts).map(([name, { stdin }]) => ({ name, text: stdin.replace(freeLine, '$1=*') }));
}
