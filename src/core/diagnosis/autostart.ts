/** Whether everything would start with the machine: the API by its crontab line, the others as units. */
import type { Finding, PartId } from '../model';
import { findUnit, type RemoteFacts, type UnitFacts } from '../remote-facts';
import type { ServerSettings } from '../settings';
import { finding, type RoundView } from './view';
import { describeAccess, findBrokenScript } from './watchdog';

const enabledStates = /^(enabled|enabled-runtime|static|alias|indirect|generated|linked|transient)?$/;

export interface AutostartPart {
  readonly part: PartId;
  /** Null: not known. */
  readonly starts: boolean | null;
}

export function autostartParts(facts: RemoteFacts, server: ServerSettings): readonly AutostartPart[] {
  const units = bootUnits(server).map(([part, name]): AutostartPart => {
    const unit = findUnit(facts, name);
    const isKnown = unit !== null && (unit.load === 'loaded' || unit.active === 'active');
    return { part, starts: isKnown ? troubleOf(unit) === null : null };
  });
  return [{ part: 'api', starts: startsApi(facts) }, ...units];
}

function startsApi(facts: RemoteFacts): boolean | null {
  if (facts.crontab === null) return null;
  const line = facts.crontab.rebootLine;
  return line !== null && findBrokenScript(line, facts) === null;
}

function bootUnits(server: ServerSettings): readonly (readonly [PartId, string])[] {
  return [
    ['dashboard', server.dashboard.unit],
    ['nginx', 'nginx'],
    ['postgresql', 'postgresql'],
    ['cron', 'cron'],
  ];
}

/** `gone`: it runs on without its file, until the machine starts anew. */
function troubleOf(unit: UnitFacts): 'gone' | 'masked' | 'disabled' | null {
  if (unit.load !== 'loaded') {
    if (unit.active !== 'active') return null;
    return unit.load === 'not-found' ? 'gone' : unit.load === 'masked' ? 'masked' : null;
  }
  return enabledStates.test(unit.enabled) ? null : 'disabled';
}

/** The first that is missing. */
export function findAutostart(view: RoundView, facts: RemoteFacts): readonly Finding[] {
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
  for (const [part, name] of bootUnits(view.server)) {
    const unit = findUnit(facts, name);
    const trouble = unit === null ? null : troubleOf(unit);
    if (unit !== null && trouble !== null) return [unitFinding(part, name, unit, trouble)];
  }
  return [];
}

function unitFinding(
  part: PartId,
  name: string,
  { enabled }: UnitFacts,
  trouble: 'gone' | 'masked' | 'disabled',
): Finding {
  switch (trouble) {
    case 'gone':
      return finding('autostart-missing', 'attention', 'certain', {
        variant: 'gone',
        values: { service: part, unit: name },
        evidence: [{ text: `systemctl: ${name} not-found, active` }],
      });
    case 'masked': {
      const fix = `sudo systemctl unmask ${name} && sudo systemctl enable ${name}`;
      return autostart(part, 'unit', fix, `systemctl: ${name} masked, active`);
    }
    case 'disabled':
      return autostart(part, 'unit', `sudo systemctl enable ${name}`, `systemctl: ${name} ${enabled}`);
  }
}

function autostart(service: PartId, variant: string | null, fix: string, text: string): Finding {
  return finding('autostart-missing', 'attention', 'certain', {
    variant,
    values: { service, fix },
    evidence: [{ text }],
  });
}
