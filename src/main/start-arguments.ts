/** Started by the system at login: into the tray, without a window unless there is no tray. */
export const hiddenArgument = '--hidden';
export const demoArgument = '--demo';

/** What the command line understands without a command as well (`cli/arguments.ts`). */
export const commonOptions: readonly string[] = [
  '--help',
  '-h',
  '--version',
  '--json',
  '--language',
  '--password-stdin',
];

/**
 * Whether she means the command line: a word (also a mistyped one), or an option that only it has. Switches alone start the
 * tray application; the word after one that is not ours is its value (`--class NAME`), a path or an address is for others.
 * `args`: without `--data-dir` and its value.
 */
export function isCommandLine(args: readonly string[]): boolean {
  return args.some((arg, index) => {
    const before = args[index - 1] ?? '';
    const isValue = before.startsWith('-') && !before.includes('=') && !isOurs(before);
    return isOurs(arg) ? arg !== hiddenArgument && arg !== demoArgument : /^[^-./\\:][^/\\:]*$/.test(arg) && !isValue;
  });
}

function isOurs(arg: string): boolean {
  return [...commonOptions, hiddenArgument, demoArgument].includes(arg.replace(/=.*$/, ''));
}

/** Without a display there is only the command line. What this Linux has: X or Wayland. */
export function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}
