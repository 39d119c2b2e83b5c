import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import type { Answers } from '../../shared/ipc';
import { requests, type RequestArgument, type RequestName } from '../../shared/requests';
import type { MainWindow } from './window';
import { faultText } from '../fault-text';

/** One function per line of shared/ipc.ts. An expected failure is part of the answer; a thrown error is a bug. */
export type RequestHandlers = {
  readonly [N in RequestName]: (argument: RequestArgument<N>) => Answers[N] | Promise<Answers[N]>;
};

const channel = 'vigia:request';

/** Answers the window. A call is refused unless it comes from our own page, has a known name and a valid argument. */
export function startIpc(options: {
  readonly window: Pick<MainWindow, 'isOurs' | 'pageIsListening'>;
  readonly handlers: RequestHandlers;
  readonly log: (line: string) => void;
}): { stop(): void } {
  const { window, handlers, log } = options;
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, name: unknown, argument: unknown) => {
    if (!window.isOurs(event)) throw refusal('foreign sender', log);
    if (!isRequestName(name)) throw refusal('unknown request', log);
    const answer = await answerRequest(name, argument, handlers, log);
    if (name === 'snapshot:get') window.pageIsListening();
    return answer;
  });
  return {
    stop: () => {
      ipcMain.removeHandler(channel);
    },
  };
}

async function answerRequest<N extends RequestName>(
  name: N,
  argument: unknown,
  handlers: RequestHandlers,
  log: (line: string) => void,
): Promise<Answers[N]> {
  const parsed = v.safeParse(requests[name], argument);
  // The issues could quote what she typed, a password among it.
  if (!parsed.success) throw refusal(`invalid argument of ${name}`, log);
  try {
    return await handlers[name](parsed.output);
  } catch (error) {
    log(`${name} failed: ${faultText(error)}`);
    // Only this word crosses: no stack, no path, and so no cause.
    // eslint-disable-next-line preserve-caught-error -- the cause was logged above and must stay in this process
    throw new Error('failed');
  }
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}

function refusal(why: string, log: (line: string) => void): Error {
  log(`call from the window refused: ${why}`);
  return new Error('refused');
}
