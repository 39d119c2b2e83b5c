/** Whole journeys without a mouse: each place that the focus comes to can be seen and has a name. */
import { expect, test } from 'vitest';
import { describeWindow } from '../support/renderer/describe-window';
import { blemishes, placeOf, tabTo } from '../support/renderer/keyboard';
import { asked } from '../support/renderer/open-window';

describeWindow('by keyboard alone', ({ open }) => {
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
    expect((await placeOf(page)).name).toBe('Reiniciar la API');
    await page.close();
  });

  test('a service that is well is restarted after the question, whose safe answer comes first', async () => {
    const { page } = await open('services-calm');
    await tabTo(page, /^Reiniciar la API…$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '¿Reiniciar la API?' }).waitFor();
    expect((await placeOf(page)).name).toBe('Cancelar');
    const way = await tabTo(page, /^Reiniciar la API$/);
    expect(blemishes(way)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => asked(page))
      .toEqual([{ name: 'restart:start', argument: { serverId: 'portal-mme', service: 'api', confirmed: true } }]);
    await page.close();
  });
});
