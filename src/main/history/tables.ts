/** The tables as lines of an export, and as what can be carried out of a damaged file. */

/** `server`, `item`: a number that is a word elsewhere. `?`: may be empty. */
export type ColumnKind = 'server' | 'item' | 'number' | 'number?' | 'text' | 'text?' | 'bytes';

export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** What no two rows share; read in this order. */
  readonly key: readonly string[];
}

const range = { from_at: 'number', to_at: 'number' } as const;

/** All but rounds and the tables of words. */
export const tables: readonly Table[] = [
  {
    name: 'events',
    columns: { server: 'server', at: 'number', kind: 'text', content: 'text' },
    key: ['at', 'server', 'kind', 'content'],
  },
  {
    name: 'incidents',
    columns: { server: 'server', id: 'text', from_at: 'number', to_at: 'number?', content: 'text' },
    key: ['server', 'id'],
  },
  {
    name: 'incident_notes',
    columns: { server: 'server', incident: 'text', at: 'number', by: 'text', text: 'text' },
    key: ['server', 'incident', 'at', 'by', 'text'],
  },
  {
    name: 'notes',
    columns: {
      server: 'server',
      at: 'number',
      note: 'text',
      source: 'text',
      at_least_ms: 'number?',
      at_most_ms: 'number?',
    },
    key: ['server', 'at', 'note'],
  },
  {
    name: 'maintenances',
    columns: { server: 'server', from_at: 'number', to_at: 'number?', planned_until_at: 'number?' },
    key: ['server', 'from_at'],
  },
  {
    name: 'gaps',
    columns: { server: 'server', ...range, reason: 'text' },
    key: ['server', 'from_at', 'to_at', 'reason'],
  },
  {
    name: 'spans',
    columns: {
      server: 'server',
      ...range,
      state: 'text',
      source: 'text',
      at_most: 'number',
      cause: 'text?',
      own: 'number?',
    },
    key: ['server', 'from_at', 'to_at', 'source', 'state'],
  },
  {
    name: 'corrections',
    columns: { server: 'server', id: 'text', ...range, kind: 'text', reason: 'text', by: 'text', made_at: 'number' },
    key: ['server', 'id'],
  },
  { name: 'cursors', columns: { server: 'server', key: 'text', value: 'text' }, key: ['server', 'key'] },
  {
    name: 'segments',
    columns: {
      server: 'server',
      ...range,
      kind: 'text',
      cause: 'text?',
      reason: 'text?',
      source: 'text?',
      unsure: 'number',
    },
    key: ['server', 'from_at'],
  },
  {
    name: 'days',
    columns: {
      server: 'server',
      item: 'item',
      day: 'number',
      n: 'number',
      bad: 'number',
      sum: 'number',
      min: 'number?',
      max: 'number?',
      hours: 'bytes',
    },
    key: ['server', 'item', 'day'],
  },
  { name: 'intervals', columns: { from_at: 'number', interval_ms: 'number' }, key: ['from_at'] },
];

/** As they are, numbers and all. */
export const wordTables: readonly Table[] = [
  {
    name: 'servers',
    columns: { id: 'number', name: 'text', frozen_at: 'number?', rolled_at: 'number?' },
    key: ['id'],
  },
  { name: 'names', columns: { id: 'number', text: 'text' }, key: ['id'] },
  { name: 'items', columns: { id: 'number', name: 'text', unit: 'text?' }, key: ['id'] },
];

export const roundTable: Table = {
  name: 'rounds',
  columns: {
    server: 'number',
    started_at: 'number',
    took_ms: 'number',
    verdict: 'number',
    cause: 'number?',
    measurements: 'bytes',
  },
  key: ['server', 'started_at'],
};

export const factTable: Table = { name: 'facts', columns: { key: 'text', value: 'number' }, key: ['key'] };

/** `OR IGNORE`: what is there already stays. */
export function insertSql({ name, columns }: Table): string {
  const names = Object.keys(columns);
  return `INSERT OR IGNORE INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
}
