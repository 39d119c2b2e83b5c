import type { Finding, PartId } from '../model';
import { findUnit, type RemoteFacts, type UnitFacts } from '../remote-facts';
import { unitEvidence } from './database';
import { finding, type RoundView } from './view';

const minuteMs = 60_000;
const clockLimitMs = 2 * minuteMs;
const enabledStates = /^(enabled|enabled-runtime|static|alias|indirect|generated|linked|transient)?$/;

/** What is not needed today and missing on the day it is needed. */
export function findUpkeep(view: RoundView): readonly Finding[] {
  const { facts } = view;
  if (facts === null) return [];
  return [...findWatchdog(view, facts), ...findAutostart(view, facts), ...findSudo(view, facts), ...findClock(facts)];
}

function findWatchdog(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  const cron = cronUnit(facts);
  if (cron !== null && cron.active !== 'active') {
    const since = cron.changedAt === null ? {} : ({ since: { at: cron.changedAt, precision: 'seen' } } as const);
    return [watchdogFinding('certain', 'cron', since, unitEvidence(cron).text)];
  }
  if (facts.crontab !== null && facts.crontab.watchdogLine === null) {
    return [watchdogFinding('certain', 'line', {}, 'crontab -l: no line for the watchdog')];
  }
  return findSilentLog(view, facts);
}

/** Silent for more than two cycles, counted from boot when that is later. */
function findSilentLog(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  const log = facts.watchdog;
  if (log === null || facts.crontab === null) return [];
  if (!log.readable) return [watchdogFinding('unknown', null, {}, `${view.server.watchdogLog}: cannot be read`)];
  const lastAt = Math.max(log.lastLineAt ?? 0, log.fileModifiedAt ?? 0);
  if (lastAt === 0) return [];
  const limitMs = 2 * cycleMs(facts.crontab.watchdogMinutes) + minuteMs;
  const quietSince = Math.max(lastAt, facts.bootAt ?? 0);
  if (view.at - quietSince <= limitMs) return [];
  return [watchdogFinding('certain', null, { since: { at: lastAt, precision: 'seen' } }, 'api-monitor.log: last line')];
}

/** The longest pause between two runs within an hour. */
function cycleMs(minutes: readonly number[] | null): number {
  if (minutes === null || minutes.length === 0) return 5 * minuteMs;
  const sorted = [...minutes].sort((a, b) => a - b);
  const gaps = sorted.map((minute, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 60) - minute);
  return Math.max(...gaps) * minuteMs;
}

function watchdogFinding(
  confidence: Finding['confidence'],
  variant: string | null,
  values: Finding['values'],
  text: string,
): Finding {
  const since = values.since;
  return finding('watchdog-silent', 'attention', confidence, {
    variant,
    values,
    evidence: [since === undefined ? { text } : { text, sinceAt: since.at }],
  });
}

export function cronUnit(facts: RemoteFacts): UnitFacts | null {
  return (
    Object.values(facts.units).find((unit) => /^crond?(\.service)?$/.test(unit.name) && unit.load !== 'not-found') ??
    null
  );
}

function findAutostart(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  if (facts.crontab !== null && facts.crontab.rebootLine === null) {
    const fix = `@reboot sleep 30 && ${view.server.api.startScript}`;
    return [autostart('api', null, fix, 'crontab -l: no @reboot line for the API')];
  }
  const units: readonly (readonly [PartId, string])[] = [
    ['dashboard', view.server.dashboard.unit],
    ['nginx', 'nginx'],
    ['postgresql', 'postgresql'],
    ['cron', 'cron'],
  ];
  for (const [part, name] of units) {
    const unit = findUnit(facts, name);
    if (unit?.load !== 'loaded' || enabledStates.test(unit.enabled)) continue;
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

function findClock(facts: RemoteFacts): readonly Finding[] {
  const offset = facts.clockOffsetMs;
  if (Math.abs(offset) <= clockLimitMs) return [];
  return [
    finding('clock-skew', 'attention', 'certain', {
      variant: offset > 0 ? 'ahead' : 'behind',
      values: { offsetMs: Math.abs(offset) },
      evidence: [
        {
          text: `date: server clock ${offset > 0 ? 'ahead' : 'behind'} by ${String(Math.round(Math.abs(offset) / 1000))} s`,
        },
      ],
    }),
  ];
}
