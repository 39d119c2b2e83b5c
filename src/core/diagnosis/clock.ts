import type { CertificateFacts, Finding } from '../model';
import { finding, type RoundView } from './view';

/** Server clock minus laptop clock, either way. */
const skewed = { enterMs: 120_000, leaveMs: 90_000 };

/** The two clocks differ. Which is wrong is known only as long as nothing speaks against the laptop's. */
export function findClock(view: RoundView): readonly Finding[] {
  const offset = view.facts?.clockOffsetMs ?? 0;
  const limitMs = view.earlier.has('clock-skew') ? skewed.leaveMs : skewed.enterMs;
  if (Math.abs(offset) <= limitMs) return [];
  const side = offset > 0 ? 'ahead' : 'behind';
  const text = `date: server clock ${side} by ${String(Math.round(Math.abs(offset) / 1000))} s`;
  const doubtful = [view.observation.portal, view.observation.api]
    .map((probe) => probe.certificate)
    .find((one) => one !== null && isOnlyByOurClock(one, view));
  const isDoubted = doubtful != null;
  return [
    finding('clock-skew', 'attention', isDoubted ? 'unknown' : 'certain', {
      variant: isDoubted ? null : side,
      values: { offsetMs: Math.abs(offset) },
      evidence: isDoubted
        ? [{ text }, { text: `certificate: ${doubtful.problem?.kind ?? ''} here, valid by the server's clock` }]
        : [{ text }],
    }),
  ];
}

/** The laptop's clock rejects a certificate that is valid by the server's: then the clock is in question, not the portal. */
export function isOnlyByOurClock({ problem, validFromAt, validToAt }: CertificateFacts, view: RoundView): boolean {
  if (problem?.kind !== 'expired' && problem?.kind !== 'not-yet-valid') return false;
  const offset = view.facts?.clockOffsetMs ?? 0;
  const serverAt = view.at + offset;
  return Math.abs(offset) > skewed.enterMs && serverAt >= validFromAt && serverAt <= validToAt;
}
