import { readFileSync } from 'node:fs';
import { parseRoundAnswer } from '../../src/core/remote-answer';
import { portalProfile } from '../../src/core/portal-profile';
import type { RemoteFacts } from '../../src/core/remote-facts';

const folder = new URL('../fixtures/remote/', import.meta.url);
/** Sections that the script gained after the recordings were made. */
export const newerSections: readonly string[] = ['boots', 'code', 'kernel', 'watchdog_acts'];
export const recordedNonce = 'rec0rded7n0nce42';

interface Exchange {
  readonly sentAt: number;
  readonly receivedAt: number;
}

const times = JSON.parse(readFileSync(new URL('times.json', folder), 'utf8')) as Readonly<Record<string, Exchange>>;
export const recordings: readonly string[] = Object.keys(times);

/** The raw output of one recording, with the context that parses it. */
export function recording(name: string) {
  const exchange = times[name];
  if (exchange === undefined) throw new Error(`no recording ${name}`);
  const stdout = readFileSync(new URL(`${name}.txt`, folder), 'utf8');
  return { stdout, context: { nonce: recordedNonce, server: portalProfile, ...exchange } };
}

export function recordedFacts(name: string): RemoteFacts {
  const { stdout, context } = recording(name);
  const result = parseRoundAnswer(stdout, context);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}
