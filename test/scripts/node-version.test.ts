import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What set-up says to whoever has this Node; '' where it says nothing. */
function complaint(version: string): string {
  const ask = `import('./scripts/lib/node-version.mjs').then((it) => process.stdout.write(it.complainAboutNode(${JSON.stringify(version)}) ?? ''))`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', ask], { encoding: 'utf8' }).stdout;
}

test.each(['20.19.0', '20.20.0', '22.13.0', '22.22.1', '24.0.0', '25.1.0'])('Node %s builds and tests', (version) => {
  expect(complaint(version)).toBe('');
});

test.each(['18.20.0', '20.18.3', '21.7.0', '22.12.0', '23.11.0'])('Node %s is told what is needed', (version) => {
  expect(complaint(version)).toContain(version);
});
