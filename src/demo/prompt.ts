import { createInterface } from 'node:readline';
import type { Translator } from '../shared/i18n';
import { isFaultId, type FaultId } from './faults';
import type { DemoPortal } from './portal';

export interface DemoPromptOptions {
  readonly portal: Pick<DemoPortal, 'faults' | 'active' | 'setFault'>;
  readonly input: NodeJS.ReadableStream;
  /** Gets one line at a time, without its end. */
  readonly output: { write(line: string): unknown };
  /** Absent: bare names, for scripts. */
  readonly t?: Translator;
}

type Word = 'list' | 'clear' | 'quit' | 'on' | 'off';

/** Both languages at any time: what somebody types should not depend on a setting. */
const words: Readonly<Record<string, Word>> = {
  list: 'list',
  lista: 'list',
  help: 'list',
  ayuda: 'list',
  clear: 'clear',
  limpiar: 'clear',
  quit: 'quit',
  exit: 'quit',
  salir: 'quit',
  on: 'on',
  off: 'off',
};

/**
 * Switches faults by lines: a fault's name turns it over, `on NAME` and `off NAME` say which way; `list`, `clear`,
 * `quit`. Resolves at `quit` or when the input ends.
 */
export async function runDemoPrompt(options: DemoPromptOptions): Promise<void> {
  const lines = createInterface({ input: options.input, terminal: false });
  for await (const line of lines) {
    const [first = '', second = ''] = line.trim().toLowerCase().split(/\s+/);
    const word = words[first];
    if (word === 'quit') break;
    if (first !== '') obey(options, word, word === 'on' || word === 'off' ? second : first);
  }
  lines.close();
}

function obey(options: DemoPromptOptions, word: Word | undefined, name: string): void {
  const { portal } = options;
  if (word === 'list') list(options);
  else if (word === 'clear') for (const fault of portal.active()) change(options, fault, false);
  else if (isFaultId(name)) change(options, name, word === undefined ? !portal.active().has(name) : word === 'on');
  else options.output.write(options.t?.text('cli.demo.unknown', { fault: name }) ?? `unknown ${name}`);
}

function change(options: DemoPromptOptions, fault: FaultId, on: boolean): void {
  const { portal, output, t } = options;
  portal.setFault(fault, on);
  const line = t?.text(on ? 'cli.demo.on' : 'cli.demo.off', { fault, label: labelOf(fault, t) });
  output.write(line ?? `${on ? 'on' : 'off'} ${fault}`);
}

function list({ portal, output, t }: DemoPromptOptions): void {
  const active = portal.active();
  const width = Math.max(...portal.faults.map((fault) => fault.length));
  for (const fault of portal.faults) {
    const mark = active.has(fault) ? '●' : '○';
    const values = { mark, fault: fault.padEnd(width), label: t === undefined ? '' : labelOf(fault, t) };
    output.write(t?.text('cli.demo.line', values) ?? `${active.has(fault) ? 'on ' : 'off'} ${fault}`);
  }
}

function labelOf(fault: FaultId, t: Translator): string {
  return t.text(`demo.fault.${fault}`);
}
