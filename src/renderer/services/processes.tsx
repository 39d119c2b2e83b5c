import type { ServiceSnapshot, WorkerSnapshot } from '../../core/snapshot-types';
import type { Words } from '../words';

interface ProcessesProps {
  readonly t: Words;
  readonly service: ServiceSnapshot;
  /** False: the places stand, and nothing is said of them. */
  readonly isCurrent: boolean;
}

/** The API's processes with their ages: one that is young took the place of another. A place for each that should be. */
export function Processes({ t, service, isCurrent }: ProcessesProps) {
  const isSeen = isCurrent && service.facts !== null;
  const seen = isSeen ? service.workers : [];
  const [master, ...moreMasters] = seen.filter(({ role }) => role === 'master');
  const workers = seen.filter(({ role }) => role !== 'master');
  const count = Math.max(service.workersWanted, workers.length);
  const absent = isSeen ? t.ui('services.process.none') : '…';
  return (
    <ul class="workers" aria-label={t.ui('services.processes')}>
      {[master, ...moreMasters].map((one) => (
        <li key={one?.pid ?? 'master'} class="master">
          {t.ui('services.process.master')} <span class="faint">{one === undefined ? absent : ageOf(one, t)}</span>
        </li>
      ))}
      {Array.from({ length: count }, (_, index) => {
        const worker = workers[index];
        const role = worker === undefined || worker.role === 'master' ? 'missing' : worker.role;
        return (
          <li key={index} class={isSeen ? role : 'unseen'}>
            {t.ui(`services.process.${role}`, { n: index + 1 })}
            <span class="faint">{worker === undefined ? absent : ageOf(worker, t)}</span>
          </li>
        );
      })}
    </ul>
  );
}

const units = [86_400_000, 3_600_000, 60_000] as const;

/** "12 días", not "12 días y 23 h": which one is young is what counts, and it fits on its line. */
function inOneUnit(ms: number): number {
  const unit = units.find((one) => ms >= one) ?? 1000;
  return Math.floor(ms / unit) * unit;
}

function ageOf({ pid, ageSeconds }: WorkerSnapshot, t: Words): string {
  return ageSeconds === null
    ? t.ui('services.process.ageless', { pid })
    : t.ui('services.process.age', { age: inOneUnit(ageSeconds * 1000), pid });
}
