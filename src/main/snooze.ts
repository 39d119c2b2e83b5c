import { isBeforeDawn } from '../shared/dawn';

/**
 * When a silence that begins now ends: nothing silent is open-ended. "Tomorrow" is 8:00 of the laptop's time zone; for
 * whoever is still up it is the morning that comes.
 */
export function endOfSnooze(choice: '1h' | '4h' | 'tomorrow', now: number): number {
  if (choice === '1h') return now + 3_600_000;
  if (choice === '4h') return now + 4 * 3_600_000;
  const end = new Date(now);
  if (!isBeforeDawn(now)) end.setDate(end.getDate() + 1);
  end.setHours(8, 0, 0, 0);
  return end.getTime();
}
