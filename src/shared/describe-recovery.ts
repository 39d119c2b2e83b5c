import type { Translator } from './i18n';

export type RepairedBy = 'watchdog' | 'administrator' | 'itself' | 'boot' | 'somebody' | 'unknown';

/** How an incident ended. `restartMs`: how long her own restart took; null when it was not hers. */
export interface RecoveryValues {
  readonly tookMs: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly repairedBy: RepairedBy;
  readonly restartMs: number | null;
  /** False: it was already so when first seen, so it lasted longer. */
  readonly startSeen: boolean;
  /** False: nobody looked for long before it was well again, so it may have ended earlier. True unless said. */
  readonly endSeen?: boolean;
  /** It was no outage: something needed her. */
  readonly attention: boolean;
  /** There was an outage in between all the same. */
  readonly portalStopped?: boolean;
  /** There was no data in between: nobody knows how the portal was. */
  readonly blind?: boolean;
}

/** Body of the notice that it is over, in two lines; its title is `Described.recoveryTitle`. */
export function describeRecovery(values: RecoveryValues, t: Translator): string {
  const { tookMs: took, fromAt: from, toAt: to, restartMs } = values;
  if (values.blind === true) return t.text('recovered.blind', { took, from, to });
  if (values.attention)
    return t.text(values.portalStopped === true ? 'recovered.attention.only' : 'recovered.attention', { took });
  if (values.endSeen === false && !values.startSeen) return t.text('recovered.unseen', { from });
  if (values.endSeen === false) return t.text('recovered.endUnseen', { took, from });
  if (!values.startSeen) return t.text('recovered.startUnseen', { took, until: to });
  if (values.repairedBy !== 'administrator')
    return t.text(`recovered.${values.repairedBy}` as const, { took, from, to });
  if (restartMs === null) return t.text('recovered.somebody', { took, from, to });
  return t.text('recovered.you', { took, from, to, restart: restartMs });
}
