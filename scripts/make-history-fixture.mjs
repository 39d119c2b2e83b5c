// Writes test/fixtures/history/v<N>.db: a file as the version with N steps of the schema left it. Run once for each new step,
// before it is released: `node scripts/make-history-fixture.mjs`. Fixtures of earlier versions stay as they are.
import { existsSync, mkdirSync } from 'node:fs';
import { load } from './lib/load.mjs';
import { inRoot } from './lib/root.mjs';
import { say } from './lib/run.mjs';

const { makeHistoryFixture } = await load('test/support/history-fixture.ts');
const { schemaVersion } = await load('src/main/history/schema.ts');
mkdirSync(inRoot('test/fixtures/history'), { recursive: true });
for (let version = 1; version <= schemaVersion; version += 1) {
  const file = inRoot(`test/fixtures/history/v${version}.db`);
  if (existsSync(file)) continue;
  makeHistoryFixture(file, version);
  say(`made ${file}`);
}
