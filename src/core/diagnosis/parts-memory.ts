import { assertNever } from '../result';
import type { Observation, PartId } from '../model';
import { isGoodStatus, isWell } from './view';

/** The parts of which systemd does not say exactly when they failed. */
type WatchedPart = Extract<PartId, 'api' | 'dashboard' | 'postgresql'>;
const watchedParts: readonly WatchedPart[] = ['api', 'dashboard', 'postgresql'];

/** Between which rounds a part failed. Null: not seen well yet; not failing. */
export interface PartMemory {
  readonly wellAt: number | null;
  readonly failedAt: number | null;
}
export type PartsMemory = Readonly<Partial<Record<PartId, PartMemory>>>;

export function rememberParts(observation: Observation, earlier: PartsMemory): PartsMemory {
  const { startedAt, endedAt } = observation;
  const entries = watchedParts.map((part): readonly [PartId, PartMemory] => {
    const known = earlier[part] ?? { wellAt: null, failedAt: null };
    const well = isPartWell(observation, part);
    if (well === null) return [part, known];
    return [part, well ? { wellAt: endedAt, failedAt: null } : { ...known, failedAt: known.failedAt ?? startedAt }];
  });
  return Object.fromEntries(entries);
}

/** Null: this round could not see. */
function isPartWell({ portal, api, ssh }: Observation, part: WatchedPart): boolean | null {
  const facts = ssh.kind === 'facts' ? ssh.facts : null;
  switch (part) {
    case 'api':
      if (isWell(api)) return true;
      return facts?.localApi == null ? null : isGoodStatus(facts.localApi.status);
    case 'dashboard':
      if (isWell(portal)) return true;
      return facts?.localDashboard == null ? null : isGoodStatus(facts.localDashboard.status);
    case 'postgresql':
      return facts?.database?.ready == null ? null : facts.database.ready === 'accepting';
    default:
      return assertNever(part);
  }
}
