import type { KernelFacts } from '../remote-facts';
import type { Section } from './sections';
import { splitWord, toCount } from './numbers';
import { toLaptopTime, type ServerClock } from './server-clock';

const maxLines = 20;
/** A stamp has whole seconds, the moment of the boot is worked out from two clocks. */
const bootSlackMs = 2000;

/**
 * `group COUNT NAME` lines, then `journal CODE` and what journalctl printed. In a container the journal may hold the
 * kernel of the machine below: what was said before this system began is not its own.
 */
export function readKernel(
  section: Section | undefined,
  clock: ServerClock,
  bootAt: number | null,
): KernelFacts | null {
  const start = section?.lines.findIndex((line) => /^journal \d{1,3}$/.test(line)) ?? -1;
  if (section === undefined || start < 0) return null;
  const journal = section.lines.slice(start + 1);
  const code = toCount(section.lines[start]?.slice('journal '.length), 255);
  const lines = journal
    .map((line) => readLine(line, clock))
    .filter((line) => line !== null)
    .filter(({ at }) => bootAt === null || at >= bootAt - bootSlackMs)
    .sort((a, b) => a.at - b.at)
    .slice(-maxLines);
  return {
    readable: isReadable(journal.join('\n'), code),
    lines,
    killsByGroup: readGroups(section.lines.slice(0, start)),
  };
}

/** journalctl ends with 1 where nothing was found, and without a word or with this one. */
function isReadable(text: string, code: number | null): boolean {
  if (/insufficient permissions|not seeing messages|permission denied|no journal files/i.test(text)) return false;
  return code === 0 || (code === 1 && /^\s*(?:-- No entries --\s*)?$/.test(text));
}

function readGroups(lines: readonly string[]): KernelFacts['killsByGroup'] {
  const groups: Record<string, number> = {};
  for (const line of lines) {
    const [word, rest] = splitWord(line);
    const [count, name] = splitWord(rest);
    const kills = toCount(count);
    if (word === 'group' && kills !== null && /^[\w./@\\:-]{1,200}$/.test(name)) groups[name] = kills;
  }
  return groups;
}

/** `1795514885.123456 HOST kernel: TEXT`, `… systemd[1]: TEXT`. */
function readLine(line: string, clock: ServerClock): KernelFacts['lines'][number] | null {
  const [, seconds, sender, text] = /^(\d{9,11})\.\d{1,9} \S+ ([\w.@-]+)(?:\[\d+\])?: (.*)$/.exec(line) ?? [];
  const at = toLaptopTime(toCount(seconds), clock);
  return at === null || sender === undefined || text === undefined
    ? null
    : { at, text: `${sender}: ${text}`.slice(0, 400) };
}
