/** Starting at login, in the window: over the real port and a home of its own. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWindow } from '../support/renderer/describe-window';
import { violationsOf, type Look } from '../support/renderer/open-window';

describeWindow('starting at login', ({ open }) => {
  const openGeneral = async (name: string, look: Look = {}) => {
    const opened = await open(name, look);
    await opened.page.getByRole('link', { name: 'General', exact: true }).click();
    const home = join(dirname(opened.settingsFile), 'home');
    return {
      ...opened,
      file: join(home, '.config/autostart/co.vigia.app.desktop'),
      field: opened.page.getByRole('switch', { name: /^(Arrancar al iniciar sesión|Start when I log in)$/ }),
    };
  };

  test('is switched on and off by keyboard, and the file is there and gone', async () => {
    const { page, field, file } = await openGeneral('settings');
    await page.getByText('Ahora Vigía vigila solo desde que usted la abre.').waitFor();
    await page.getByLabel('Colores').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => existsSync(file)).toBe(true);
    expect([
      await field.isChecked(),
      readFileSync(file, 'utf8').includes('--hidden'),
      await violationsOf(page),
    ]).toEqual([true, true, []]);
    await page.keyboard.press('Space');
    await expect.poll(() => existsSync(file)).toBe(false);
    await page.getByText('Ahora Vigía vigila solo desde que usted la abre.').waitFor();
    expect(await field.isChecked()).toBe(false);
    await page.close();
  });

  test('is shown as the system has it when she comes back from there', async () => {
    const { page, field, file } = await openGeneral('settings');
    await field.check();
    await expect.poll(() => existsSync(file)).toBe(true);
    rmSync(file);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect.poll(() => field.isChecked()).toBe(false);
    await page.close();
  });

  test('that the system does not allow stays off, and says which folder', async () => {
    const { page, field } = await openGeneral('settings-login-closed');
    await page.getByText('Ahora Vigía vigila solo').waitFor();
    await field.click();
    await page.getByText(/^No cambió: .*autostart no se deja escribir\. Revise los permisos/).waitFor();
    expect([await field.isChecked(), await violationsOf(page)]).toEqual([false, []]);
    await page.close();
  });

  test('of another copy is said with its place, and mended by switching it on', async () => {
    const { page, field, file } = await openGeneral('settings-login-elsewhere');
    await page.getByText(/arranca otra copia: \/home\/ana\/Descargas\/Vigia-0\.0\.9\.AppImage --hidden/).waitFor();
    expect([await field.isChecked(), await violationsOf(page)]).toEqual([false, []]);
    await field.click();
    await page.getByText('arranca otra copia').waitFor({ state: 'hidden' });
    expect(readFileSync(file, 'utf8')).toContain('/home/ana/Aplicaciones/Vigia.AppImage --hidden');
    await page.close();
  });

  test.each(['es', 'en'] as const)('in a run from the source is not offered, and says why: %s', async (language) => {
    const { page, field } = await openGeneral('settings-login-development', { language, theme: 'dark', width: 480 });
    await page.getByText(language === 'es' ? /corre desde su código/ : /runs from its source/).waitFor();
    expect([await field.isDisabled(), await violationsOf(page)]).toEqual([true, []]);
    await page.close();
  });
});

describeWindow('newer versions of Vigía', ({ open }) => {
  const openUpdates = async (name: string, look: Look = {}) => {
    const opened = await open(name, look);
    const { page } = opened;
    await page.getByRole('link', { name: 'General', exact: true }).click();
    const field = page.getByRole('switch', { name: /^(Buscar versiones nuevas|Look for newer versions)/ });
    await field.waitFor();
    return { ...opened, field };
  };

  test.each(['light', 'dark'] as const)('one quiet line says that this is the newest: %s', async (theme) => {
    const { page, field } = await openUpdates('settings-update-current', { theme });
    await page.getByText('Vigía 0.1.0 · actualizada').waitFor();
    expect([await field.isChecked(), await violationsOf(page)]).toEqual([true, []]);
    await page.close();
  });

  test('one that waits is installed by her click, and a refusal says why', async () => {
    const { page } = await openUpdates('settings-update-ready', { language: 'en', theme: 'dark' });
    await page.getByText('there is a newer version, 0.2.0').waitFor();
    await page.getByRole('button', { name: 'Restart to update' }).click();
    await page.getByText('Not now: a restart is running').waitFor();
    const asked = await page.evaluate(() => (window as unknown as { asked: { name: string }[] }).asked);
    expect(asked.filter(({ name }) => name === 'update:restart')).toHaveLength(1);
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  test('are not looked for any more where she says so, and that is kept', async () => {
    const { page, field, settingsFile } = await openUpdates('settings');
    await field.uncheck();
    await expect
      .poll(() => (JSON.parse(readFileSync(settingsFile, 'utf8')) as { updates: boolean }).updates)
      .toBe(false);
    await page.close();
  });

  test.each(['es', 'en'] as const)('cannot be switched on where the computer forbids them: %s', async (language) => {
    const { page, field } = await openUpdates('settings-update-policy', { language, width: 480 });
    await page.getByText(language === 'es' ? /Quien administra su computador/ : /Whoever administers/).waitFor();
    expect([await field.isDisabled(), await field.isChecked(), await violationsOf(page)]).toEqual([true, false, []]);
    await page.close();
  });
});
