/** Going through the window without a mouse: what has the focus, and whether it can be seen. */
import type { Page } from 'playwright-core';

export interface Place {
  readonly name: string;
  readonly isSeen: boolean;
  readonly isMarked: boolean;
}

/** What has the focus: its words, whether it is in sight, and whether something marks it. */
export function placeOf(page: Page): Promise<Place> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { name: '', isSeen: true, isMarked: true };
    const { top, bottom, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    const labels = isField ? [...(element.labels ?? [])] : [];
    const name = element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent;
    return {
      name: name.replaceAll('\u00a0', ' ').trim(),
      isSeen: height > 0 && top >= 0 && bottom <= innerHeight,
      isMarked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
    };
  });
}

/** Presses Tab until what is meant has the focus; returns all places on the way. */
export async function tabTo(page: Page, wanted: RegExp): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await placeOf(page);
    places.push(at);
    if (wanted.test(at.name)) return places;
  }
  throw new Error(`Tab never comes to ${String(wanted)}: ${places.map(({ name }) => name).join(' | ')}`);
}

/** Places without a name, out of sight, or with nothing that marks them. */
export function blemishes(places: readonly Place[]): readonly Place[] {
  return places.filter(({ name, isSeen, isMarked }) => name === '' || !isSeen || !isMarked);
}
