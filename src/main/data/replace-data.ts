/**
 * Other data take the place of those in the folder, which are set aside whole. Whoever is killed in between finds, at the
 * next start, one or the other:
 *
 *   incoming/ filled ─► ready ─► present files → aside/ ─► turned ─► incoming files → folder ─► incoming/ gone
 *                                └ fails: all back, as before
 *
 * The way back begins with the files that are set aside as what comes in. They are the only ones of their kind: wherever
 * it fails, they are set aside again.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../core/settings-reading';
import { removeQuietly, systemReason, writeFileAtomic } from '../atomic-file';
import { readBoundedFile } from '../bounded-file';

/**
 * Passwords go aside too: none is ever tried at a server of somebody else's file. Trust in identities stays: it is hers.
 * The history goes with all that belongs to its file: a journal or a half repair that stayed would be applied to the other.
 */
const isReplaced = (name: string): boolean =>
  /^(?:(?:settings|state|secrets|setup)\.json|history\.db.*|history.*\.ndjson.*)$/.test(name);

const incomingOf = (dataDir: string) => join(dataDir, 'restore-incoming');
const asideOf = (dataDir: string) => join(dataDir, 'before-restore');
const readyIn = (folder: string) => join(folder, 'ready');
const turnedIn = (folder: string) => join(folder, 'turned');
const aboutIn = (folder: string) => join(folder, 'about.json');
/** Of settings; the marks have a few characters. */
const mostBytes = 16_000_000;
/** What an earlier turn set aside, until this one has something to put in its place. */
const supersededIn = (folder: string) => join(folder, 'superseded');

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
    writeFileAtomic(readyIn(incomingOf(dataDir)), String(at));
    return finishTurn(dataDir);
  } catch (error) {
    return systemReason(error);
  }
}

/** Back to what was set aside, which then holds what is here now. */
export function turnBack(dataDir: string, at: number): string | null {
  const aside = asideOf(dataDir);
  try {
    const unfinished = finishTurn(dataDir);
    if (unfinished !== null) return unfinished;
    // Before it comes in: what comes in and is not ready is thrown away at the next start.
    writeFileAtomic(readyIn(aside), String(at));
    renameSync(aside, incomingOf(dataDir));
    return finishTurn(dataDir);
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
    remove(incoming);
    return null;
  } catch (error) {
    return systemReason(error);
  }
}

/** A pipe in the place of one of these files holds nothing up. Throws where it is none of ours. */
function textOf(path: string): string {
  const text = readBoundedFile(path, mostBytes);
  if (!text.ok) throw new Error(text.error);
  return text.value;
}

/** Its mark first: of a folder that was removed in part nothing may be taken. */
function remove(incoming: string): void {
  removeQuietly(readyIn(incoming));
  rmSync(incoming, { recursive: true, force: true });
}

function setAside(dataDir: string, incoming: string, aside: string): void {
  const ready = textOf(readyIn(incoming));
  // Its mark is the last that a folder gets: with that of another turn, it is the whole of an earlier one.
  const isEarlier = (): boolean => existsSync(aboutIn(aside)) && textOf(aboutIn(aside)) !== ready;
  try {
    if (isEarlier()) renameSync(aside, supersededIn(incoming));
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    // Killed in between, this is not the first time, and a command line may have begun a history of its own meanwhile.
    for (const name of present(aside)) rmSync(join(dataDir, name), { force: true });
    moveAll(dataDir, aside);
    writeFileAtomic(aboutIn(aside), ready);
    writeFileAtomic(turnedIn(incoming), '');
  } catch (error) {
    if (existsSync(aside) && !isEarlier()) {
      moveAll(aside, dataDir);
      rmSync(aside, { recursive: true, force: true });
    }
    giveUp(incoming, aside);
    throw error;
  }
}

/** What was set aside before stays so. */
function giveUp(incoming: string, aside: string): void {
  const kept = [incoming, supersededIn(incoming)].find((folder) => existsSync(aboutIn(folder)));
  if (kept !== undefined) renameSync(kept, aside);
  remove(incoming);
}

function moveAll(from: string, to: string): void {
  for (const name of present(from)) renameSync(join(from, name), join(to, name));
}

function present(folder: string): readonly string[] {
  return readdirSync(folder).filter(isReplaced);
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
    const reading = readSettings(JSON.parse(textOf(join(folder, 'settings.json'))) as never);
    return reading.kind === 'valid' ? reading.settings.servers.map(({ name }) => name) : [];
  } catch {
    return [];
  }
}

export function forgetAside(dataDir: string): void {
  rmSync(asideOf(dataDir), { recursive: true, force: true });
}
