import { writeFileSync } from 'node:fs';

/**
 * A vitest reporter that writes what `npm test` adds up to the file named by VIGIA_TALLY:
 * `{ passed, failed, skipped: [{ title, reason }] }`. What kept tests from running (a file that does not load,
 * a set-up that fails, an error outside of any test) counts as failed: nothing is lost by not having run.
 */
export default function createTally() {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const tally = { passed: 0, failed: unhandledErrors.length, skipped: [] };
      for (const module of modules) addModule(tally, module);
      writeFileSync(process.env.VIGIA_TALLY, JSON.stringify(tally));
    },
  };
}

function addModule(tally, module) {
  tally.failed += module.errors().length;
  const broken =
    module.errors().length > 0 || [...module.children.allSuites()].some((suite) => suite.errors().length > 0);
  for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
  for (const test of module.children.allTests()) addTest(tally, test, broken);
}

function addTest(tally, test, broken) {
  const result = test.result();
  if (result.state === 'passed') tally.passed += 1;
  else if (result.state === 'failed' || result.state === 'pending') tally.failed += 1;
  else {
    const reason =
      result.note ??
      (broken ? 'its set-up failed' : test.options.mode === 'todo' ? 'not written yet' : 'no reason given');
    tally.skipped.push({ title: test.fullName, reason });
  }
}
