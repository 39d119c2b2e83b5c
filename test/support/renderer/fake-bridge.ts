import type { ViewContext } from '../../../src/shared/ipc';
import type { Fixture } from './fixtures';

/**
 * A script that stands in for the preload: answers from the fixture, records every request in `window.asked`, and offers
 * `window.tell(push)` for later messages. What is asked of the history and of the settings goes to
 * `window.answerHistory` and `window.answerSettings`. To be run before the page's own script.
 */
export function fakeBridgeScript(fixture: Fixture, context: ViewContext): string {
  return `(${installBridge.toString()})(${JSON.stringify({ fixture, context })});`;
}

/** Runs in the page: may use nothing from this module. */
function installBridge({ fixture, context }: { fixture: Fixture; context: ViewContext }): void {
  const page = window as unknown as Record<string, unknown>;
  const listeners = new Set<(push: unknown) => void>();
  const asked: unknown[] = [];
  const tell = (push: unknown) => {
    for (const listener of listeners) listener(push);
  };
  const answers: Record<string, unknown> = {
    'snapshot:get': { snapshot: fixture.snapshot, view: context },
    'setup:defaults': fixture.setupDefaults,
    'logs:search': { search: 1 },
    'logs:save': { kind: 'cancelled' },
    'restart:start': { accepted: true },
    'setup:save': { problem: null, serverId: 'portal-mme' },
    'setup:choose-file': { path: null },
    'host-key:accept': { accepted: true },
    'drill:start': { started: false },
    'demo:start': { isStarted: false },
    'update:restart': { isBegun: false },
    'notice:test': { shown: false, channel: 'node-notifier', reason: 'notify-send: exit code 1' },
  };
  // A message means something only after the request that it follows.
  const requestBefore: Record<string, string> = {
    snapshot: 'snapshot:get',
    show: 'snapshot:get',
    setup: 'setup:defaults',
    'log-clock': 'logs:open',
    'log-lines': 'logs:open',
    'log-read': 'logs:open',
    'log-end': 'logs:open',
    'log-search': 'logs:search',
  };
  page['asked'] = asked;
  page['tell'] = tell;
  page['vigia'] = {
    request: (name: string, argument: unknown) => {
      asked.push({ name, argument });
      const continues = (argument as { continues?: number | null } | null)?.continues ?? null;
      // What goes on has nothing new until the test tells of it.
      const isContinued = name === 'logs:open' && continues !== null;
      const due = fixture.pushes.filter((push) => requestBefore[push.kind] === name && !isContinued);
      setTimeout(() => {
        for (const push of due) tell(push.kind === 'snapshot' ? { ...push, view: context } : push);
      }, 50);
      const isReplaced = name === 'snapshot:get' && due.some((push) => push.kind === 'snapshot');
      // A fixture that begins with an earlier snapshot ends with its own.
      if (isReplaced)
        setTimeout(
          () => tell({ kind: 'snapshot', snapshot: { ...fixture.snapshot, revision: 2 }, view: context }),
          100,
        );
      if (name.startsWith('history:'))
        return (page['answerHistory'] as (name: string, argument: unknown) => Promise<unknown>)(name, argument);
      if (/^(?:settings|server|login-start|data):/.test(name))
        return (page['answerSettings'] as (name: string, argument: unknown) => Promise<unknown>)(name, argument);
      if (name === 'logs:open') return Promise.resolve({ stream: isContinued ? 2 : 1, isContinued });
      return Promise.resolve(answers[name] ?? null);
    },
    onPush: (listener: (push: unknown) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
