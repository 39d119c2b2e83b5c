import type { SudoAnswer } from '../remote-facts';
import type { Section } from './sections';

/** Null: no journal program, or nothing in it to tell by. */
export function readJournalAccess(section: Section | undefined): boolean | null {
  if (section === undefined || section.code === 127) return null;
  const text = section.lines.join('\n').trim();
  if (/insufficient permissions|not seeing messages|permission denied/i.test(text)) return false;
  return section.code === 0 && text !== '' && !/^-- No entries --$/m.test(text) ? true : null;
}

/**
 * `sudo -n -l COMMAND` says whether a rule exists, the list after it whether one goes without a password. A restart
 * cannot type one: a rule that asks for it is no permission. Not understood is `unknown`.
 */
export function readSudo(section: Section | undefined, unit: string): SudoAnswer {
  if (section === undefined) return 'not-asked';
  const at = section.lines.indexOf('list');
  const first = section.lines.slice(0, Math.max(at, 0)).join('\n');
  if (section.code === 127 || section.code === 124 || section.code === 137) return 'unknown';
  if (section.code !== 0) return isRefusal(first) ? 'denied' : 'unknown';
  const rules = section.lines.slice(at + 1).filter((line) => /^\s+\(/.test(line));
  // Later rules win over earlier ones.
  const withoutPassword = rules.flatMap((rule) => readRule(rule, unit)).at(-1);
  if (withoutPassword === undefined) return 'unknown';
  return withoutPassword ? 'allowed' : 'denied';
}

/** Nothing printed is sudo's "no" to a listing; the sentences are its answers under LC_ALL=C. */
function isRefusal(text: string): boolean {
  return (
    text.trim() === '' ||
    /a password is required|may not run sudo|not allowed|not in the sudoers|must be owned by uid 0 and have the setuid bit set/i.test(
      text,
    )
  );
}

/** For each command of the rule that is the restart: whether it goes without a password. Tags hold for what follows. */
function readRule(rule: string, unit: string): readonly boolean[] {
  const found: boolean[] = [];
  let free = false;
  for (const part of rule.replace(/^\s*\([^)]*\)\s*/, '').split(/,\s*/)) {
    const tags = /^(?:[A-Z_]+:\s*)*/.exec(part)?.[0] ?? '';
    if (/\bNOPASSWD:/.test(tags)) free = true;
    else if (/\bPASSWD:/.test(tags)) free = false;
    if (isRestart(part.slice(tags.length).trim(), unit)) found.push(free);
  }
  return found;
}

function isRestart(command: string, unit: string): boolean {
  const words = command.split(/\s+/);
  if (words[0] === 'ALL') return true;
  if (!/(?:^|\/)systemctl$/.test(words[0] ?? '')) return false;
  // Only the program: every argument is allowed.
  return words.length === 1 || isPattern(words.slice(1).join(' '), `restart ${unit}`);
}

/** sudo's wildcards in arguments: `*` matches anything. */
function isPattern(pattern: string, text: string): boolean {
  const pieces = pattern.split('*');
  if (pieces.length === 1) return pattern === text;
  const [first = '', ...rest] = pieces;
  const last = rest.pop() ?? '';
  return text.startsWith(first) && text.endsWith(last) && text.length >= first.length + last.length;
}
