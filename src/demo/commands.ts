import { scriptCommand } from '../core/remote/remote-shell';
import { logExit } from '../core/services';
import type { ServerSettings } from '../core/settings';
import { parseLogScript } from './log-command';
import { printClock, printLog, printSearch } from './print-log';
import { roundAnswer } from './round-answer';
import { runRestart } from './run-restart';
import type { CommandIo } from './ssh-server';
import type { WorldHolder } from './world-holder';

export interface Commands {
  run(command: string, io: CommandIo): void;
  /** Ends what still runs. */
  stop(): void;
}

export interface CommandContext {
  readonly holder: WorldHolder;
  /** How long each step of a restart takes. */
  readonly stepMs: number;
  server(): ServerSettings;
  /** What nginx shows now, as PEM. */
  certificate(): string;
  /** Calls once after so many milliseconds, unless the portal has stopped by then; returns the function that cancels. */
  after(ms: number, call: () => void): () => void;
}

/** What the simulated server's shell does with a command line: the commands of core, and 127 for all others. */
export function createCommands(options: Omit<CommandContext, 'after'>): Commands {
  const timers = new Set<NodeJS.Timeout>();
  function after(ms: number, call: () => void): () => void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      call();
    }, ms);
    timers.add(timer);
    return () => {
      clearTimeout(timer);
      timers.delete(timer);
    };
  }
  return {
    run(command, io) {
      runCommand(command, io, { ...options, after });
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function runCommand(command: string, io: CommandIo, context: CommandContext): void {
  if (command === scriptCommand) {
    void io.stdin.then((script) => {
      const nonce = /^NONCE='([A-Za-z0-9]{8,64})'$/m.exec(script)?.[1];
      if (nonce !== undefined) runScript({ script, nonce }, io, context);
      else io.exit(2);
    });
    return;
  }
  refuse(command.split(/\s/)[0] ?? '', io);
}

/** The scripts of core, told by what is in them. They are never run. */
function runScript(given: { script: string; nonce: string }, io: CommandIo, context: CommandContext): void {
  const { script, nonce } = given;
  if (script.includes('section clock_end')) answerRound({ askSudo: script.includes('job sudo'), nonce }, io, context);
  else if (script.includes('step stop')) runRestart('api', nonce, io, context);
  else if (script.includes('restart "$UNIT"')) runRestart('dashboard', nonce, io, context);
  else answerLog({ script, nonce }, io, context);
}

function answerRound(given: { askSudo: boolean; nonce: string }, io: CommandIo, context: CommandContext): void {
  const { holder } = context;
  io.write(
    roundAnswer({
      ...given,
      world: holder.read(),
      at: holder.now(),
      server: context.server(),
      certificate: context.certificate(),
    }),
  );
  io.exit(0);
}

function answerLog(given: { script: string; nonce: string }, io: CommandIo, context: CommandContext): void {
  const { script, nonce } = given;
  const log = parseLogScript(script, context.server());
  if (log === null) refuse('sh', io);
  else if (log.kind === 'read') printLog(log.request, nonce, io, context);
  else if (log.kind === 'search') printSearch(log.request, nonce, io, context);
  else {
    printClock(nonce, io, context);
    io.exit(logExit.missing);
  }
}

function refuse(program: string, io: CommandIo): void {
  io.writeError(`bash: line 1: ${program}: command not found\n`);
  io.exit(127);
}
