import type { LogSource, LogZone, ParsedLine } from './types';
import { parseLogStamp } from '../log-stamp';

/** What one line says of itself. `text`: without colours. Never throws; a line of any length costs little. */
export function parseLogLine(_source: LogSource, text: string, zone: LogZone): ParsedLine {
  return { at: parseLogStamp(text, zone.utcOffsetMinutes), level: 'none', bodyFrom: 0, continues: false };
}
