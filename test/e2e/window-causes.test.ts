/** Every cause in the window: its sentence and its next step are there whole, accessible, in both languages and themes. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { causes, type Cause, type CauseValues, type Finding } from '../../src/core/model';
import type { ServerSnapshot } from '../../src/core/snapshot-types';
import { describeFinding } from '../../src/shared/describe-finding';
import { createTranslator } from '../../src/shared/i18n';
import { es } from '../../src/shared/i18n/es';
import { parseTemplate } from '../../src/shared/i18n/template';
import { fixtureContext, fixtureNow, fixtures } from '../support/renderer/fixtures';
import { describeWindow } from '../support/renderer/describe-window';
import { violationsOf } from '../support/renderer/open-window';

const noData: readonly Cause[] = ['laptop-offline', 'captive-portal'];
/** The others of the contract's table are outages. */
const attention: readonly Cause[] = [
  'certificate-expiring',
  'ssh-unavailable',
  'ssh-auth-failed',
  'host-key-changed',
  'host-key-unknown',
  'sudo-denied',
  'disk-full',
  'disk-filling',
  'memory-low',
  'out-of-memory',
  'workers-missing',
  'watchdog-silent',
  'autostart-missing',
  'code-error',
  'slow',
  'clock-skew',
  'flapping',
];

/** Something of the type of each placeholder. */
const samples: Readonly<Record<string, unknown>> = {
  time: { at: fixtureNow - 150_000, precision: 'seen' },
  text: 'dashboard-mme',
  list: ['/home', '/var/log'],
  parts: ['api', 'nginx'],
  size: 4_200_000_000,
  percent: 96,
  share: 0.961,
  goal: 0.995,
};
const moments = new Set(['moment', 'clock', 'date', 'day', 'age', 'shortDate', 'month']);
const lengths = new Set(['duration', 'latency', 'ms', 'about']);
const partNames = new Set(['the', 'The', 'of', 'to', 'name']);

function sampleOf(type: string): unknown {
  if (moments.has(type)) return fixtureNow - 150_000;
  if (lengths.has(type)) return 95_000;
  return samples[type] ?? (partNames.has(type) ? 'api' : 3);
}

/** All that its texts may ask for, so that the strongest sentence is chosen. */
function valuesOf(cause: Cause): CauseValues {
  const texts = Object.entries(es).filter(([key]) => key.startsWith(`cause.${cause}.`));
  return Object.fromEntries(
    texts
      .flatMap(([, text]) => parseTemplate(text))
      .flatMap((part) => (part.kind === 'placeholder' ? [[part.name, sampleOf(part.type)]] : [])),
  );
}

function snapshotOf(cause: Cause, confidence: Finding['confidence'], revision: number) {
  const base = fixtures['answer-calm']?.snapshot;
  const [server] = base?.servers ?? [];
  if (base === undefined || server?.diagnosis == null) throw new Error('no fixture of a calm server');
  const status = noData.includes(cause) ? 'no-data' : attention.includes(cause) ? 'attention' : 'down';
  const finding: Finding = {
    cause,
    status,
    confidence,
    variant: null,
    values: valuesOf(cause),
    evidence: [{ text: 'GET /api/ 500 in 31 ms', sinceAt: fixtureNow - 150_000 }],
    explainedBy: null,
    restart: { kind: 'does-not-help' },
  };
  const shown: ServerSnapshot = {
    ...server,
    status,
    noData: status === 'no-data' ? { kind: 'blind', sinceAt: fixtureNow - 150_000, cause } : null,
    diagnosis: { ...server.diagnosis, status, primary: finding },
  } as ServerSnapshot;
  return { finding, server: shown, snapshot: { ...base, revision, overall: status, servers: [shown] } };
}

/** Commands stand in boxes of their own: where the spaces are is their matter. */
const plain = (text: string) => text.replaceAll(/[\s`]+/g, '');

describeWindow('causes in the window', ({ open }) => {
  const tell = (page: Page, snapshot: unknown, view: unknown) =>
    page.evaluate(
      (push) => {
        (window as unknown as { tell(push: unknown): void }).tell(push);
      },
      { kind: 'snapshot', snapshot, view },
    );

  test.each([
    { language: 'es', theme: 'light' },
    { language: 'en', theme: 'dark' },
  ] as const)('$language, $theme', { timeout: 120_000 }, async (look) => {
    const { page, complaints } = await open('answer-calm', look);
    const t = createTranslator({
      language: look.language,
      now: () => fixtureNow,
      timeZone: fixtureContext.timeZone,
      address: 'tranquila',
    });
    let revision = 10;
    const wrong: string[] = [];
    for (const cause of causes)
      for (const confidence of ['certain', 'probable', 'unknown'] as const) {
        revision += 1;
        const { finding, server, snapshot } = snapshotOf(cause, confidence, revision);
        const { sentence, next } = describeFinding(finding, server, t);
        await tell(page, snapshot, { ...fixtureContext, ...look });
        await expect.poll(async () => plain(await page.locator('.lead').innerText())).toBe(plain(sentence));
        const text = plain(await page.locator('main').innerText());
        if (!text.includes(plain(next))) wrong.push(`${cause} ${confidence}: ${next}`);
        if (/\{|\}|undefined|NaN|\[object/.test(text)) wrong.push(`${cause} ${confidence}: ${text}`);
        if (confidence !== 'certain') continue;
        for (const violation of await violationsOf(page)) wrong.push(`${cause}: ${JSON.stringify(violation)}`);
        const isWide = await page.evaluate(
          () => document.querySelector('main')?.scrollWidth === document.querySelector('main')?.clientWidth,
        );
        if (!isWide) wrong.push(`${cause}: scrolls sideways`);
      }
    expect(wrong).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
