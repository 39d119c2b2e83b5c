// Known holes of level high or worse in what the application ships. A registry that offers no audit is said, and is no failure.
import { spawnSync } from 'node:child_process';
import { root } from './lib/root.mjs';
import { npmCommand } from './lib/run.mjs';

const AUDIT_MS = 60_000;
const SEVERE = ['high', 'critical'];

const npm = npmCommand();
const args = [...npm.args, 'audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0'];
const done = spawnSync(npm.command, args, {
  cwd: root,
  encoding: 'utf8',
  shell: npm.shell,
  timeout: AUDIT_MS,
  maxBuffer: 64e6,
});
const answer = readAnswer(done.stdout);
if (answer?.vulnerabilities === undefined) didNotRun(answer);
else tell(Object.values(answer.vulnerabilities).filter((one) => SEVERE.includes(one.severity)));

function readAnswer(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function didNotRun(answer) {
  const reason =
    answer?.error?.summary || answer?.message || done.error?.message || done.stderr.trim().split('\n').at(-1);
  console.log(`audit: did not run: ${oneLine(reason) || 'the registry gave no answer'}`);
}

function tell(found) {
  for (const { name, severity, range, via } of found) {
    const titles = via.map((cause) => (typeof cause === 'string' ? `through ${cause}` : `${cause.title} ${cause.url}`));
    console.log(`audit: ${severity}: ${name} ${range}: ${titles.join('; ')}`);
  }
  console.log(
    found.length === 0 ? 'audit: nothing of level high or worse' : `audit: ${found.length} of level high or worse`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}

function oneLine(text) {
  return String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
