/**
 * Lines on their way to the window, one flow for each source: in batches, never more of them on the way than the window
 * takes. While it does not, the server is held back and nothing is lost. Where that lasts and the log is being followed,
 * lines are let go and counted, so that what is shown is of now.
 *
 *   lines ─► open batch ─► waiting batches ─► at most `mostOnTheWay` sent and not taken
 *                            └ too much waits: hold the server; held for `patienceMs`: skip until it falls quiet
 */

export interface FlowHandlers {
  /** `dropped`: lines that were let go before these. */
  send(lines: readonly string[], dropped: number): void;
  hold(): void;
  release(): void;
}

export interface Flow {
  push(line: string): void;
  /** The window is done with one batch. */
  taken(): void;
  /** From now on lines may be let go: what was there before is read. */
  follow(): void;
  /** Sends what is open, at once. */
  flush(): void;
  stop(): void;
}

interface Batch {
  readonly lines: string[];
  dropped: number;
  characters: number;
}

/** A batch is sent at this age, or when it is full. */
const batchMs = 40;
const batchLines = 2000;
const batchCharacters = 256 * 1024;
const mostOnTheWay = 4;
/** What waits here at most, for one source; beyond it come 2 MB that the server may send before it notices. */
const holdAt = 2 * 1024 * 1024;
const releaseAt = 512 * 1024;
const patienceMs = 5000;
/** The server looks for new lines twice a second. */
const quietMs = 800;
const longestSkipMs = 2000;

export function createFlow(handlers: FlowHandlers): Flow {
  let open: Batch = emptyBatch();
  let waiting: Batch[] = [];
  let characters = 0;
  let onTheWay = 0;
  let isHeld = false;
  let isFollowing = false;
  let isSkipping = false;
  let isStopped = false;
  const timers: Partial<Record<'batch' | 'patience' | 'quiet' | 'skip', NodeJS.Timeout | undefined>> = {};

  function close(): void {
    clear('batch');
    if (open.lines.length === 0 && open.dropped === 0) return;
    waiting.push(open);
    open = emptyBatch();
    sendWaiting();
  }

  function sendWaiting(): void {
    while (onTheWay < mostOnTheWay) {
      const batch = waiting.shift();
      if (batch === undefined) break;
      onTheWay += 1;
      characters -= batch.characters;
      handlers.send(batch.lines, batch.dropped);
    }
    if (isHeld && !isSkipping && characters < releaseAt) release();
  }

  function hold(): void {
    isHeld = true;
    handlers.hold();
    timers.patience = setTimeout(skip, patienceMs);
  }

  function release(): void {
    isHeld = false;
    clear('patience');
    handlers.release();
  }

  /** Reads on without keeping anything, until the server has no more to send for a moment. */
  function skip(): void {
    clear('patience');
    if (!isFollowing || isSkipping || isStopped) return;
    close();
    isSkipping = true;
    timers.skip = setTimeout(stopSkipping, longestSkipMs);
    waitForQuiet();
    release();
  }

  function stopSkipping(): void {
    clear('quiet', 'skip');
    isSkipping = false;
    if (characters >= holdAt && !isHeld) hold();
    timers.batch ??= setTimeout(close, batchMs);
  }

  function waitForQuiet(): void {
    clear('quiet');
    timers.quiet = setTimeout(stopSkipping, quietMs);
  }

  function clear(...names: readonly (keyof typeof timers)[]): void {
    for (const name of names) {
      clearTimeout(timers[name]);
      timers[name] = undefined;
    }
  }

  return {
    push: (line) => {
      if (isStopped) return;
      if (isSkipping) {
        open.dropped += 1;
        waitForQuiet();
        return;
      }
      open.lines.push(line);
      open.characters += line.length + 1;
      characters += line.length + 1;
      timers.batch ??= setTimeout(close, batchMs);
      if (open.lines.length >= batchLines || open.characters >= batchCharacters) close();
      if (characters >= holdAt && !isHeld) hold();
    },
    taken: () => {
      onTheWay = Math.max(0, onTheWay - 1);
      sendWaiting();
    },
    follow: () => {
      isFollowing = true;
      if (isHeld && timers.patience === undefined) timers.patience = setTimeout(skip, patienceMs);
    },
    flush: () => {
      close();
      // Nothing more comes: what waits is bounded, and its end must not be waited for.
      while (waiting.length > 0) {
        onTheWay = 0;
        sendWaiting();
      }
    },
    stop: () => {
      isStopped = true;
      clear('batch', 'patience', 'quiet', 'skip');
      waiting = [];
    },
  };
}

function emptyBatch(): Batch {
  return { lines: [], dropped: 0, characters: 0 };
}
