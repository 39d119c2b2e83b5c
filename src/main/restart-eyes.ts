import type { HttpProbe } from '../core/model';
import type { RemoteFacts } from '../core/remote-facts';
import { toRestartEvidence } from '../core/restart-evidence';
import type { RestartEvidence } from '../core/restart-types';
import type { ServerSettings } from '../core/settings';
import type { Clock } from './clock';
import type { Connect, Observer } from './observe';
import type { SshConnection } from './ssh/connect';

const pollMs = 2_000;

/** What is seen after the order was given. */
export interface Eyes {
  /** Looks every two seconds until it is true or the time is over. A pass ends the wait at once. */
  until(isTrue: (facts: RemoteFacts) => boolean, limitMs: number): Promise<boolean>;
  last(): RemoteFacts | null;
  sawWeb(web: Web): void;
  /** `orderedAt`: what the log tells of later errors belongs to the new start. */
  evidence(orderedAt: number): Promise<RestartEvidence>;
  close(): void;
}

interface Web {
  readonly portal: HttpProbe;
  readonly api: HttpProbe;
}

interface EyesDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly connect: Connect;
}

/** Looks inside over the open connection, and over a new one where it was lost. */
export function createEyes(deps: EyesDeps, server: ServerSettings, first: SshConnection): Eyes {
  let connection: SshConnection | null = first;
  let last: RemoteFacts | null = null;
  let web: Web | null = null;
  let isTurnedAway = false;
  async function look(): Promise<void> {
    if (connection === null) {
      if (isTurnedAway) return;
      const again = await deps.connect(server);
      if (!again.ok) {
        // Only a missing connection is worth another try: a refused login is counted by the server.
        isTurnedAway = !/^(?:refused|timeout|unreachable|disconnected)$/.test(again.error.kind);
        return;
      }
      connection = again.value;
    }
    const facts = await deps.observer.lookInside(connection, server, false);
    if (facts.ok) last = facts.value;
    else {
      connection.end();
      connection = null;
    }
  }
  return {
    until: async (isTrue, limitMs) => {
      const end = deps.clock.monotonic() + limitMs;
      for (;;) {
        await look();
        if (last !== null && isTrue(last)) return true;
        if (deps.clock.monotonic() > end) return false;
        await pause(deps.clock, pollMs);
      }
    },
    last: () => last,
    sawWeb: (seen) => {
      web = seen;
    },
    evidence: async (orderedAt) => {
      web ??= await deps.observer.probeWeb(server);
      const at = deps.clock.now();
      return toRestartEvidence({ at, errorsFromAt: orderedAt, cause: null, facts: last, ...web }, server);
    },
    close: () => {
      connection?.end();
    },
  };
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
