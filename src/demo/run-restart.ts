/** What the demo answers to core/services/restart-script.ts: the same marks, and the words of the real scripts. */
import type { RestartableService } from '../core/services';
import type { CommandContext } from './commands';
import type { CommandIo } from './ssh-server';
import type { World } from './world';
import { startApi, startDashboard, stopApi, stopDashboard } from './world-services';

interface Step {
  readonly name: 'stop' | 'start';
  /** What the step does to the server, what it prints and its exit code. */
  run(world: World, at: number): { readonly world: World; readonly says: string; readonly code: number };
}

/** Step after step, also when the client has gone: a restart that has begun is not left half done. */
export function runRestart(service: RestartableService, nonce: string, io: CommandIo, context: CommandContext): void {
  const left = [...steps[service]];
  next();

  function next(): void {
    const step = left.shift();
    if (step === undefined) {
      io.write(`${nonce} done\n`);
      io.exit(0);
      return;
    }
    io.write(`${nonce} ${step.name} begin\n`);
    context.after(context.stepMs, () => {
      const { world, says, code } = step.run(context.holder.read(), context.holder.now());
      context.holder.write(world);
      io.write(`${says}${nonce} ${step.name} end ${code}\n`);
      next();
    });
  }
}

const steps: Readonly<Record<RestartableService, readonly Step[]>> = {
  api: [
    {
      name: 'stop',
      run: (world, at) => ({
        world: stopApi(world, at),
        says: world.api === null ? 'La API no estaba en ejecución\n' : 'API detenida\n',
        code: 0,
      }),
    },
    {
      name: 'start',
      run: (world, at) => {
        const started = startApi(world, at);
        const pid = started.api?.master ?? 0;
        const isNew = world.api === null;
        return { world: started, says: isNew ? `API iniciada (PID ${pid})\n` : alreadyRunning(pid), code: 0 };
      },
    },
  ],
  dashboard: [
    {
      name: 'start',
      run: (world, at) => {
        const started = startDashboard(stopDashboard(world, at), at);
        return started.dashboard === null
          ? { world: started, says: unitFailure, code: 1 }
          : { world: started, says: '', code: 0 };
      },
    },
  ],
};

function alreadyRunning(pid: number): string {
  return `La API ya está en ejecución (PID ${pid})\n`;
}

const unitFailure = [
  'Job for dashboard-mme.service failed because the control process exited with error code.',
  'See "systemctl status dashboard-mme.service" and "journalctl -xeu dashboard-mme.service" for details.',
  '',
].join('\n');
