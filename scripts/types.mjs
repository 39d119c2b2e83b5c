// Type-checks each layer with its own tsconfig: what a layer may not use, it does not even see.
import { readdirSync } from 'node:fs';
import { hasInRoot, inRoot } from './lib/root.mjs';
import { run } from './lib/run.mjs';

const TSC = inRoot('node_modules/typescript/bin/tsc');
const layers = readdirSync(inRoot('src')).filter((layer) => hasInRoot('src', layer, 'tsconfig.json'));
const projects = [...layers.map((layer) => `src/${layer}`), 'test'];

const failed = [];
for (const project of projects) {
  const startedAt = performance.now();
  const code = await run(process.execPath, [TSC, '-p', inRoot(project, 'tsconfig.json'), '--pretty', 'false'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(
    `types: ${project}: ${code === 0 ? 'ok' : 'failed'} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  if (code !== 0) failed.push(project);
}
process.exitCode = failed.length === 0 ? 0 : 1;
