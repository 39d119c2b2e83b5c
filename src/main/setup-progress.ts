/** How far she has come in the set-up, so that a window or a program that is closed costs her nothing that she typed. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { KeptDraft } from '../shared/ipc';
import { setupDraft } from '../shared/requests';
import { removeQuietly, writeFileAtomic } from './atomic-file';
import type { Clock } from './clock';

const progressSchema = v.variant('step', [
  v.object({ step: v.literal('form'), serverId: v.nullable(v.string()), draft: setupDraft }),
  /** The server is saved; whether notices arrive is still to be tried. */
  v.object({ step: v.literal('notices'), serverId: v.string() }),
]);
export type SetupProgress = v.InferOutput<typeof progressSchema>;

const mostBytes = 65_536;

/** What she types comes letter by letter, and is a file when she rests. */
const restMs = 300;

/** One set-up at a time. What cannot be written or read is not kept: she types it again. */
export interface SetupProgressStore {
  read(): SetupProgress | null;
  keep(progress: SetupProgress): void;
  forget(): void;
  /** Writes now what waits: the window is gone, or the program goes. */
  flush(): void;
}

export function createSetupProgressStore(dataDir: string, clock: Pick<Clock, 'after'>): SetupProgressStore {
  const path = join(dataDir, 'setup.json');
  let waiting: { readonly progress: SetupProgress; readonly cancel: () => void } | null = null;

  function takeWaiting(): SetupProgress | null {
    const progress = waiting?.progress ?? null;
    waiting?.cancel();
    waiting = null;
    return progress;
  }
  function flush(): void {
    const progress = takeWaiting();
    if (progress !== null) write(path, progress);
  }

  return {
    read: () => {
      flush();
      try {
        if (statSync(path).size > mostBytes) return null;
        const parsed = v.safeParse(progressSchema, JSON.parse(readFileSync(path, 'utf8')));
        return parsed.success ? parsed.output : null;
      } catch {
        return null;
      }
    },
    keep: (progress) => {
      takeWaiting();
      if (progress.step === 'form') waiting = { progress, cancel: clock.after(restMs, flush) };
      else write(path, progress);
    },
    forget: () => {
      takeWaiting();
      removeQuietly(path);
    },
    flush,
  };
}

function write(path: string, progress: SetupProgress): void {
  const kept = progress.step === 'form' ? { ...progress, draft: withoutCredentials(progress.draft) } : progress;
  try {
    writeFileAtomic(path, `${JSON.stringify(kept)}\n`);
  } catch {
    // She types it again.
  }
}

/**
 * Somebody may type `https://user:password@host` or `user:password@host`: that is no address, and is not written down; nor
 * is what stands there before the @ is typed.
 */
function withoutCredentials(draft: KeptDraft): KeptDraft {
  const clean = (text: string): string => (text.includes('@') || !hasOnlyPort(text) ? '' : text);
  return { ...draft, host: clean(draft.host), user: clean(draft.user), url: clean(draft.url) };
}

/** Behind the name of the host stands a number, or nothing; an address of version 6 has colons of its own. */
function hasOnlyPort(text: string): boolean {
  const [place = ''] = text.replace(/^\s*https?:\/*/i, '').split(/[/?#]/);
  return /^(?:[^:]*(?::\d*)?|[\da-f:.]*|\[[\da-f:.]*\]?(?::\d*)?)\s*$/i.test(place);
}
