/**
 * Other data take the place of those in the folder, which are set aside whole. Whoever is killed in between finds, at the
 * next start, one or the other:
 *
 *   incoming/ filled ─► ready ─► present files → aside/ ─► turned ─► incoming files → folder ─► incoming/ gone
 *                                └ fails: all back, as before
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../core/settings-reading';
import { removeQuietly, systemReason, writeFileAtomic } from '../atomic-file';

/** Passwords go aside too: none is ever tried at a server of somebody else's file. Trust in identities stays: it is hers. */
const isReplaced = (name: string): boolean =>
  /^(?:(?:settings|state|secrets|setup)\.json|history\.db(?:-wal|-shm)?|history.*\.ndjson.*)$/.test(name);

const incomingOf = (dataDir: string) => join(dataDir, 'restore-incoming');
const asideOf = (dataDir: string) => join(dataDir, 'before-restore');
const readyIn = (folder: string) => join(folder, 'ready');
const turnedIn = (folder: string) => join(folder, 'turned');
const aboutIn = (folder: string) => join(folder, 'about.json');

/** An empty folder to be filled with what comes. */
export function makeIncoming(dataDir: string): string {
  const incoming = incomingOf(dataDir);
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { mode: 0o700 });
  return incoming;
}

export function dropIncoming(dataDir: string): void {
  try {
    rmSync(incomingOf(dataDir), { recursive: true, force: true });
  } catch {
    // Without the mark that it is ready, nobody takes it for anything.
  }
}

/** It is whole, and takes the place of the present data now. Nobody may have these open. Null: done; else the reason. */
export function turnToIncoming(dataDir: string, at: number): string | null {
  try {
    rmSync(asideOf(dataDir), { recursive: true, force: true });
    writeFileAtomic(readyIn(incomingOf(dataDir)), String(at));
    return finishTurn(dataDir);
  } catch (error) {
    return systemReason(error);
  }
}

/** Back to what was set aside, which then holds what is here now. */
export function turnBack(dataDir: string, at: number): string | null {
  try {
    dropIncoming(dataDir);
    renameSync(asideOf(dataDir), incomingOf(dataDir));
    removeQuietly(aboutIn(incomingOf(dataDir)));
    return turnToIncoming(dataDir, at);
  } catch (error) {
    return systemReason(error);
  }
}

/** Also at start, before anything is read: what a killed process left half done. */
export function finishTurn(dataDir: string): string | null {
  const incoming = incomingOf(dataDir);
  if (!existsSync(incoming)) return null;
  if (!existsSync(readyIn(incoming))) {
    dropIncoming(dataDir);
    return null;
  }
  const aside = asideOf(dataDir);
  try {
    if (!existsSync(turnedIn(incoming))) setAside(dataDir, incoming, aside);
    moveAll(incoming, dataDir);
    rmSync(incoming, { recursive: true, force: true });
    return null;
  } catch (error) {
    return systemReason(error);
  }
}

function setAside(dataDir: string, incoming: string, aside: string): void {
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  try {
    moveAll(dataDir, aside);
    writeFileSync(aboutIn(aside), readFileSync(readyIn(incoming)), { mode: 0o600 });
    writeFileAtomic(turnedIn(incoming), '');
  } catch (error) {
    moveAll(aside, dataDir);
    rmSync(aside, { recursive: true, force: true });
    rmSync(incoming, { recursive: true, force: true });
    throw error;
  }
}

function moveAll(from: string, to: string): void {
  for (const name of readdirSync(from).filter(isReplaced)) renameSync(join(from, name), join(to, name));
}

export interface SetAside {
  readonly at: number;
  readonly servers: readonly string[];
}

/** Null: there is nothing to go back to. */
export function readAside(dataDir: string): SetAside | null {
  const aside = asideOf(dataDir);
  try {
    return { at: Math.floor(statSync(aboutIn(aside)).mtimeMs), servers: serversIn(aside) };
  } catch {
    return null;
  }
}

function serversIn(folder: string): readonly string[] {
  try {
    const reading = readSettings(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as never);
    return reading.kind === 'valid' ? reading.settings.servers.map(({ name }) => name) : [];
  } catch {
    return [];
  }
}

export function forgetAside(dataDir: string): void {
  rmSync(asideOf(dataDir), { recursive: true, force: true });
}
