import type { Finding } from '../model';
import { finding, type RoundView } from './view';

/** The guide promises about two minutes; the crontab waits 30 s before it starts the API. */
const bootMs = 3 * 60_000;
const usualMs = 2 * 60_000;

/** A short while after a boot, what is missing is still on its way: one cause, and the advice to wait. */
export function findBooting(view: RoundView, others: readonly Finding[]): readonly Finding[] {
  const bootAt = view.facts?.bootAt ?? null;
  if (bootAt === null || view.at - bootAt > bootMs || view.at < bootAt) return [];
  if (!others.some((one) => one.status === 'down' && !one.cause.startsWith('certificate'))) return [];
  return [
    finding('server-booting', 'down', 'certain', {
      values: { boot: bootAt, usualMs, by: bootAt + bootMs },
      evidence: [{ text: 'uptime: booted', sinceAt: bootAt }],
    }),
  ];
}
