/** Started by the system at login: into the tray, without a window unless there is no tray. */
export const hiddenArgument = '--hidden';

const questions: readonly string[] = ['--help', '-h', '--version'];

/**
 * Whether she means the command line: a word (also a mistyped one), or a question about it. Switches alone start the tray
 * application, and a path is a checkout's. `args`: without `--data-dir` and its value.
 */
export function isCommandLine(args: readonly string[]): boolean {
  return args.some((arg) => /^[a-z][a-z-]*$/.test(arg) || questions.includes(arg));
}
