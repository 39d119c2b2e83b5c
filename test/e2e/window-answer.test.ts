/** The answer's own last day, the steps of the outage that goes on, and several servers at once. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeWindow } from '../support/renderer/describe-window';
import { asked } from '../support/renderer/open-window';

interface Shift {
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}

describeWindow('the answer in the window', ({ open }) => {
  const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

  test('says since when there was no outage, with how much of that time is known', async () => {
    const { page } = await open('answer-calm');
    await page.getByText('Sin caídas desde').waitFor();
    expect(plain(await page.locator('.verdict').textContent())).toMatch(
      /Sin caídas desde el sábado a las 22:55 \(2 días y 11 h\)\. De ese tiempo conozco el 70 %\./,
    );
    await page.close();
  });

  test('tells the last 24 hours in words where they are drawn', async () => {
    const { page } = await open('answer-calm');
    const line = page.getByRole('img', { name: /^Últimas 24 horas: / });
    await line.waitFor();
    expect(plain(await line.getAttribute('aria-label'))).toMatch(/funcionando .+sin datos/);
    await page.close();
  });

  test('what arrives later moves nothing', async () => {
    const { page } = await open('answer-calm');
    await page.getByRole('img', { name: /^Últimas 24 horas/ }).waitFor();
    const shifts = await page.evaluate(
      () =>
        new Promise<readonly string[]>((resolve) => {
          const moved: string[] = [];
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as unknown as readonly Shift[])
              for (const { node, previousRect, currentRect } of entry.sources)
                moved.push(`${node?.textContent ?? ''}: ${JSON.stringify([previousRect, currentRect])}`);
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => {
            resolve(moved);
          }, 300);
        }),
    );
    expect(shifts).toEqual([]);
    await page.close();
  });

  test('an outage that goes on is told step by step, and leads to its page', async () => {
    const { page } = await open('answer-down-database');
    await page.getByRole('heading', { name: 'Qué pasó y cuándo' }).waitFor();
    expect(await page.locator('.timeline li').count()).toBe(5);
    await page.getByRole('link', { name: 'Ver la incidencia completa' }).click();
    await expect
      .poll(async () => (await asked(page)).find(({ name }) => name === 'history:incident')?.argument)
      .toEqual({ serverId: 'portal-mme', incidentId: 'i1' });
    await page.close();
  });

  test('a drill shows none of the real past', async () => {
    const { page } = await open('answer-drill');
    expect(await page.getByText('Últimas 24 horas').count()).toBe(0);
    await page.close();
  });

  test('of several servers the worst answers, each has a line, and a click leads to it and back', async () => {
    const { page, complaints } = await open('answer-servers');
    expect([await heading(page), await page.title()]).toEqual(['No', 'Vigía: No']);
    const names = await page.locator('.line b').allTextContents();
    expect(names).toEqual(['Portal Energético', 'Pruebas del portal', 'Visor de estadísticas']);
    await page.getByRole('link', { name: /Visor de estadísticas/ }).click();
    expect(await heading(page)).toBe('Sí, puede estar tranquila');
    await page.locator('#server-switch').click();
    await page
      .locator('#server-list')
      .getByRole('button', { name: /3 servidores/ })
      .click();
    expect([await heading(page), complaints]).toEqual(['No', []]);
    await page.close();
  });

  test('from all servers, other views show the worst one and stay with it', async () => {
    const { page } = await open('answer-servers');
    await page.keyboard.press('Control+2');
    await page.getByRole('heading', { level: 1, name: 'Servicios' }).waitFor();
    expect(await page.locator('#server-switch b').textContent()).toBe('Portal Energético');
    await page.keyboard.press('Control+1');
    expect(await page.locator('.line').count()).toBe(0);
    await page.close();
  });

  test('"Check now" over all servers asks for each', async () => {
    const { page } = await open('answer-servers');
    await page.keyboard.press('Control+r');
    expect((await asked(page)).filter(({ name }) => name === 'check:now').map(({ argument }) => argument)).toEqual(
      ['portal-mme', 'pruebas', 'visor'].map((serverId) => ({ serverId })),
    );
    await page.close();
  });
});
