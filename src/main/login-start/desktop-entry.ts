/** A file that the desktop starts at login, by the Desktop Entry Specification (freedesktop.org). */
import type { StartCommand } from './login-start';

export interface DesktopEntry {
  /** Program and arguments; empty where nothing can be made of it. */
  readonly command: readonly string[];
  /** The desktop was told to leave it out. */
  readonly isOff: boolean;
}

/**
 * Null: no desktop could start it. The specification has no word for control characters and forbids `=` in a program's
 * path; GLib, and so GNOME and XFCE, refuses one with `%`, however that is escaped.
 */
export function writeDesktopEntry(command: StartCommand): string | null {
  const exec = command.map(toExecArgument).join(' ');
  // eslint-disable-next-line no-control-regex -- control characters are what it keeps out
  if (/[%=]/.test(command[0]) || /[\u0000-\u001f\u007f]/.test(exec)) return null;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Vigía',
    'Comment=Can I rest easy?',
    'Comment[es]=¿Puedo estar tranquila?',
    // Where the program was removed by hand, no desktop complains of an entry that is left.
    `TryExec=${command[0].replaceAll('\\', '\\\\')}`,
    // First its own quotes, then those of every value.
    `Exec=${exec.replaceAll('\\', '\\\\')}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

function toExecArgument(text: string): string {
  const escaped = text.replaceAll('%', '%%');
  return /^[A-Za-z0-9/._:@+,=%-]+$/.test(escaped) ? escaped : `"${escaped.replace(/["`$\\]/g, '\\$&')}"`;
}

export function readDesktopEntry(text: string): DesktopEntry {
  const values = new Map<string, string>();
  let group = '';
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\[(.*)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) group = heading;
    const [, key, value] = /^([A-Za-z0-9-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (group === 'Desktop Entry' && key !== undefined) values.set(key, value ?? '');
  }
  const isOff = values.get('Hidden') === 'true' || values.get('X-GNOME-Autostart-enabled') === 'false';
  return { command: splitExec(unescape(values.get('Exec') ?? '')), isOff };
}

const escapes: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };

function unescape(value: string): string {
  return value.replace(/\\(.)/g, (both, letter: string) => escapes[letter] ?? both);
}

function splitExec(exec: string): readonly string[] {
  return [...exec.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g)].map(([, quoted, plain]) =>
    (quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '').replaceAll('%%', '%'),
  );
}
