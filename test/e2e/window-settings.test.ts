/** The settings in the window: what she types, presses and undoes, over the real handlers and a real file. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/core/settings';
import { allChecksOn } from '../../src/core/optional-checks';
import { usualThresholds } from '../../src/core/thresholds';
import { describeWindow, press } from '../support/renderer/describe-window';
import { asked, violationsOf } from '../support/renderer/open-window';

const sections = {
  es: ['Servidores', 'Comprobaciones', 'Avisos', 'General', 'Datos'],
  en: ['Servers', 'Checks', 'Notices', 'General', 'Data'],
} as const;

describeWindow('the settings in the window', ({ open }) => {
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  const saved = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Settings;
  const sideways = (page: Page) =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main, dialog')]
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.tagName),
    );
  const well = async (page: Page) => ({ violations: await violationsOf(page), sideways: await sideways(page) });
  const allWell = { violations: [], sideways: [] };
  const names = (page: Page) => page.locator('.server-row strong').allTextContents();

  const looks = [
    { language: 'es', theme: 'light', width: 960 },
    { language: 'en', theme: 'dark', width: 480 },
    { language: 'es', theme: 'dark', width: 960 },
    { language: 'en', theme: 'light', width: 480 },
  ] as const;
  test.each(looks)('every section is accessible and never scrolls sideways: %o', async (look) => {
    const { page, complaints } = await open('settings-two', look);
    for (const name of sections[look.language]) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.locator('main .section').first().waitFor();
      expect([name, await well(page)]).toEqual([name, allWell]);
    }
    await page.getByRole('link', { name: sections[look.language][0], exact: true }).click();
    await page
      .getByRole('button', { name: /^(Editar|Edit): / })
      .first()
      .click();
    await page.locator('.back').waitFor();
    expect(await well(page)).toEqual(allWell);
    expect(complaints).toEqual([]);
    await page.close();
  });

  describe('a value', () => {
    const openServer = async (look = {}) => {
      const opened = await open('settings', look);
      await press(opened.page, 'Editar: Portal Energético');
      return { ...opened, target: opened.page.getByLabel('Meta de disponibilidad') };
    };

    test('says what it means in hours while it is typed, and is saved when she leaves it', async () => {
      const { page, target, settingsFile } = await openServer();
      await target.fill('99,9');
      await page.getByText('Permite unos 43\u00a0min de caída al mes, unas 8\u00a0h 45\u00a0min al año').waitFor();
      expect(saved(settingsFile).servers[0]?.targetPercent).toBe(99.5);
      await target.press('Tab');
      await page.getByText('Guardado', { exact: true }).waitFor();
      expect(saved(settingsFile).servers[0]?.targetPercent).toBe(99.9);
      await page.close();
    });

    test('that is wrong is not saved, keeps what she typed, says the likely mend, and goes when it is mended', async () => {
      const { page, target, settingsFile } = await openServer();
      await target.fill('0,995');
      await target.press('Enter');
      const reason = page.getByText('Se escribe en porcentaje: 99,5, no 0,995.');
      await reason.waitFor();
      const described = (await target.getAttribute('aria-describedby')) ?? '';
      expect([
        await target.inputValue(),
        await target.getAttribute('aria-invalid'),
        described.split(' ').includes((await reason.locator('..').getAttribute('id')) ?? '-'),
        await well(page),
        saved(settingsFile).servers[0]?.targetPercent,
      ]).toEqual(['0,995', 'true', true, allWell, 99.5]);
      // Away and back: it is still there, and still says why.
      await page.getByRole('link', { name: 'Avisos' }).click();
      await page.getByRole('link', { name: 'Servidores' }).click();
      await press(page, 'Editar: Portal Energético');
      expect(await target.inputValue()).toBe('0,995');
      await reason.waitFor();
      await target.fill('99,95');
      await reason.waitFor({ state: 'hidden' });
      await target.press('Enter');
      await page.getByText('Guardado', { exact: true }).waitFor();
      expect(saved(settingsFile).servers[0]?.targetPercent).toBe(99.95);
      await page.close();
    });

    test('is taken back by Escape', async () => {
      const { page, target } = await openServer();
      await target.fill('98');
      await target.press('Escape');
      expect(await target.inputValue()).toBe('99,5');
      await target.press('Tab');
      expect((await asked(page)).map(({ name }) => name)).toEqual(['settings:get']);
      await page.close();
    });

    test('that another process changes is shown, and what she is typing stays', async () => {
      const { page, target, settingsFile } = await openServer();
      await target.fill('98,');
      const now = saved(settingsFile);
      writeFileSync(
        settingsFile,
        JSON.stringify({ ...now, servers: now.servers.map((one) => ({ ...one, name: 'Del terminal' })) }),
      );
      await expect.poll(() => page.getByLabel('Nombre', { exact: true }).inputValue()).toBe('Del terminal');
      expect(await target.inputValue()).toBe('98,');
      await target.pressSequentially('5');
      await target.press('Enter');
      await page.getByText('Guardado', { exact: true }).waitFor();
      expect(saved(settingsFile).servers[0]).toMatchObject({ name: 'Del terminal', targetPercent: 98.5 });
      await page.close();
    });

    test('for a file of a newer version is not offered, and it says why', async () => {
      const { page, target, settingsFile } = await openServer();
      writeFileSync(settingsFile, JSON.stringify({ ...saved(settingsFile), schemaVersion: 99 }));
      await target.fill('98');
      await target.press('Enter');
      await page.getByText('La configuración es de una versión más nueva de Vigía y esta no la cambia.').waitFor();
      await page.getByText('No se tocó; actualice Vigía.').waitFor();
      expect([await target.isDisabled(), await target.inputValue(), await well(page)]).toEqual([true, '98', allWell]);
      await page.close();
    });
  });

  describe('what is checked', () => {
    const openChecks = async (name = 'settings-checks', look = {}) => {
      const opened = await open(name, look);
      const { page } = opened;
      return { ...opened, interval: page.getByLabel('Tiempo entre revisiones') };
    };
    const errors = (page: Page) => page.locator('.field .error').allTextContents();
    const known = 'Una caída se confirma, en el peor caso, unos';

    test('how often says how late an outage is known, is saved, and goes back to what is usual', async () => {
      const { page, interval, settingsFile } = await openChecks();
      await page.getByText(`${known} 10\u00a0min`).waitFor();
      expect(await page.getByRole('button', { name: /^Valores usuales/ }).count()).toBe(0);
      await interval.fill('1');
      await page.getByText(`${known} 3\u00a0min`).waitFor();
      await interval.press('Enter');
      await page.getByText('Guardado', { exact: true }).waitFor();
      expect(saved(settingsFile).intervalMinutes).toBe(1);
      await press(page, 'Valores usuales: Cada cuánto se revisa');
      await expect.poll(() => saved(settingsFile).intervalMinutes).toBe(5);
      await expect.poll(() => interval.inputValue()).toBe('5');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('interval');
      await page.close();
    });

    test('a wrong number says why where it is typed, and is dropped by one click on the usual values', async () => {
      const { page, interval, settingsFile } = await openChecks();
      await interval.fill('90');
      // By the mouse, at once: the reason that comes up on leaving must not move the button away.
      await press(page, 'Valores usuales: Cada cuánto se revisa');
      await expect.poll(() => interval.inputValue()).toBe('5');
      expect(await errors(page)).toEqual([]);
      await interval.fill('90');
      await interval.press('Enter');
      await page.getByText('De 1 a 60. Lo habitual es 5.').waitFor();
      expect([await well(page), saved(settingsFile).intervalMinutes]).toEqual([allWell, 5]);
      await interval.press('Escape');
      expect([await interval.inputValue(), await errors(page)]).toEqual(['5', []]);
      await page.close();
    });

    test('of two values in an order each waits for the other, and both are saved', async () => {
      const { page, settingsFile } = await openChecks();
      const filling = page.getByLabel('Disco que se llena');
      await filling.fill('96');
      await filling.press('Tab');
      await page.getByText('Tiene que ser menos que «Disco lleno», que está en 95\u00a0%.').waitFor();
      expect(await well(page)).toEqual(allWell);
      const full = page.getByLabel('Disco lleno');
      await full.fill('98');
      await full.press('Tab');
      await expect.poll(() => errors(page)).toEqual([]);
      await expect
        .poll(() => saved(settingsFile).servers[0]?.thresholds)
        .toMatchObject({ diskFillingPercent: 96, diskFullPercent: 98 });
      await page.getByText('Termina por debajo de 86\u00a0%.').waitFor();
      await page.close();
    });

    test('by keyboard alone: typed field after field, and back to what is usual', async () => {
      const { page, interval, settingsFile } = await openChecks();
      await interval.focus();
      for (const typed of ['', '85', '93', '0', '8', '21']) {
        if (typed !== '') await page.keyboard.type(typed);
        await page.keyboard.press('Tab');
      }
      const own = {
        diskFillingPercent: 85,
        diskFullPercent: 93,
        diskFreeGigabytes: 0,
        memoryLeftPercent: 8,
        certificateDays: 21,
      };
      await expect.poll(() => saved(settingsFile).servers[0]?.thresholds).toEqual(own);
      await page.getByText('Con 0 solo cuentan los porcentajes.').waitFor();
      await page.getByText('Se dice otra vez cuando quedan 14, 7, 3 y 1.').waitFor();
      const usual = page.getByRole('button', { name: 'Valores usuales: Cuándo pide atención' });
      await page.getByLabel('Certificado por vencer').focus();
      await page.keyboard.press('Tab');
      expect(await usual.evaluate((one) => one === document.activeElement)).toBe(true);
      await page.keyboard.press('Enter');
      await expect.poll(() => saved(settingsFile).servers[0]?.thresholds).toEqual(usualThresholds);
      await usual.waitFor({ state: 'hidden' });
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('diskFillingPercent-portal-mme');
      await page.close();
    });

    test('is switched off by keyboard, says what is then not known, and comes back', async () => {
      const { page, settingsFile } = await openChecks();
      const memory = page.getByRole('switch', { name: 'Memoria disponible' });
      await page.getByRole('switch', { name: 'Espacio en disco' }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await expect.poll(() => saved(settingsFile).servers[0]?.checks).toEqual({ ...allChecksOn, memory: false });
      await page.getByText('Ahora no se vigila: está apagado más abajo.').waitFor();
      const described = (await memory.getAttribute('aria-describedby')) ?? '-';
      expect([await memory.isChecked(), await page.locator(`#${described}`).textContent(), await well(page)]).toEqual([
        false,
        'Apagado, solo se dice cuando el sistema cierra un programa por falta de memoria.',
        allWell,
      ]);
      await page.getByRole('button', { name: 'Valores usuales: Qué se comprueba' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => saved(settingsFile).servers[0]?.checks).toEqual(allChecksOn);
      await expect.poll(() => memory.isChecked()).toBe(true);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('check-disk');
      await page.close();
    });

    test('of several servers is set for each', async () => {
      const { page, settingsFile } = await open('settings-two');
      await page.getByRole('link', { name: 'Comprobaciones', exact: true }).click();
      await page.getByLabel('Servidor', { exact: true }).selectOption({ label: 'Portal de pruebas' });
      await page.getByLabel('Poca memoria').fill('20');
      await page.getByLabel('Poca memoria').press('Enter');
      await page.getByText('Guardado', { exact: true }).waitFor();
      expect(saved(settingsFile).servers.map(({ thresholds }) => thresholds.memoryLeftPercent)).toEqual([10, 20]);
      expect(await well(page)).toEqual(allWell);
      await page.close();
    });

    test('is not changed while a drill runs', async () => {
      const { page } = await open('settings-drill');
      await page.getByRole('link', { name: 'Comprobaciones', exact: true }).click();
      await page.getByText('Durante un simulacro las comprobaciones no se cambian.').waitFor();
      expect([await page.getByLabel('Poca memoria').isDisabled(), await well(page)]).toEqual([true, allWell]);
      await page.close();
    });
  });

  describe('a server', () => {
    test('moves by keyboard, and the focus goes with it', async () => {
      const { page, settingsFile } = await open('settings-two');
      await page.getByRole('button', { name: 'Bajar: Portal Energético' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => names(page)).toEqual(['Portal de pruebas', 'Portal Energético']);
      await page.getByText('Portal Energético: ahora es el 2 de 2').waitFor({ state: 'attached' });
      expect([await focused(page), saved(settingsFile).servers.map(({ id }) => id)]).toEqual([
        'Bajar: Portal Energético',
        ['pruebas', 'portal-mme'],
      ]);
      // It is the last: the key does nothing more, and says why.
      await page.keyboard.press('Enter');
      expect(await names(page)).toEqual(['Portal de pruebas', 'Portal Energético']);
      expect(await well(page)).toEqual(allWell);
      await page.close();
    });

    test('is deleted by keyboard after a question about its history, and undone', async () => {
      const { page, settingsFile } = await open('settings-two');
      await page.getByRole('button', { name: 'Eliminar…: Portal de pruebas' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: '¿Eliminar «Portal de pruebas»?' }).waitFor();
      await page.getByText(/Su historial empieza el .* y tiene \d+ incidencias/).waitFor();
      expect([await focused(page), await page.getByLabel('Conservarlo').isChecked(), await well(page)]).toEqual([
        'Cancelar',
        true,
        allWell,
      ]);
      // Enter on the safe button changes nothing.
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect((await asked(page)).map(({ name }) => name)).not.toContain('server:delete');
      await page.keyboard.press('Enter');
      await page.getByLabel('Eliminarlo también').check();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('«Portal de pruebas» se elimina con su historial.').waitFor();
      expect([await focused(page), await well(page), saved(settingsFile).servers.length]).toEqual([
        'Deshacer: Portal de pruebas',
        allWell,
        2,
      ]);
      await page.keyboard.press('Enter');
      await expect.poll(() => names(page)).toEqual(['Portal Energético', 'Portal de pruebas']);
      expect([await focused(page), saved(settingsFile).removed]).toEqual(['Eliminar…: Portal de pruebas', []]);
      await page.close();
    });

    test('is gone after ten seconds, with its history kept under its name', async () => {
      const { page, settingsFile } = await open('settings-two');
      await press(page, 'Eliminar…: Portal de pruebas');
      await page.getByLabel('Conservarlo').waitFor();
      await press(page, 'Eliminar');
      await page.getByText('«Portal de pruebas» se elimina; su historial se conserva.').waitFor();
      await page.getByText('Deshacer').waitFor({ state: 'hidden', timeout: 20_000 });
      expect([await names(page), saved(settingsFile).servers.map(({ id }) => id), saved(settingsFile).removed]).toEqual(
        [
          ['Portal Energético'],
          ['portal-mme'],
          [{ id: 'pruebas', name: 'Portal de pruebas', host: 'pruebas.example.org', history: 'kept' }],
        ],
      );
      expect(await focused(page)).toBe('Agregar un servidor…');
      await page.close();
    });

    test('that cannot be deleted stays, says why, and is left as it is', async () => {
      const { page, settingsFile } = await open('settings-two');
      await press(page, 'Eliminar…: Portal de pruebas');
      await page.getByLabel('Conservarlo').waitFor();
      await press(page, 'Eliminar');
      const before = readFileSync(settingsFile, 'utf8');
      writeFileSync(settingsFile, JSON.stringify({ ...saved(settingsFile), schemaVersion: 99 }));
      await page.getByText('«Portal de pruebas» no se pudo eliminar').waitFor({ timeout: 20_000 });
      expect(await well(page)).toEqual(allWell);
      writeFileSync(settingsFile, before);
      await press(page, 'Dejarlo: Portal de pruebas');
      await expect.poll(() => names(page)).toEqual(['Portal Energético', 'Portal de pruebas']);
      await page.close();
    });

    test('is added in the set-up, and an access is changed there; what follows from it is said beforehand', async () => {
      const { page } = await open('settings-two');
      await press(page, 'Agregar un servidor…');
      await page.getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
      await press(page, 'Volver');
      await press(page, 'Editar: Portal de pruebas');
      await press(page, 'Cambiar…');
      await expect
        .poll(async () =>
          (await asked(page)).flatMap(({ name, argument }) => (name === 'setup:defaults' ? [argument] : [])),
        )
        .toEqual([{ serverId: null }, { serverId: 'pruebas' }]);
      await page.close();
      const edit = (await open('setup-edit')).page;
      await edit.getByRole('heading', { name: 'Acceso a Portal Energético' }).waitFor();
      await edit.getByText('Hay una guardada: déjelo vacío para seguir con ella').waitFor();
      await edit.getByLabel('Servidor', { exact: true }).fill('nuevo.example.org');
      await edit.getByText('Vigía le pedirá confirmar la identidad del servidor').waitFor();
      await edit.getByText('La contraseña guardada era para lo anterior').waitFor();
      expect(await well(edit)).toEqual(allWell);
      await edit.close();
    });
  });
});
