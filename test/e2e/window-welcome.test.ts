/** The first minutes in the window: the way to the demonstration, what was typed before, and the last step. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeWindow, expectSound, wideAndNarrow } from '../support/renderer/describe-window';
import { tabTo } from '../support/renderer/keyboard';
import { asked, violationsOf } from '../support/renderer/open-window';

describeWindow('the first minutes in the window', ({ open }) => {
  const names = async (page: Page) => (await asked(page)).map(({ name }) => name);

  const states = ['setup-empty', 'setup-resumed', 'setup-demo', 'last-step', 'answer-demo-visit'];
  test.each(wideAndNarrow)('every state is accessible and never scrolls sideways: %o', async (look) => {
    for (const name of states) {
      const { page, complaints } = await open(name, look);
      await expectSound(name, page, complaints);
      await page.close();
    }
  });

  test('a demonstration that does not start says so, and can be tried again', async () => {
    const { page } = await open('setup-empty');
    await tabTo(page, /^Ver la demostración$/);
    await page.keyboard.press('Enter');
    await page.getByText('La demostración no pudo empezar.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await names(page)).filter((name) => name === 'demo:start').length).toBe(2);
    await page.close();
  });

  test('it is not offered where there is a server to watch', async () => {
    const { page } = await open('setup-edit');
    expect(await page.getByRole('button', { name: 'Ver la demostración' }).count()).toBe(0);
    await page.close();
  });

  test.each(['answer-demo-visit', 'setup-demo'])('the demonstration is left by keyboard: %s', async (name) => {
    const { page } = await open(name);
    await tabTo(page, /^Salir de la demostración$/);
    await page.keyboard.press('Enter');
    expect(await names(page)).toContain('demo:leave');
    await page.close();
  });

  test('each letter is handed over, no secret with it, and nothing where nothing was typed', async () => {
    const { page } = await open('setup-empty');
    await page.getByLabel('Cómo se entra').selectOption('password');
    await page.getByLabel('Contraseña', { exact: true }).fill('canario');
    await page.getByLabel('Usuario SSH').fill('eva');
    const kept = (await asked(page)).filter(({ name }) => name === 'setup:keep');
    expect(kept.at(-1)?.argument).toMatchObject({ serverId: null, draft: { user: 'eva', authKind: 'password' } });
    expect(JSON.stringify(kept)).not.toContain('canario');
    await page.close();
  });

  test('what was typed before stands in the form, and is let go when she wants', async () => {
    const { page } = await open('setup-resumed');
    await page.getByText('Sigue donde lo dejó.').waitFor();
    const host = page.getByLabel('Servidor', { exact: true });
    expect([await host.inputValue(), await names(page)]).toEqual(['portal.example.or', ['setup:defaults']]);
    await tabTo(page, /^Empezar de nuevo$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => host.inputValue()).toBe('portal.example.org');
    expect((await asked(page)).at(-1)).toEqual({ name: 'setup:keep', argument: { serverId: null, draft: null } });
    await page.close();
  });

  test('the last step sends a notice and says that it was not shown, switches the start on, and ends', async () => {
    const { page } = await open('last-step');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('El aviso de prueba no se pudo mostrar (node-notifier): notify-send: exit code 1').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => page.getByRole('switch').isChecked()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await tabTo(page, /^Terminar$/);
    await page.keyboard.press('Enter');
    await page.locator('.verdict').waitFor();
    expect(await names(page)).toContain('setup:done');
    await page.close();
  });

  test('the last step leads to the drill, which ends it', async () => {
    const { page } = await open('last-step');
    await tabTo(page, /^Abrir…$/);
    await page.keyboard.press('Enter');
    await page.locator('.drill-cases').waitFor();
    expect(await names(page)).toContain('setup:done');
    await page.close();
  });
});
