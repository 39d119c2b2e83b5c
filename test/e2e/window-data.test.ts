/** Her data in the window: the folder, copies, and servers for a colleague, over the real handlers and real files. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Settings } from '../../src/core/settings';
import { describeWindow, expectSound, press, wideAndNarrow } from '../support/renderer/describe-window';
import { asked, violationsOf, type Look } from '../support/renderer/open-window';

describeWindow('the data in the window', ({ open }) => {
  const openData = async (name: string, look: Look = {}) => {
    const opened = await open(name, look);
    await opened.page.getByRole('link', { name: /^(Datos|Data)$/ }).click();
    await opened.page.getByText(/^(Compartir servidores|Share servers)$/).waitFor();
    const folder = dirname(opened.settingsFile);
    return { ...opened, folder, chosen: (extension: string) => join(folder, 'files', `chosen.${extension}`) };
  };
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
  const saved = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Settings;

  test.each(wideAndNarrow)('every state is accessible and never scrolls sideways: %o', async (look) => {
    for (const name of ['settings', 'settings-aside', 'settings-none']) {
      const { page, complaints } = await openData(name, look);
      await expectSound(name, page, complaints);
      await page.close();
    }
  });

  test('the folder is shown and copied; where the system cannot open it, it says so', async () => {
    const { page, folder } = await openData('settings');
    await page.getByText(folder, { exact: true }).waitFor();
    await press(page, 'Copiar la ruta de la carpeta de datos');
    expect((await asked(page)).at(-1)).toEqual({ name: 'copy:text', argument: { text: folder } });
    await press(page, 'Abrir la carpeta');
    await page.getByText('El sistema no pudo abrirla (no file manager).').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  test('a copy is saved, and restored by keyboard after it said what it replaces', async () => {
    const { page, settingsFile } = await openData('settings-two');
    await press(page, 'Guardar una copia…');
    await page.getByText('chosen.ndjson').waitFor();
    const now = saved(settingsFile);
    writeFileSync(settingsFile, JSON.stringify({ ...now, servers: now.servers.slice(0, 1) }));
    const mme = 'Portal Energético (portal.example.org)';
    const both = `${mme} y Portal de pruebas (pruebas.example.org)`;
    const changes = [
      'Portal de pruebas',
      'Entra como admonctrlxm@pruebas.example.org',
      'Mira https://portal.example.org/',
      'Detiene la API con /home/admonctrlxm/server/api/stop_api.sh',
      'Arranca la API con /home/admonctrlxm/server/api/start_api_daemon.sh',
      'Reinicia el tablero con la unidad dashboard-mme',
      `Lee ${['api-error', 'api-access', 'api-monitor'].map((name) => `/home/admonctrlxm/server/logs/${name}.log`).join(', ')}`,
      'Restáurela solo si reconoce esas direcciones y rutas.',
    ];
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Elegir la copia…' }).focus();
        await page.keyboard.press('Enter');
        const sheet = page.getByRole('dialog', { name: /^¿Restaurar la copia del / });
        await sheet.waitFor();
        const texts = await sheet.locator('dd').allTextContents();
        const focus = await focused(page);
        if (texts[0] === mme) return [texts, focus, await violationsOf(page)];
        await page.keyboard.press('Escape');
        return null;
      })
      .toEqual([[mme, `${both}Sin historial`, changes.join('')], 'Cancelar', []]);
    // Enter on the safe button changes nothing.
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect((await asked(page)).map(({ name }) => name)).not.toContain('data:restore');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Restaurando…').waitFor();
    await page.close();
  });

  test('a file that is none of ours is refused in a clear sentence, and nothing changes', async () => {
    const { page, chosen, settingsFile } = await openData('settings');
    const before = readFileSync(settingsFile, 'utf8');
    writeFileSync(chosen('ndjson'), 'hola');
    writeFileSync(chosen('json'), '{}');
    await press(page, 'Elegir la copia…');
    await page.getByText('Ese archivo no es una copia de Vigía. No cambió nada').waitFor();
    await press(page, 'Traer servidores…');
    await page.getByText('Ese archivo no trae servidores de Vigía. No cambió nada').waitFor();
    expect([await violationsOf(page), readFileSync(settingsFile, 'utf8')]).toEqual([[], before]);
    await page.close();
  });

  test('servers are given to a colleague, without what is hers, and brought in', async () => {
    const { page, chosen, settingsFile } = await openData('settings-two');
    await press(page, 'Guardar servidores…');
    await page.getByText('chosen.json').waitFor();
    expect(readFileSync(chosen('json'), 'utf8')).not.toContain('.ssh');
    const now = saved(settingsFile);
    writeFileSync(settingsFile, JSON.stringify({ ...now, servers: now.servers.slice(1) }));
    await page.getByRole('button', { name: 'Traer servidores…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Se agregó: Portal Energético.').waitFor();
    await page.getByText('Ya se vigilaba: Portal de pruebas.').waitFor();
    expect(saved(settingsFile).servers.map(({ name }) => name)).toEqual(['Portal de pruebas', 'Portal Energético']);
    await page.close();
  });

  test('what was there before is gone back to, or deleted after a question', async () => {
    const { page, folder } = await openData('settings-aside');
    await page.getByText(/^Apartado el .*: Portal Energético\.$/).waitFor();
    await press(page, 'Borrarlo');
    await page.getByText('Se borra para siempre lo que había antes de restaurar.').waitFor();
    await press(page, 'Conservarlo');
    await press(page, 'Volver a eso');
    expect((await asked(page)).map(({ name }) => name)).toContain('data:undo');
    expect(existsSync(join(folder, 'before-restore'))).toBe(true);
    await press(page, 'Borrarlo');
    await press(page, 'Sí, borrarlo');
    await page.getByText('Lo que había antes', { exact: true }).waitFor({ state: 'hidden' });
    expect([existsSync(join(folder, 'before-restore')), await focused(page)]).toEqual([false, 'Elegir la copia…']);
    await page.close();
  });

  test('the set-up leads to it where there is no server yet, and it leads back', async () => {
    const { page } = await open('setup-empty');
    await press(page, 'Traer una copia…');
    await page.getByText('Restaurar una copia').waitFor();
    await page.getByRole('link', { name: 'Respuesta' }).click();
    await page.getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
    await page.close();
  });
});
