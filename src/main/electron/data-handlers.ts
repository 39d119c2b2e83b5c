/** Her data as a whole: where they are, a copy of them and back, and servers for a colleague. */
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copyChanges } from '../../core/copy-changes';
import { dayOf } from '../../core/local-time';
import { readServersFile, toServersFile, withImported } from '../../core/server-import';
import type { ServerSettings, Settings } from '../../core/settings';
import type { DataProblem, FileSaved, RestoreChoice, ServersImported } from '../../shared/ipc';
import type { Translator } from '../../shared/i18n';
import { systemReason, writeFileAtomic } from '../atomic-file';
import { readBoundedFile } from '../bounded-file';
import type { Clock } from '../clock';
import { inspectCopy, saveCopy, type FoundCopy } from '../data/copy-file';
import { dropIncoming, forgetAside, makeIncoming, readAside, turnBack, turnToIncoming } from '../data/replace-data';
import type { History } from '../history/history';
import { importHistory } from '../history/import-file';
import type { SettingsStore } from '../settings-store';
import type { FileChooser } from './history-handlers';
import type { RequestHandlers } from './ipc';

/** What one administrator gives another has a few kilobytes. */
const mostServersBytes = 4_000_000;

export interface DataHandlerDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: () => string;
  readonly dataDir: string;
  readonly settings: Pick<SettingsStore, 'current' | 'update' | 'isReadOnly'>;
  readonly history: Pick<History, 'exportLines'>;
  /** An empty one in another folder. */
  readonly createHistory: (dataDir: string) => Pick<History, 'importLines' | 'close'>;
  readonly translator: () => Translator;
  readonly choose: FileChooser;
  readonly applySettings: (settings: Settings) => void;
  /** Shows a folder in the system's own way. Null: done; else why not. */
  readonly openFolder: (path: string) => Promise<string | null>;
  /** Something of hers is running that must come to its end first. */
  readonly isBusy: () => boolean;
  readonly isDemo: boolean;
  /** Closes all that is open in the folder, acts, and begins anew with what is there then. */
  readonly replace: (act: () => string | null) => void;
  /** Why the last one came to nothing; null: it did not. */
  readonly replaceProblem: string | null;
}

export type DataHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `data:${string}`>>;

const changed = { kind: 'refused', why: 'changed' } as const;

interface Chosen {
  readonly path: string;
  /** Of the file that was looked through: another one is not taken unseen. */
  readonly sign: string;
  readonly copy: FoundCopy;
}

export function createDataHandlers(deps: DataHandlerDeps): DataHandlers {
  const { settings, dataDir, clock } = deps;
  let chosen: Chosen | null = null;
  /** One at a time: each fills the same folder. Whoever began it is soon gone. */
  let isReplacing = false;
  const day = () => dayOf(clock.now(), deps.timeZone());
  const t = (key: 'copy' | 'copy.file' | 'restore' | 'servers' | 'servers.file') =>
    deps.translator().text(`data.${key}`);
  const mayNotChange = (): DataProblem | null => {
    if (deps.isDemo) return { kind: 'refused', why: 'demo' };
    if (settings.isReadOnly()) return { kind: 'refused', why: 'own-newer' };
    if (isReplacing) return { kind: 'refused', why: 'replacing' };
    return deps.isBusy() ? { kind: 'refused', why: 'busy' } : null;
  };
  return {
    'data:about': () => ({ folder: dataDir, aside: readAside(dataDir), problem: deps.replaceProblem }),
    'data:open-folder': async () => ({ reason: await deps.openFolder(dataDir) }),
    'data:copy': async () => {
      const name = `${t('copy.file')}-${day()}.ndjson`;
      const path = await deps.choose.save({ name, title: t('copy'), extension: 'ndjson' });
      if (path === null) return { kind: 'cancelled' };
      return saveCopy({ settings: settings.current(), history: deps.history, at: clock.now() }, path);
    },
    'data:choose-copy': async () => {
      chosen = null;
      const problem = mayNotChange();
      if (problem !== null) return problem;
      const path = await deps.choose.open({ title: t('restore'), extension: 'ndjson' });
      if (path === null) return { kind: 'cancelled' };
      const sign = signOf(path);
      const copy = await inspectCopy(path);
      if (copy.kind !== 'copy') return copy.kind === 'failed' ? copy : { kind: 'refused', why: copy.kind };
      chosen = { path, sign, copy };
      return toChoice(copy, settings.current());
    },
    'data:restore': async () => {
      const problem = mayNotChange();
      if (problem !== null) return problem;
      if (chosen === null || signOf(chosen.path) !== chosen.sign) return changed;
      isReplacing = true;
      const staged = await stage(deps, chosen);
      isReplacing = false;
      if (staged !== null) return { kind: 'failed', reason: staged };
      // That took its time: the file may be another one by now, and she may have begun something else.
      const late = mayNotChange() ?? (signOf(chosen.path) === chosen.sign ? null : changed);
      if (late !== null) {
        dropIncoming(dataDir);
        return late;
      }
      isReplacing = true;
      deps.replace(() => turnToIncoming(dataDir, clock.now()));
      return { kind: 'begun' };
    },
    'data:undo': () => {
      const problem = mayNotChange();
      if (problem !== null) return problem;
      if (readAside(dataDir) === null) return changed;
      isReplacing = true;
      deps.replace(() => turnBack(dataDir, clock.now()));
      return { kind: 'begun' };
    },
    'data:forget-aside': () => {
      try {
        forgetAside(dataDir);
        return { reason: null };
      } catch (error) {
        return { reason: systemReason(error) };
      }
    },
    'data:export-servers': async () => {
      const name = `${t('servers.file')}-${day()}.json`;
      const path = await deps.choose.save({ name, title: t('servers'), extension: 'json' });
      return path === null ? { kind: 'cancelled' } : writeServers(path, settings.current());
    },
    'data:import-servers': async () => {
      const problem = mayNotChange();
      if (problem !== null) return problem;
      const path = await deps.choose.open({ title: t('servers'), extension: 'json' });
      return path === null ? { kind: 'cancelled' } : takeServers(path, deps);
    },
  };
}

