/** Whole journeys without a mouse: each place that the focus comes to can be seen and has a name. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeWindow } from '../support/renderer/describe-window';
import { asked } from '../support/renderer/open-window';

interface Place {
  readonly name: string;
  readonly isSeen: boolean;
  readonly isMarked: boolean;
}

describeWindow('by keyboard alone', ({ open }) => {
  /** What has the focus: its words, whether it is in sight, and whether something marks it. */
  const place = (page: Page): Promise<Place> =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return { name: '', isSeen: true, isMarked: true };
      const { top, bottom, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const name = element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent;
      return {
        name: name.replaceAll('\u00a0', ' ').trim(),
        isSeen: height > 0 && top >= 0 && bottom <= innerHeight,
        isMarked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
      };
    });

  /** Presses Tab until what is meant has the focus; returns all places on the way. */
  async function tabTo(page: Page, wanted: RegExp): Promise<readonly Place[]> {
    const places: Place[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const at = await place(page);
      places.push(at);
      if (wanted.test(at.name)) return places;
    }
    throw new Error(`Tab never comes to ${String(wanted)}: ${places.map(({ name }) => name).join(' | ')}`);
  }

  const blemishes = (places: readonly Place[]) =>
    places.filter(({ name, isSeen, isMarked }) => name === '' || !isSeen || !isMarked);

  test('the answer is read, its measures opened, and the services reached', async () => {
    const { page } = await open('answer-calm');
    const way = await tabTo(page, /^Ver las medidas/);
    expect(blemishes(way)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await page.locator('details[open] summary', { hasText: 'Ver las medidas' }).count()).toBe(1);
    const back = await tabTo(page, /^Servicios$/);
    expect(blemishes(back)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('.svc').first().waitFor();
    await page.close();
  });

  test('during an outage the restart is a few presses away, and Esc gives the place back', async () => {
    const { page } = await open('answer-down-api');
    const way = await tabTo(page, /^Reiniciar la API$/);
    expect(blemishes(way)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Reiniciando la API' }).waitFor();
    expect(await asked(page)).toEqual([
      { name: 'restart:start', argument: { serverId: 'portal-mme', service: 'api', confirmed: false } },
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect((await place(page)).name).toBe('Reiniciar la API');
    await page.close();
  });

  test('a service that is well is restarted after the question, whose safe answer comes first', async () => {
    const { page } = await open('services-calm');
    await tabTo(page, /^Reiniciar la API…$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '¿Reiniciar la API?' }).waitFor();
    expect((await place(page)).name).toBe('Cancelar');
    const way = await tabTo(page, /^Reiniciar la API$/);
    expect(blemishes(way)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => asked(page))
      .toEqual([{ name: 'restart:start', argument: { serverId: 'portal-mme', service: 'api', confirmed: true } }]);
    await page.close();
  });
});
