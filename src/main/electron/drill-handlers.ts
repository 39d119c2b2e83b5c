import type { Push } from '../../shared/ipc';
import type { Clock } from '../clock';
import type { Drill } from '../drill';
import type { RequestHandlers } from './ipc';
import { createSilenceHandlers } from './silence-handlers';

export type DrillHandlers = Pick<RequestHandlers, 'drill:start' | 'drill:next' | 'drill:pause' | 'drill:stop'>;

export function createDrillHandlers(drill: Drill): DrillHandlers {
  return {
    'drill:start': ({ serverId, scenario }) => ({ started: drill.start(scenario, serverId) }),
    'drill:next': () => {
      drill.next();
      return null;
    },
    'drill:pause': ({ on }) => {
      drill.pause(on);
      return null;
    },
    'drill:stop': () => {
      drill.stop('over');
      return null;
    },
  };
}

const refused = { kind: 'refused', reason: 'drill' } as const;
const refusedData = { kind: 'refused', why: 'drill' } as const;

interface GateDeps {
  readonly clock: Clock;
  readonly drill: Drill;
  readonly push: (push: Push) => void;
}

/**
 * While a drill runs, nothing that she does in it reaches the server: it is answered by the drill, or refused. Every
 * request has its line here, so that a new one cannot be forgotten.
 */
export function withDrill(real: RequestHandlers, { clock, drill, push }: GateDeps): RequestHandlers {
  let nextStream = -1;
  const silence = createSilenceHandlers({
    clock: { ...clock, now: drill.now },
    getState: () => drill.store()?.getState() ?? null,
    dispatch: (event) => drill.store()?.dispatch(event),
  });
  const unchanged = async () => ({ problem: { kind: 'drill' }, view: await real['settings:get'](null) }) as const;
  const inDrill: RequestHandlers = {
    'snapshot:get': real['snapshot:get'],
    // Her look is the drill's next round.
    'check:now': ({ serverId }) => {
      if (drill.snapshot()?.servers.some(({ id }) => id === serverId) === true) drill.next();
      return null;
    },
    'restart:start': ({ service }) => {
      drill.refuseRestart(service);
      return { accepted: false };
    },
    'restart:dismiss': ({ serverId }) => {
      drill.store()?.dispatch({ kind: 'restart-dismissed', serverId });
      return null;
    },
    'logs:open': ({ sources }) => {
      const stream = nextStream--;
      for (const source of sources) push({ kind: 'log-end', stream, source, error: { kind: 'drill' } });
      return { stream, isContinued: false };
    },
    // They may have been opened before.
    'logs:taken': real['logs:taken'],
    'logs:close': real['logs:close'],
    'logs:search': ({ sources }) => {
      const search = nextStream--;
      const nothing = { lines: [], ats: [], reachedAt: null, bytesRead: 0, bytesTotal: null, unreadFiles: 0 };
      for (const source of sources)
        push({ kind: 'log-search', search, source, ...nothing, state: 'failed', error: { kind: 'drill' } });
      return { search };
    },
    'logs:search-stop': real['logs:search-stop'],
    'logs:save': real['logs:save'],
    ...silence,
    'host-key:accept': () => ({ accepted: false }),
    // She has gone to do something in earnest.
    'setup:defaults': (argument) => {
      drill.stop('over');
      return real['setup:defaults'](argument);
    },
    'setup:test': () => null,
    'setup:accept-host-key': () => null,
    'setup:save': () => ({ problem: { kind: 'drill' }, serverId: null }),
    'setup:keep': real['setup:keep'],
    'setup:done': real['setup:done'],
    'setup:choose-file': real['setup:choose-file'],
    'secret:give': () => null,
    'settings:get': real['settings:get'],
    // How the window looks; what is told, and when, is the real thing's.
    'settings:set': async ({ language, theme, ...rest }) => {
      const saved = await real['settings:set']({ language, theme });
      return Object.keys(rest).length === 0 ? saved : { ...saved, problem: { kind: 'drill' } };
    },
    'server:set': unchanged,
    'server:move': unchanged,
    'server:delete': unchanged,
    // It began before the drill.
    'server:undelete': real['server:undelete'],
    'server:history': real['server:history'],
    'notice:test': real['notice:test'],
    'open:portal': real['open:portal'],
    'copy:text': real['copy:text'],
    'data:about': real['data:about'],
    'data:open-folder': real['data:open-folder'],
    'data:copy': real['data:copy'],
    'data:choose-copy': () => refusedData,
    'data:restore': () => refusedData,
    'data:undo': () => refusedData,
    'data:forget-aside': real['data:forget-aside'],
    'data:export-servers': real['data:export-servers'],
    'data:import-servers': () => refusedData,
    'demo:start': () => ({ isStarted: false }),
    'demo:leave': real['demo:leave'],
    // Her computer's matter, not the server's.
    'login-start:get': real['login-start:get'],
    'login-start:set': real['login-start:set'],
    'update:restart': () => ({ isBegun: false }),
    // The true history goes on beside the drill, and none of the drill is in it.
    'history:recent': real['history:recent'],
    'history:view': real['history:view'],
    'history:day': real['history:day'],
    'history:incident': real['history:incident'],
    'history:charts': real['history:charts'],
    // Beside what a drill shows, true trends would be taken for its own.
    'history:services': () => null,
    'history:about': real['history:about'],
    'history:save-report': real['history:save-report'],
    'history:export': real['history:export'],
    // Whoever practises tries things out: what is written about true outages must be meant.
    'history:note': () => refused,
    'history:correct': () => refused,
    'history:uncorrect': () => refused,
    'history:import': () => refused,
    'drill:start': real['drill:start'],
    'drill:next': real['drill:next'],
    'drill:pause': real['drill:pause'],
    'drill:stop': real['drill:stop'],
  };
  return choose(real, inDrill, drill.isRunning);
}

function choose(real: RequestHandlers, inDrill: RequestHandlers, isRunning: () => boolean): RequestHandlers {
  const names = Object.keys(real) as (keyof RequestHandlers)[];
  // Which of the two is asked at each call; both have the same names and types.
  const pick = (name: keyof RequestHandlers) => (argument: never) =>
    (isRunning() ? inDrill : real)[name](argument) as unknown;
  return Object.fromEntries(names.map((name) => [name, pick(name)])) as unknown as RequestHandlers;
}
