import type { UnitFacts } from '../remote-facts';
import { parseLogStamp, parseZone } from '../log-stamp';
import type { Section } from './sections';
import { toCount } from './numbers';
import { toLaptopTime, type ServerClock } from './server-clock';

/** Blocks of `systemctl show`, one unit each. A block that was cut off is left out. */
export function readUnits(section: Section | undefined, clock: ServerClock): readonly UnitFacts[] {
  const blocks = (section?.lines.join('\n') ?? '').split(/\n{2,}/).slice(0, 64);
  const units = new Map<string, UnitFacts>();
  for (const block of blocks) {
    const unit = readUnit(block, clock);
    if (unit !== null) units.set(unit.name, unit);
  }
  return [...units.values()];
}

function readUnit(block: string, clock: ServerClock): UnitFacts | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0)
      fields.set(
        line.slice(0, at),
        line
          .slice(at + 1)
          .trim()
          .slice(0, 300),
      );
  }
  const id = fields.get('Id');
  const load = fields.get('LoadState');
  const active = fields.get('ActiveState');
  const sub = fields.get('SubState');
  if (!id || load === undefined || active === undefined || sub === undefined) return null;
  return {
    name: id.replace(/\.service$/, ''),
    load,
    active,
    sub,
    result: fields.get('Result') ?? '',
    restarts: toCount(fields.get('NRestarts')),
    exitStatus: toCount(fields.get('ExecMainStatus'), 255),
    enabled: fields.get('UnitFileState') ?? '',
    changedAt: readMoment(fields.get('StateChangeTimestamp') ?? '', clock),
  };
}

/** `@1795514885`, or from older systemd "Tue 2026-11-24 05:08:02 -05"; empty, 0 and n/a: never changed since boot. */
function readMoment(text: string, clock: ServerClock): number | null {
  if (text.startsWith('@')) return toLaptopTime(toCount(text.slice(1)), clock);
  const zone = parseZone(text.split(' ').at(-1)) ?? clock.zoneMinutes;
  const at = parseLogStamp(text.replace(/ [^ ]*$/, ''), zone);
  return at === null ? null : at - clock.offsetMs;
}

/** The units that run a database cluster: Debian names them postgresql@15-main, the PGDG packages postgresql-15. */
export function isCluster(unit: UnitFacts): boolean {
  return /^postgresql(?:@|-\d)/.test(unit.name) && unit.load !== 'not-found';
}
