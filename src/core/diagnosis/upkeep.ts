import type { Finding } from '../model';
import type { RemoteFacts } from '../remote-facts';
import { findAutostart } from './autostart';
import { finding, type RoundView } from './view';
import { findWatchdog, findWatchdogRestarts } from './watchdog';

/** What is not needed today and missing on the day it is needed. */
export function findUpkeep(view: RoundView): readonly Finding[] {
  const { facts } = view;
  if (facts === null) return [];
  const { watchdog, autostart } = view.server.checks;
  return [
    ...(watchdog ? [...findWatchdog(view, facts), ...findWatchdogRestarts(view, facts)] : []),
    ...(autostart ? findAutostart(view, facts) : []),
    ...findSudo(view, facts),
  ];
}

function findSudo(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  if (facts.sudo !== 'denied') return [];
  const text = `sudo -n -l systemctl restart ${view.server.dashboard.unit}: denied`;
  return [
    finding('sudo-denied', 'attention', 'certain', {
      values: { service: 'dashboard', user: view.server.user ?? '' },
      evidence: [{ text }],
    }),
  ];
}
