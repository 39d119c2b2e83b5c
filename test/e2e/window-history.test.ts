/** The history in the window: ranges, the strip by keyboard, an outage's page, notes, corrections, the report. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bogota } from '../support/history-sample';
import { describeWindow, press } from '../support/renderer/describe-window';
import { asked, violationsOf } from '../support/renderer/open-window';

const serverId = 'portal-mme';

describeWindow('the history in the window', ({ open }) => {
  const requests = async (page: Page, name: string) =>
    (await asked(page)).filter((one) => one.name === name).map(({ argument }) => argument);
  const plain = async (page: Page, selector: string) =>
    ((await page.locator(selector).first().textContent()) ?? '').replaceAll('\u00a0', ' ');
  const openIncident = async (page: Page) => {
    await page.getByRole('link', { name: 'La API responde con error' }).click();
    await page.locator('.timeline').waitFor();
  };

  test('coverage stands first, then the figure with its bounds, the target both ways, and what can be said', async () => {
    const { page, complaints } = await open('history');
    const text = await plain(page, 'main');
    const order = [
      'De este periodo conozco el 77,39 %',
      'vigilado 35,92 % · reconstruido 41,48 % · sin datos 22,60 %',
      '99,53 %',
      'Entre 77,00 % (si fue caída todo lo no visto o visto solo en parte) y 99,86 % (si todo eso funcionó)',
      'unas 3 h 36 min al mes, unas 43 h 48 min al año',
      'No se puede afirmar si se cumplió la meta de 99,5 %',
      'Tiempo funcionando ÷ (tiempo funcionando + tiempo caído)',
      'Sin contar caídas de menos de 1 min: 99,53 %',
    ].map((part) => text.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order.toSorted((one, other) => one - other)).toEqual(order);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('every range is asked for by what it is, and the earlier one by its steps', async () => {
    const { page } = await open('history');
    for (const name of ['Día', '7 días', 'Mes', 'Trimestre', 'Año']) await press(page, name);
    await press(page, 'Periodo anterior');
    await expect
      .poll(async () => (await requests(page, 'history:view')).map((one) => (one as { choice: unknown }).choice))
      .toEqual([
        { kind: 'days30', steps: 0 },
        { kind: 'day', steps: 0 },
        { kind: 'days7', steps: 0 },
        { kind: 'month', steps: 0 },
        { kind: 'quarter', steps: 0 },
        { kind: 'year', steps: 0 },
        { kind: 'year', steps: -1 },
      ]);
    await page.close();
  });

  test('a range of her own begins as the one that is shown, and a day of it can be changed', async () => {
    const { page } = await open('history');
    await press(page, 'Otro…');
    await page.getByLabel('Desde el día').fill('2026-11-10');
    await page.getByLabel('Desde el día').blur();
    await expect
      .poll(async () => (await requests(page, 'history:view')).at(-1))
      .toEqual({ serverId, choice: { kind: 'free', from: '2026-11-10', to: '2026-11-24' } });
    await page.close();
  });

  test('a range in which nothing is known says what is known, and leads there', async () => {
    const { page } = await open('history');
    await press(page, 'Año');
    await press(page, 'Periodo anterior');
    await page.getByRole('heading', { name: 'No hay datos de este periodo.' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await press(page, 'Ver lo último conocido');
    await page.locator('.figures').waitFor();
    await page.close();
  });

  test('the strip is one stop of the Tab key; arrows go through it, each column says what it is, Enter opens the day', async () => {
    const { page } = await open('history');
    const cells = page.locator('section[aria-label="Día por día"] .cell');
    expect(await cells.evaluateAll((all) => all.filter((one) => one.getAttribute('tabindex') === '0').length)).toBe(1);
    await cells.last().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    for (let n = 0; n < 17; n += 1) await page.keyboard.press('ArrowRight');
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(label).toMatch(/^12 nov\. 2026: funcionando .*, caído 40\smin/);
    expect(await plain(page, '.strip-said')).toContain('12 nov. 2026');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Hora por hora: 12 de noviembre de 2026' }).waitFor();
    expect(await requests(page, 'history:day')).toEqual([{ serverId, at: bogota(11, 12, 0) }]);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Hora por hora: 12 de noviembre de 2026' }).waitFor({ state: 'detached' });
    await page.close();
  });

  test('the table beside the strip has a row for each day', async () => {
    const { page } = await open('history');
    await page.locator('section[aria-label="Día por día"] summary').click();
    const rows = page.locator('section[aria-label="Día por día"] tbody tr');
    expect([await rows.count(), await plain(page, 'section[aria-label="Día por día"] tbody tr:nth-child(18)')]).toEqual(
      [30, expect.stringMatching(/^12 nov\. 2026.*40 min/) as unknown],
    );
    await page.close();
  });

  test('short outages can be left out of the list', async () => {
    const { page } = await open('history');
    const rows = page.locator('section[aria-label="Incidencias"] tbody tr');
    expect(await rows.count()).toBe(6);
    await page.getByLabel('Ignorar las de menos de 60').check();
    expect(await rows.count()).toBe(5);
    await page.close();
  });

  test('an outage is told step by step, to the second, with what lies between', async () => {
    const { page } = await open('history');
    await openIncident(page);
    const steps = await page.locator('.timeline > li').allTextContents();
    expect(steps.map((step) => step.replaceAll('\u00a0', ' '))).toEqual([
      '15:03:07Primera señal en los registros del servidorreconstruido',
      '15:04:05Vigía lo ve por primera vezLa API responde con error58 s',
      '15:04:46Confirmado41 s',
      '15:04:47Aviso en su escritorio1 s',
      '15:05:20Cambia la causa: PostgreSQL está detenido33 s',
      '15:09:30Usted respondió «Ya lo sé»4 min 10 s',
      '15:21:14Reinicio de la API desde Vigíafalló, en 10 s11 min 44 s',
      '15:44:12Recuperado: dos respuestas buenasAlguien en el servidor22 min 58 s',
    ]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Volver al historial' }).click();
    await page.locator('.figures').waitFor();
    await page.close();
  });

  test('an end that nobody watched is told where it was, with what proves it, before it was seen', async () => {
    const { page } = await open('history');
    const row = page.locator('section[aria-label="Incidencias"] tbody tr').first();
    expect(((await row.textContent()) ?? '').replaceAll('\u00a0', ' ')).toMatch(
      /La API está detenidafin reconstruido.*3 min$/,
    );
    await row.getByRole('link').click();
    await page.locator('.timeline').waitFor();
    const text = await plain(page, 'main');
    expect(text).toContain('Duró 3 min 59 s.');
    expect(text).toContain('El final se reconstruyó de los registros del servidor (según el vigilante del servidor).');
    const steps = page.locator('.timeline li');
    const step = async (index: number) => ((await steps.nth(index).textContent()) ?? '').replaceAll('\u00a0', ' ');
    expect(await step(3)).toMatch(/22:55:09.*Vuelve a funcionar según los registros del servidorreconstruido/);
    expect(await step(4)).toMatch(/07:02:30.*Recuperado: dos respuestas buenas/);
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  test('the promise of a worker tells how often, and the worst that gunicorn’s log bounds', async () => {
    const { page } = await open('history');
    const row = page.locator('.promises tbody tr').first();
    expect(((await row.textContent()) ?? '').replaceAll('\u00a0', ' ')).toMatch(
      /1 s1como máximo 1 s \(17 nov\. 2026\)Se cumplió$/,
    );
    await page.close();
  });

  test('a note is written, shown with her name, and the field is empty again', async () => {
    const { page } = await open('history');
    await openIncident(page);
    await press(page, 'Anotar…');
    await page.keyboard.type('  Quedó un aviso para el proveedor. ');
    await press(page, 'Guardar la nota');
    await page.locator('.her-notes li', { hasText: 'Quedó un aviso' }).waitFor();
    expect([
      await requests(page, 'history:note'),
      await page.getByLabel('Qué hay que recordar de esta incidencia').inputValue(),
    ]).toEqual([[{ serverId, incidentId: 'portal-mme:3', text: 'Quedó un aviso para el proveedor.' }], '']);
    await page.close();
  });

  test('a correction needs a reason, shows what was measured beside it, and can be undone', async () => {
    const { page } = await open('history');
    await openIncident(page);
    await press(page, 'Corregir…');
    const dialog = page.getByRole('dialog', { name: 'Corregir un tramo' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Cancelar');
    await dialog.getByRole('button', { name: 'Corregir', exact: true }).click();
    await dialog.getByText('Sin razón no se corrige.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByLabel('Por qué').fill('Prueba acordada.');
    await dialog.getByLabel('Hasta').fill('2026-11-12 15:50:00');
    await dialog.getByRole('button', { name: 'Corregir', exact: true }).click();
    await dialog.getByText('los dos dentro del tramo').waitFor();
    await dialog.getByLabel('Hasta').fill('2026-11-12 15:40:00');
    await dialog.getByRole('button', { name: 'Corregir', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await requests(page, 'history:correct')).toEqual([
      {
        serverId,
        fromAt: bogota(11, 12, 15, 3, 7),
        toAt: bogota(11, 12, 15, 40),
        kind: 'planned',
        reason: 'Prueba acordada.',
      },
    ]);
    const correction = page.locator('.corrections li');
    await correction.waitFor();
    const text = ((await correction.textContent()) ?? '').replaceAll('\u00a0', ' ');
    expect(text).toMatch(
      /cuenta como mantenimiento\. Corregido por ana .*Prueba acordada\..*Valor original: .*caído 35 min/,
    );
    await correction.getByRole('button', { name: /^Deshacer/ }).click();
    await correction.waitFor({ state: 'detached' });
    expect(await requests(page, 'history:uncorrect')).toEqual([{ serverId, correctionId: 'c2' }]);
    await page.close();
  });

  test('a stretch of a day is corrected where it stands', async () => {
    const { page } = await open('history');
    await page.locator('section[aria-label="Día por día"] .cell').nth(17).click();
    await page.getByRole('button', { name: 'Corregir de 05:00:00 a 07:00:00' }).click();
    const dialog = page.getByRole('dialog', { name: 'Corregir un tramo' });
    await dialog.getByLabel('Debe contar como').selectOption('down');
    await dialog.getByLabel('Por qué').fill('Me llamaron: no abría.');
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Corregir', exact: true }).click();
    await page.locator('.day .tag', { hasText: 'corregido' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  test('the chart by phases has a table of phases', async () => {
    const { page, complaints } = await open('history', { language: 'en', theme: 'dark' });
    await press(page, 'By phases');
    const section = page.locator('section[aria-label="Response time"]');
    await section.locator('summary').click();
    expect(await section.locator('thead th').allTextContents()).toEqual([
      'When',
      'Look up the name',
      'Connect',
      'Encrypt',
      'Wait for the server',
      'Download',
      'Total',
    ]);
    expect(await section.getByRole('img').getAttribute('aria-label')).toMatch(
      /^Response time, API, in milliseconds: average/,
    );
    await press(page, 'Portal');
    await expect
      .poll(async () => (await requests(page, 'history:charts')).at(-1))
      .toEqual({ serverId, choice: { kind: 'days30', steps: 0 }, part: 'portal' });
    expect([await violationsOf(page), complaints]).toEqual([[], []]);
    await page.close();
  });

  test.each([
    ['Página para leer e imprimir (HTML)', 'html'],
    ['Tabla para hoja de cálculo (CSV)', 'csv'],
    ['Datos para programas (JSON)', 'json'],
  ])('the report is asked for as "%s", of the range that is shown', async (name, format) => {
    const { page } = await open('history');
    await press(page, '7 días');
    await press(page, 'Informe…');
    const box = await page.locator('#report-formats').boundingBox();
    expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 0) <= 960]).toEqual([true, true]);
    await press(page, name);
    await expect
      .poll(() => requests(page, 'history:save-report'))
      .toEqual([{ serverId, choice: { kind: 'days7', steps: 0 }, format }]);
    await page.close();
  });

  test('without any history it says how it fills, and offers a check', async () => {
    const { page } = await open('history-empty');
    await page.getByRole('heading', { name: 'Todavía no hay historial' }).waitFor();
    expect(await page.getByRole('button', { name: 'Informe…' }).count()).toBe(0);
    await page.close();
  });

  test('a history that is in memory only says so, and what she writes is told to be waiting', async () => {
    const { page } = await open('history-full-disk');
    await page.getByText('el historial está solo en la memoria').waitFor();
    await openIncident(page);
    await page.getByLabel('Qué hay que recordar de esta incidencia').fill('x');
    await press(page, 'Guardar la nota');
    await page.getByText('Anotado en la memoria').waitFor();
    await page.close();
  });

  test('the settings say how large the history is, and take it out and in', async () => {
    const { page } = await open('settings');
    await page.getByRole('link', { name: 'Datos' }).click();
    await page.getByText('12\u00a0MB en este computador').waitFor();
    await press(page, 'Exportar…');
    await press(page, 'Importar…');
    await expect.poll(() => requests(page, 'history:import')).toEqual([null]);
    expect(await requests(page, 'history:export')).toEqual([null]);
    await page.close();
  });

  test('Control and 4 leads to the history, also out of an incident it leads back by the menu', async () => {
    const { page } = await open('history');
    await openIncident(page);
    await page.getByRole('link', { name: 'Historial', exact: true }).first().click();
    await page.locator('.figures').waitFor();
    await page.keyboard.press('Control+1');
    await page.locator('.verdict').waitFor();
    await page.keyboard.press('Control+4');
    await page.locator('.figures').waitFor();
    await page.close();
  });

  test.each(['es', 'en'] as const)(
    'an incident, a day and the sheet never scroll sideways at twice the size, in %s',
    async (language) => {
      const { page } = await open('history', { language, width: 480, theme: 'dark' });
      const sideways = () =>
        page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, dialog')]
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.tagName),
        );
      await page.locator('.cell').nth(17).click();
      await page.locator('.day .table .btn').first().waitFor();
      expect([await sideways(), await violationsOf(page)]).toEqual([[], []]);
      await page.locator('a[href="#portal-mme:3"]').click();
      await page.locator('.timeline').waitFor();
      expect([await sideways(), await violationsOf(page)]).toEqual([[], []]);
      await press(page, language === 'es' ? 'Corregir…' : 'Correct…');
      await page.locator('dialog[open]').waitFor();
      expect([await sideways(), await violationsOf(page)]).toEqual([[], []]);
      await page.close();
    },
  );
});
