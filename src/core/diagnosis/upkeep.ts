import type { Finding, PartId } from '../model';
import { findUnit, type RemoteFacts } from '../remote-facts';
import { finding, type RoundView } from './view';
import { describeAccess, findBrokenScript, findWatchdog, findWatchdogRestarts } from './watchdog';

const enabledStates = /^(enabled|enabled-runtime|static|alias|indirect|generated|linked|transient)?$/;

/** What is not needed today and missing on the day it is needed. */
export function findUpkeep(view: RoundView): readonly Finding[] {
  const { facts } = view;
  if (facts === null) return [];
  return [
    ...findWatchdog(view, facts),
    ...findWatchdogRestarts(view, facts),
    ...findAutostart(view, facts),
    ...findSudo(view, facts),
  ];
}

function findAutostart(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  if (facts.crontab !== null && facts.crontab.rebootLine === null) {
    const fix = `@reboot sleep 30 && ${view.server.api.startScript}`;
    return [autostart('api', null, fix, 'crontab -l: no @reboot line for the API')];
  }
  const broken = facts.crontab?.rebootLine == null ? null : findBrokenScript(facts.crontab.rebootLine, facts);
  if (broken !== null) {
    return [
      finding('autostart-missing', 'attention', 'certain', {
        variant: 'script',
        values: { service: 'api', path: broken.path },
        evidence: [{ text: `crontab -l: @reboot ${describeAccess(broken)}` }],
      }),
    ];
  }
  const units: readonly (readonly [PartId, string])[] = [
    ['dashboard', view.server.dashboard.unit],
    ['nginx', 'nginx'],
    ['postgresql', 'postgresql'],
    ['cron', 'cron'],
  ];
  for (const [part, name] of units) {
    const unit = findUnit(facts, name);
    if (unit === null) continue;
    const isActive = unit.active === 'active';
    // It runs on without its file, until the machine starts anew.
    if (unit.load === 'not-found' && isActive) {
      return [
        finding('autostart-missing', 'attention', 'certain', {
          variant: 'gone',
          values: { service: part, unit: name },
          evidence: [{ text: `systemctl: ${name} not-found, active` }],
        }),
      ];
    }
    if (unit.load === 'masked' && isActive) {
      const fix = `sudo systemctl unmask ${name} && sudo systemctl enable ${name}`;
      return [autostart(part, 'unit', fix, `systemctl: ${name} masked, active`)];
    }
    if (unit.load !== 'loaded' || enabledStates.test(unit.enabled)) continue;
    return [autostart(part, 'unit', `sudo systemctl enable ${name}`, `systemctl: ${name} ${unit.enabled}`)];
  }
  return [];
}

function autostart(service: PartId, variant: string | null, fix: string, text: string): Finding {
  return finding('autostart-missing', 'attention', 'certain', {
    variant,
    values: { service, fix },
    evidence: [{ text }],
  });
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
