import { describeLogEnd } from '../../shared/describe-setup';
import { serverText } from '../../shared/server-text';
import type { ServerSettings } from '../../core/settings';
import type { LogSource } from '../../core/logs/types';
import { openLog } from '../follow-logs';
import type { Complain } from './complain';
import type { CliShell } from './shell';

export interface LogsOptions {
  readonly source: LogSource;
  readonly lines: number;
  readonly follow: boolean;
  readonly grep: string | null;
  readonly sinceAt: number | null;
  readonly json: boolean;
  readonly ended: Promise<void>;
  readonly complain: Complain;
}

/** The named log on standard output. 0, or 2 if it cannot be read. */
export function runLogs(shell: CliShell, server: ServerSettings, options: LogsOptions): Promise<number> {
  return new Promise((resolve) => {
    const log = openLog(shell.connect, {
      server,
      source: options.source,
      lines: options.lines,
      follow: options.follow,
      grep: options.grep,
      sinceAt: options.sinceAt,
      // A log line may hold anything; a terminal would obey it.
      onLines: (lines) => {
        for (const line of lines)
          shell.io.out(
            options.json
              ? JSON.stringify({ source: options.source, line })
              : serverText(line.replaceAll('\t', '    '), 20_000),
          );
      },
      onEnd: (error) => {
        if (error === null) resolve(0);
        else
          resolve(
            options.complain({
              reason: 'log-unreadable',
              text: describeLogEnd(error, options.source, server, shell.t),
            }),
          );
      },
    });
    void options.ended.then(() => {
      log.close();
    });
  });
}
