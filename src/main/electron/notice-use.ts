/** What happens when she clicks a notice, or says in it that she knows. */
import type { MonitorState } from '../../core/monitor-state';
import { isDrillNotice, type Drill } from '../drill';
import type { Notifier } from '../notifier/notifier';
import { showView } from '../show-target';
import type { RequestHandlers } from './ipc';
import type { SilenceHandlers } from './silence-handlers';
import type { MainWindow, ShowTarget } from './window';

/** The answer about the server that a notice is of. */
export function answerOf(noticeId: string, { servers }: MonitorState): ShowTarget {
  const about = isDrillNotice(noticeId) ? noticeId.slice(noticeId.indexOf(':') + 1) : noticeId;
  const server = servers.find(({ server: { id } }) => about.startsWith(`${id}:`));
  return showView('answer', server?.server.id ?? null);
}

export interface NoticeUseDeps {
  readonly notifier: Pick<Notifier, 'onUse'>;
  readonly getState: () => MonitorState;
  readonly drill: Pick<Drill, 'isRunning' | 'stop'>;
  readonly show: MainWindow['show'];
  /** Of what is real, and of what she sees: a drill answers for itself. */
  readonly silence: Pick<SilenceHandlers, 'acknowledge:set'>;
  readonly requests: Pick<RequestHandlers, 'acknowledge:set'>;
}

/** Returns the way out. */
export function followNotices({ notifier, getState, drill, show, silence, requests }: NoticeUseDeps): () => void {
  return notifier.onUse((id, use) => {
    const target = answerOf(id, getState());
    if (use === 'open') {
      // What is real is not looked at through a drill.
      if (!isDrillNotice(id)) drill.stop('over');
      show(target, { focus: true });
    } else if (target.serverId !== null) {
      const said = { serverId: target.serverId, on: true };
      // A real one means the real outage, also during a drill; one of a drill that is over means nothing.
      if (!isDrillNotice(id)) silence['acknowledge:set'](said);
      else if (drill.isRunning()) void requests['acknowledge:set'](said);
    }
  });
}
