/** Waits until a condition holds, looking every 10 ms; fails with `what` after the limit. */
export async function waitUntil(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  const endAt = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > endAt) throw new Error(`waited ${String(limitMs)} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
