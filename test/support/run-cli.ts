import { Readable } from 'node:stream';
import { main } from '../../src/main/cli';
import { takeSecretFromEnvironment } from '../../src/main/secret-in-environment';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One command line in this process, with its output. */
export async function runCli(args: readonly string[], input = ''): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (line: string) => {
      out.push(line);
    },
    err: (line: string) => {
      err.push(line);
    },
    stdin: Readable.from([input]),
  };
  const code = await main(args, io, takeSecretFromEnvironment(process.env));
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** `--json` output of one document. */
export function json(run: CliRun): Record<string, unknown> {
  return JSON.parse(run.out) as Record<string, unknown>;
}

/** `--json` output of a stream. */
export function jsonLines(run: CliRun): readonly Record<string, unknown>[] {
  return run.out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
