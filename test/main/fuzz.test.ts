import { expect, test } from 'vitest';
import { createTempFolder } from '../support/temp-folder';
import { runFuzz, targetNames } from '../fuzz/run-fuzz';

/** The long run is `npm run fuzz`; this one has another seed each day, which a failure names. */
const seed = Math.floor(Date.now() / 86_400_000);

test('no damaged input crashes a reader, hangs it, or makes it keep without bound', { timeout: 240_000 }, async () => {
  const folder = createTempFolder();
  try {
    const rows = await runFuzz({
      seed,
      casesPerTarget: 100,
      only: null,
      failures: folder.path,
      processes: 2,
    });
    const failed = rows.filter(({ failure }) => failure !== null);
    expect(failed.map(({ target, failure }) => `${target} (seed ${String(seed)}): ${String(failure)}`)).toEqual([]);
    expect(rows.map(({ target }) => target).sort()).toEqual([...targetNames].sort());
    expect(rows.every(({ cases }) => cases === 100)).toBe(true);
  } finally {
    folder.remove();
  }
});