/** All that comes, in a folder beside the present data, of which nothing has changed yet. Null: it is whole. */
async function stage(deps: DataHandlerDeps, { path, copy }: Chosen): Promise<string | null> {
  const { dataDir } = deps;
  try {
    const incoming = makeIncoming(dataDir);
    writeFileAtomic(join(incoming, 'settings.json'), `${JSON.stringify(copy.settings, null, 2)}\n`);
    const history = deps.createHistory(incoming);
    const taken = await importHistory(history, path);
    history.close();
    // Head and end are no lines of the history.
    if (taken.kind === 'taken' && taken.stored && taken.refused === 2) return null;
    dropIncoming(dataDir);
    return taken.kind === 'failed' ? taken.reason : 'history';
  } catch (error) {
    dropIncoming(dataDir);
    return systemReason(error);
  }
}

function toChoice(copy: FoundCopy, now: Settings): RestoreChoice {
  const { servers } = copy.settings;
  return {
    kind: 'ready',
    madeAt: copy.madeAt,
    rounds: copy.rounds,
    firstRoundAt: copy.firstRoundAt,
    servers: servers.map(placed),
    now: now.servers.map(placed),
    withSecret: servers.filter(({ auth }) => auth.kind !== 'agent').map(({ name }) => name),
    changes: copyChanges(now, copy.settings),
  };
}

/** A copy may be anybody's, and a name says nothing of where its owner would have her log in. */
function placed({ name, host }: ServerSettings): string {
  return `${name} (${host})`;
}

function signOf(path: string): string {
  try {
    const { size, mtimeMs, ino } = statSync(path);
    return [size, mtimeMs, ino].join();
  } catch {
    return 'gone';
  }
}

function writeServers(path: string, settings: Settings): FileSaved {
  try {
    writeFileAtomic(path, `${JSON.stringify(toServersFile(settings), null, 2)}\n`);
    return { kind: 'saved', path: basename(path) };
  } catch (error) {
    return { kind: 'failed', reason: systemReason(error) };
  }
}

function takeServers(path: string, { settings, applySettings }: DataHandlerDeps): ServersImported {
  const value = readJson(path);
  if (!value.ok) return value.problem;
  const reading = readServersFile(value.json);
  if (reading.kind !== 'servers') return { kind: 'refused', why: reading.kind };
  let known: readonly string[] = [];
  let added: readonly string[] = [];
  const saved = settings.update((newest) => {
    const imported = withImported(newest, reading.servers);
    ({ known, added } = imported);
    return imported.settings;
  });
  if (!saved.ok) return { kind: 'unsaved', problem: saved.error };
  if (added.length > 0) applySettings(saved.value);
  return { kind: 'taken', added, known };
}

function readJson(
  path: string,
): { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly problem: DataProblem } {
  try {
    const text = readBoundedFile(path, mostServersBytes);
    if (!text.ok)
      return { ok: false, problem: { kind: 'refused', why: text.error === 'no-file' ? 'not-servers' : 'too-large' } };
    try {
      return { ok: true, json: JSON.parse(text.value.replace(/^\uFEFF/, '')) as unknown };
    } catch {
      return { ok: false, problem: { kind: 'refused', why: 'not-servers' } };
    }
  } catch (error) {
    return { ok: false, problem: { kind: 'failed', reason: systemReason(error) } };
  }
}
