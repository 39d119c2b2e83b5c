import type { LoginStart } from '../../shared/ipc';
import type { RequestHandlers } from './ipc';
import type { LoginStartPort } from '../login-start/login-start';

export type LoginStartHandlers = Pick<RequestHandlers, 'login-start:get' | 'login-start:set'>;

export function createLoginStartHandlers(port: LoginStartPort): LoginStartHandlers {
  return {
    'login-start:get': () => port.read(),
    'login-start:set': ({ on }) => {
      const problem = port.set(on);
      const state = port.read();
      const isAsWished = on ? startsThis(state) : !startsThis(state);
      // A system may take an order and not follow it.
      return { state, problem: problem ?? (isAsWished ? null : { kind: 'refused' }) };
    },
  };
}

/** Or would, were it not for her own settings of the system, which are said with the state. */
function startsThis({ kind }: LoginStart): boolean {
  return kind === 'on' || kind === 'blocked';
}
