export type RestartStepName = 'stop' | 'start';

export interface RestartStepOutput {
  readonly name: RestartStepName;
  /**
   * `missing`: the script or program is not there, nothing was done. `timed-out`: ended by the server after its limit.
   * `code` is the exit code; null while it runs, and where there is none.
   */
  readonly state: 'running' | 'ended' | 'timed-out' | 'missing';
  readonly code: number | null;
  /** What it printed so far: untrusted, the last 8000 characters. */
  readonly output: string;
}

export interface RestartOutput {
  /** In the order in which they began. A step that is not in it did not begin. */
  readonly steps: readonly RestartStepOutput[];
  /** The whole command came to its end; the connection held. */
  readonly finished: boolean;
}

const maxOutputChars = 8000;
const markPattern = /^(?:(stop|start) (begin|missing|end (\d{1,3}))|(done))$/;

/**
 * What a restart has printed so far. Give it everything from the beginning each time: the text may end anywhere, even
 * inside a mark.
 */
export function parseRestartOutput(text: string, nonce: string): RestartOutput {
  const steps: RestartStepOutput[] = [];
  let finished = false;
  const lines = text.split('\n');
  const unfinished = lines.pop() ?? '';
  for (const line of lines) {
    const at = line.indexOf(nonce);
    if (at !== 0) addOutput(steps, at < 0 ? line : line.slice(0, at));
    const mark = at < 0 ? null : markPattern.exec(line.slice(at + nonce.length + 1).trimEnd());
    if (mark?.[4] === 'done') finished = true;
    else if (mark !== null) applyMark(steps, mark[1] === 'stop' ? 'stop' : 'start', mark[2] ?? '', mark[3]);
  }
  const words = beforeMark(unfinished, nonce);
  if (words !== '') addOutput(steps, words);
  return { steps, finished };
}

/** Without a mark, or the beginning of one, that the line ends in. */
function beforeMark(line: string, nonce: string): string {
  const whole = line.indexOf(nonce);
  if (whole >= 0) return line.slice(0, whole);
  for (let at = Math.max(0, line.length - nonce.length); at < line.length; at += 1) {
    if (nonce.startsWith(line.slice(at))) return line.slice(0, at);
  }
  return line;
}

/** A script that ends without a line break has its last words in front of our mark. */
function addOutput(steps: RestartStepOutput[], line: string): void {
  const last = steps.at(-1);
  if (last?.state !== 'running') return;
  const output = (last.output === '' ? line : `${last.output}\n${line}`).slice(-maxOutputChars);
  steps[steps.length - 1] = { ...last, output };
}

function applyMark(
  steps: RestartStepOutput[],
  name: RestartStepName,
  verb: string,
  codeText: string | undefined,
): void {
  // Each step begins once, whatever a server says: what is kept has a bound.
  const isNew = !steps.some((step) => step.name === name);
  if (isNew && verb === 'begin') steps.push({ name, state: 'running', code: null, output: '' });
  if (isNew && verb === 'missing') steps.push({ name, state: 'missing', code: null, output: '' });
  const last = steps.at(-1);
  if (codeText === undefined || last?.name !== name || last.state !== 'running') return;
  const code = Number(codeText);
  steps[steps.length - 1] = { ...last, state: code === 124 || code === 137 ? 'timed-out' : 'ended', code };
}
