#!/usr/bin/env node
// The command line, on plain Node. In a checkout that has not been built yet it gets what it needs first.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 18)) {
  console.error(`Vigía needs Node.js 20.18 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
const entry = new URL('../out/main/cli.js', import.meta.url);
if (!existsSync(entry)) {
  const { prepare } = await import('../scripts/lib/prepare.mjs');
  await prepare({ system: null, electron: false, built: true });
}
const { runFromTerminal } = await import(entry);
await runFromTerminal();
