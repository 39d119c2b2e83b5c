import { shellQuote } from '../shell-quote';

/**
 * What tells our lines from everything else on the same channel. Random for each command, made by the caller. It comes
 * with the script and stands in no argument: whoever could read it in the list of processes could make a service write
 * it into a log, and have us take that line for ours.
 */
const noncePattern = /^[A-Za-z0-9]{8,64}$/;
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** English messages and plain bytes, and a search path that does not depend on the account. The time zone is left alone. */
const plainEnvironment = `env LC_ALL=C LANG=C PATH=${path}`;

/**
 * The command line for a script on standard input. It has only words that sh, bash, zsh, fish and csh read alike.
 *
 * Survived: a start-up file that prints (ignored, it has no mark) or reads some lines (see `padding`).
 * Not survived: one that reads everything there is, ends the shell or starts another program in its place, and
 * restricted shells. The answer then has no marks at all.
 */
export const scriptCommand = `exec ${plainEnvironment} /bin/sh -s`;

/** Empty lines, for a start-up file that asks questions. */
const padding = '\n'.repeat(16);

/** Assignments of what comes from the settings: the only place where settings enter a script. */
function assignments(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${shellQuote(value)}\n`)
    .join('');
}

/**
 * A whole script. All of it is read before its last line starts it, so half a script does nothing, and what it runs
 * cannot swallow the rest: nothing reads the channel but the shell.
 */
export function wholeScript(nonce: string, values: Readonly<Record<string, string>>, functions: string): string {
  if (!noncePattern.test(nonce)) throw new Error('a nonce is 8 to 64 letters and digits');
  const named = assignments({ NONCE: nonce, ...values });
  return `${padding}${named}${limitFunction}${functions}{ learn_limit; main "$NONCE"; } </dev/null\nexit\n`;
}

/** `limit SECONDS COMMAND…`: with a deadline where the server can give one. 124 or 137: it passed. */
const limitFunction = `
learn_limit() {
  if timeout -k 1 5 true 2>/dev/null; then
    limit() { seconds=$1; shift; timeout -k 2 "$seconds" "$@"; }
  elif timeout 5 true 2>/dev/null; then
    limit() { seconds=$1; shift; timeout "$seconds" "$@"; }
  else
    limit() { shift; "$@"; }
  fi
}
`;
