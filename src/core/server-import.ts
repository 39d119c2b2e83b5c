/** Servers as a file that one administrator gives another: what is theirs alone is not in it. Pure. */
import * as v from 'valibot';
import { freeId } from './portal-profile';
import { serverSchema, type ServerSettings, type Settings } from './settings';

const mostServers = 100;
const fileHead = { vigia: 'servers', format: 1 } as const;

const fileSchema = v.object({
  vigia: v.literal(fileHead.vigia),
  format: v.literal(fileHead.format),
  servers: v.pipe(v.array(serverSchema), v.minLength(1), v.maxLength(mostServers)),
});

/** Which key she logs in with, and which file of hers holds an authority, means nothing on another computer. */
export function toServersFile({ servers }: Pick<Settings, 'servers'>): v.InferOutput<typeof fileSchema> {
  return {
    ...fileHead,
    servers: servers.map((server) => ({ ...server, auth: { kind: 'agent' as const }, caFile: null })),
  };
}

export type ServersFileReading =
  | { readonly kind: 'servers'; readonly servers: readonly ServerSettings[] }
  | { readonly kind: 'newer' | 'not-servers' | 'damaged' };

export function readServersFile(value: unknown): ServersFileReading {
  const head = v.safeParse(v.object({ vigia: v.literal(fileHead.vigia), format: v.number() }), value);
  if (!head.success) return { kind: 'not-servers' };
  if (head.output.format > fileHead.format) return { kind: 'newer' };
  const parsed = v.safeParse(fileSchema, value);
  return parsed.success ? { kind: 'servers', servers: toServersFile(parsed.output).servers } : { kind: 'damaged' };
}

export interface ServersImport {
  readonly settings: Settings;
  readonly added: readonly string[];
  /** Names of those that are watched already: their settings stay as they are. */
  readonly known: readonly string[];
}

/** At the end of the list. One whose id is taken, also by the history of a server that went, gets another. */
export function withImported(settings: Settings, servers: readonly ServerSettings[]): ServersImport {
  let next = settings;
  const added: string[] = [];
  const known: string[] = [];
  for (const server of servers) {
    if (next.servers.some((one) => one.host === server.host && (one.port ?? 22) === (server.port ?? 22))) {
      known.push(server.name);
      continue;
    }
    const isTaken = (id: string) => [...next.servers, ...next.removed].some((one) => one.id === id);
    const id = isTaken(server.id) ? freeId(server.host, isTaken) : server.id;
    next = { ...next, servers: [...next.servers, { ...server, id }] };
    added.push(server.name);
  }
  return { settings: next, added, known };
}
