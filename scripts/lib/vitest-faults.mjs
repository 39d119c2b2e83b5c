/** A vitest reporter that prints the fault matrix: a line for each fault, and the totals. */
export default function createFaultTable() {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const rows = modules.flatMap((module) => [...module.children.allTests()].map(toRow));
      const header = ['fault', 'tried', 'survived', 'lost', 'verdict'];
      const lines = rows.map((row) => [row.fault, row.tried, row.survived, row.lost, row.verdict].map(String));
      const widths = header.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at].length)));
      const print = (cells) =>
        console.log(
          cells
            .map((cell, at) => cell.padEnd(widths[at]))
            .join(' | ')
            .trimEnd(),
        );
      console.log('');
      print(header);
      console.log(widths.map((width) => '-'.repeat(width)).join('-|-'));
      for (const line of lines) print(line);
      const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
      const failed = rows.filter(({ state }) => state === 'failed').length;
      const skipped = rows.filter(({ state }) => state === 'skipped').length;
      // What kept rows from running is no survival.
      const errors = unhandledErrors.length + countErrors(modules);
      for (const error of unhandledErrors) console.log(`error outside of any row: ${firstLine(error.message)}`);
      console.log(
        `\n${rows.length} faults, ${sum(({ tried }) => tried)} times tried, ${sum(({ survived }) => survived)} survived, ` +
          `${sum(({ lost }) => lost)} things lost; ${rows.length - failed - skipped} rows survived, ${failed} failed, ${skipped} skipped` +
          `${errors === 0 ? '' : `, ${errors} errors`}`,
      );
    },
  };
}

function toRow(test) {
  const { state, errors } = test.result();
  const record = test.meta().fault;
  const row = {
    state,
    fault: record?.fault ?? test.name,
    tried: record?.tried ?? 0,
    survived: record?.survived ?? 0,
    lost: record?.lost.length ?? 0,
    verdict: record?.verdict ?? '',
  };
  if (state === 'skipped') return { ...row, verdict: `skipped: ${test.result().note ?? 'its parts are not here'}` };
  if (state === 'passed') return row;
  const lost = record === undefined || record.lost.length === 0 ? '' : ` (lost: ${record.lost.join(', ')})`;
  return { ...row, verdict: `NOT SURVIVED: ${row.verdict}${lost} ${firstLine(errors?.[0]?.message ?? '')}` };
}

function countErrors(modules) {
  return modules.reduce(
    (total, module) =>
      total +
      module.errors().length +
      [...module.children.allSuites()].reduce((found, suite) => found + suite.errors().length, 0),
    0,
  );
}

function firstLine(text) {
  return text.split('\n')[0];
}
