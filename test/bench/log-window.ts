import { startWindow } from '../support/renderer/open-window';
import type { Push } from '../../src/shared/ipc';

export interface LogWindowFigures {
  readonly lines: number;
  readonly megabytes: number;
  readonly loadMs: number;
  readonly textMs: number;
  readonly regexMs: number;
  /** The same text, decoded and searched in one go by one thread that holds it: what the machine gives at that moment. */
  readonly plainMs: number;
  /** Frames while nothing happens, on the same machine just before. */
  readonly idle: LogWindowFigures['frames'];
  readonly matches: readonly [number, number];
  /** Between one frame and the next while lines come in. */
  readonly frames: { readonly p50: number; readonly p99: number; readonly max: number; readonly count: number };
  /** The longest time that the window's own thread was busy. */
  readonly longestTaskMs: number;
  readonly memoryMb: number;
  readonly linesPerSecond: number;
}

interface Tools {
  tell(push: Push): void;
  /** Tells lines of about the length that a log has, coloured as a log may be. */
  flood(count: number, from: number): Promise<void>;
}

/** The view of the logs over a million lines, then over 200 MB that are followed at 2,000 lines a second. */
export async function measureLogWindow(): Promise<LogWindowFigures> {
  const shown = await startWindow();
  try {
    const { page } = await shown.open('logs-calm', { realTime: true });
    await page.evaluate(installTools);
    const flood = (count: number, from: number) =>
      page.evaluate(([n, first]) => (window as unknown as Tools).flood(n, first), [count, from] as const);
    await page.keyboard.press('f');
    const beganAt = Date.now();
    await flood(1_000_000, 0);
    const loadMs = Date.now() - beganAt;
    const text = await timeSearch('needle 77777', false);
    await page.getByLabel('Buscar en los registros').fill('');
    const regex = await timeSearch('needle 7{3}[0-9]+ took', true);
    await page.getByLabel('Buscar en los registros').fill('');
    await flood(1_100_000, 1_000_000);
    await page.locator('#log-lines').focus();
    const idle = await page.evaluate(follow, 0);
    const frames = await page.evaluate(follow, 2000);
    const held = /([\d.]+)\s+renglones,\s+([\d.,]+)/.exec((await page.locator('.bar-foot').textContent()) ?? '');
    const memoryMb = await shown.memoryMb();
    return {
      lines: Number(held?.[1]?.replaceAll('.', '') ?? 0),
      megabytes: Number(held?.[2]?.replace(',', '.') ?? 0),
      loadMs,
      textMs: text.ms,
      regexMs: regex.ms,
      plainMs: searchPlainly(),
      idle: idle.frames,
      matches: [text.count, regex.count],
      ...frames,
      memoryMb,
    };

    async function timeSearch(what: string, isRegex: boolean) {
      if (isRegex) await page.getByRole('button', { name: 'Expresión regular' }).click();
      return page.evaluate(search, what);
    }
  } finally {
    await shown.stop();
  }
}

function searchPlainly(): number {
  const line = (index: number) =>
    `[2026-11-24 10:00:00 +0000] [1204] [INFO] request needle ${String(index)} took 182 ms and answered well\n`;
  const pieces = Array.from({ length: 25 }, (_, piece) =>
    Buffer.from(Array.from({ length: 40_000 }, (_one, index) => line(piece * 40_000 + index)).join('')),
  );
  const beganAt = performance.now();
  const decoder = new TextDecoder();
  for (const piece of pieces) decoder.decode(piece).match(/needle 77777/gi);
  return performance.now() - beganAt;
}

/** Runs in the page: may use nothing from this module. */
function installTools(): void {
  const page = window as unknown as Tools & { asked: { name: string; argument: { batch?: number } }[] };
  const stamp = (index: number) =>
    new Date(Date.UTC(2026, 10, 20) + index * 10).toISOString().slice(0, 19).replace('T', ' ');
  const line = (index: number) =>
    `[${stamp(index)} +0000] [1204] [INFO] \u001b[32mrequest\u001b[0m needle ${String(index)} took 182 ms and answered well`;
  page.flood = async (count, from) => {
    for (let done = 0; done < count; done += 2000) {
      const lines = Array.from({ length: 2000 }, (_, index) => line(from + done + index));
      const batch = 1000 + from + done;
      page.tell({ kind: 'log-lines', stream: 1, source: 'api-error', batch, lines, dropped: 0 });
      const isTaken = () => page.asked.some(({ name, argument }) => name === 'logs:taken' && argument.batch === batch);
      // As the server's side does: not too many on the way.
      if (done % 20_000 === 0) while (!isTaken()) await new Promise((resolve) => setTimeout(resolve, 5));
      if (done % 20_000 === 0) page.asked.length = 0;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  };
}

/** Runs in the page: from the last key to the count on the screen, when everything is searched. */
async function search(what: string): Promise<{ ms: number; count: number }> {
  const input = document.getElementById('log-search') as HTMLInputElement;
  // What was found before is gone from the screen.
  while (document.querySelector('.search-box[data-state=none]') === null)
    await new Promise((resolve) => setTimeout(resolve, 2));
  const beganAt = performance.now();
  input.value = what;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const status = () => document.getElementById('log-matches')?.textContent ?? '';
  const count = () => /([\d.]+)(?: coincidencias?)?$/.exec(status());
  while (document.querySelector('.search-box[data-state=done]') === null || count() === null)
    await new Promise((resolve) => setTimeout(resolve, 2));
  return { ms: performance.now() - beganAt, count: Number((count()?.[1] ?? '0').replaceAll('.', '')) };
}

/** Runs in the page: ten seconds of 2,000 lines a second, in pushes as they come over SSH. */
async function follow(
  linesPerSecond: number,
): Promise<Pick<LogWindowFigures, 'frames' | 'longestTaskMs' | 'linesPerSecond'>> {
  const page = window as unknown as Tools;
  const gaps: number[] = [];
  let longestTaskMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  observer.observe({ type: 'longtask' });
  const beganAt = performance.now();
  let told = 0;
  let last = beganAt;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - beganAt) / 1000) * linesPerSecond);
    const lines = Array.from(
      { length: due - told },
      (_, index) => `[2026-11-24 10:10:00 -0500] [1204] [ERROR] live ${String(told + index)} of the flood, as it comes`,
    );
    told = due;
    if (lines.length === 0) return;
    page.tell({ kind: 'log-lines', stream: 1, source: 'api-error', batch: told, lines, dropped: 0 });
  }, 25);
  while (performance.now() - beganAt < 10_000) {
    const at = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    gaps.push(at - last);
    last = at;
  }
  clearInterval(timer);
  observer.disconnect();
  const sorted = gaps.slice(1).sort((one, other) => one - other);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return {
    frames: { p50: share(0.5), p99: share(0.99), max: share(1), count: sorted.length },
    longestTaskMs,
    linesPerSecond: told / 10,
  };
}
