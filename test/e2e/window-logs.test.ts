/** The view of the logs in Electron, with its workers. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Push } from '../../src/shared/ipc';
import { describeWindow } from '../support/renderer/describe-window';
import { asked, violationsOf } from '../support/renderer/open-window';

describeWindow('the logs', ({ open }) => {
  const tell = (page: Page, push: Push) =>
    page.evaluate((one) => {
      (window as unknown as { tell(push: unknown): void }).tell(one);
    }, push);
  const tellLines = (page: Page, lines: readonly string[], batch = 90, stream = 1) =>
    tell(page, { kind: 'log-lines', stream, source: 'api-error', batch, lines, dropped: 0 });
  const askedFor = async (page: Page, name: string) =>
    (await asked(page)).filter((one) => one.name === name).map(({ argument }) => argument as Record<string, unknown>);
  const rows = (page: Page) => page.locator('.logline');
  const firstInSight = (page: Page) =>
    page.evaluate(() => {
      const list = document.querySelector('.loglist')?.getBoundingClientRect();
      return document.elementFromPoint((list?.left ?? 0) + 30, (list?.top ?? 0) + 10)?.closest('.logline')?.textContent;
    });

  test('an error is found, understood and copied by keyboard alone', async () => {
    const { page, complaints } = await open('logs');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('refused');
    await page.getByText('3 de 3').or(page.getByText('1 de 3')).first().waitFor();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => askedFor(page, 'logs:search'))
      .toEqual([expect.objectContaining({ text: 'refused', isRegex: false, continues: null })]);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('log-lines');
    await expect.poll(() => page.locator('main [aria-current=true]').textContent()).toContain('psycopg2');
    await page.keyboard.press('Enter');
    await page.getByText('no logró conectarse a PostgreSQL').waitFor();
    await page.getByText('File "/home/admonctrlxm/server/api/main.py", line 212, in get_db').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Control+c');
    await expect.poll(async () => (await askedFor(page, 'copy:text')).length).toBe(1);
    expect(String((await askedFor(page, 'copy:text'))[0]?.['text'])).toContain('psycopg2.OperationalError');
    await page.keyboard.press('Escape');
    expect(await page.locator('.explain').count()).toBe(0);
    await page.keyboard.press('Home');
    await page.keyboard.press('n');
    await expect
      .poll(() => page.locator('main [aria-current=true]').textContent())
      .toContain('Empieza la incidencia: PostgreSQL está detenido');
    await page.keyboard.press('n');
    await expect.poll(() => page.locator('main [aria-current=true]').textContent()).toContain('Confirmada');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('what she opens stays chosen, though the answer to her last step comes after it', async () => {
    const { page } = await open('logs');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('refused');
    await page.getByText('1 de 3').waitFor();
    const chosen = page.locator('main [aria-current=true]');
    const before = await chosen.getAttribute('id');
    // In one turn of the window: the worker cannot have answered in between.
    await page.evaluate(() => {
      const press = (id: string) =>
        document.getElementById(id)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      press('log-search');
      press('log-lines');
    });
    await page.getByText('File "/home/admonctrlxm/server/api/main.py", line 212, in get_db').waitFor();
    await page.getByText('no logró conectarse a PostgreSQL').waitFor();
    await page.locator('#log-lines').focus();
    await page.keyboard.press('Control+c');
    await expect.poll(async () => (await askedFor(page, 'copy:text')).length).toBe(1);
    expect(String((await askedFor(page, 'copy:text'))[0]?.['text'])).toContain('psycopg2.OperationalError');
    expect(await chosen.getAttribute('id')).toBe(before);
    // The next step goes on from there.
    await page.keyboard.press('F3');
    await expect.poll(() => chosen.getAttribute('id')).not.toBe(before);
    await expect.poll(() => chosen.textContent()).toContain('refused');
    await page.close();
  });

  test('an outage is read by its minutes, errors first; all is one click away and asks for nothing', async () => {
    const { page } = await open('logs');
    const [question] = await askedFor(page, 'logs:open');
    expect(question).toMatchObject({ follow: false, span: { kind: 'window' } });
    expect(await rows(page).locator('.lv').allTextContents()).not.toContain('INF');
    await page.getByRole('button', { name: 'Todo', exact: true }).click();
    await page.getByText('Booting worker with pid').waitFor();
    await page.getByRole('button', { name: 'API accesos' }).click();
    await expect.poll(() => rows(page).filter({ hasText: 'accesos' }).count()).toBe(0);
    await page.getByRole('button', { name: 'nginx' }).click({ modifiers: ['Shift'] });
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(await askedFor(page, 'logs:open')).toHaveLength(1);
    await page.close();
  });

  test('what Vigía asked itself is marked, and one press hides it and shows it again', async () => {
    const { page } = await open('logs');
    const own = rows(page).filter({ hasText: 'mirada de Vigía' });
    await own.waitFor();
    expect(await own.textContent()).toContain('GET /api/ HTTP/1.1" 500');
    const before = await rows(page).count();
    await page.getByText('1 mirada de Vigía').waitFor();
    await page.getByRole('button', { name: 'Ocultar', exact: true }).click();
    await page.getByText('1 mirada de Vigía oculta').waitFor();
    await expect.poll(() => rows(page).count()).toBe(before - 1);
    expect(await own.count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
    await own.waitFor();
    await page.close();
  });

  test('hostile lines stay text: markup, colours, titles, directions, zeros, a megabyte', async () => {
    const { page, complaints } = await open('logs-calm');
    await tellLines(page, [
      'HOSTILE <img src=x onerror=alert(1)><script>alert(2)</script>',
      '\u001b[31mHOSTILE rojo\u001b[0m \u001b]0;título\u0007\u001b]8;;https://example.org\u0007 enlace \u001b[2J',
      'HOSTILE \u202egpj.exe \u2066x\u2069 \u0000 \u0085 \u{e0041}',
      `HOSTILE ${'x'.repeat(1_000_000)}`,
    ]);
    await rows(page).filter({ hasText: 'HOSTILE x' }).waitFor();
    const texts = (await rows(page).filter({ hasText: 'HOSTILE' }).allTextContents()).join('\n');
    expect(texts).toContain('<img src=x onerror=alert(1)><script>');
    expect(texts).toContain('\\x1b]0;título\\x07');
    expect(texts).toContain('\\u202egpj.exe');
    expect(texts).toContain('\\x00');
    expect(texts).toContain('secuencia de control hecha visible');
    expect(texts).toContain('984.008 caracteres más');
    expect(await page.locator('main').locator('img, script, a').count()).toBe(0);
    expect(await page.locator('.sgr-red').first().textContent()).toBe('HOSTILE rojo');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('of a burst of 20,000 lines only those in sight exist, and both ends are a key away', async () => {
    const { page } = await open('logs-calm');
    for (let batch = 0; batch < 20; batch += 1)
      await tellLines(
        page,
        Array.from({ length: 1000 }, (_, index) => `line ${String(batch * 1000 + index)} of the burst`),
        batch,
      );
    await page.getByText('line 19999 of').waitFor();
    expect(await rows(page).count()).toBeLessThan(80);
    await page.locator('#log-lines').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => rows(page).first().getAttribute('aria-posinset')).toBe('1');
    await page.keyboard.press('End');
    await page.getByText('line 19999 of').waitFor();
    // Each batch is confirmed, or the server would hold the rest back.
    await expect.poll(async () => (await askedFor(page, 'logs:taken')).length).toBeGreaterThanOrEqual(20);
    await page.close();
  });

  test('following is asked for; a place that she reads stays, and the end says how much is new', async () => {
    const { page } = await open('logs-calm');
    const taken = async () => (await askedFor(page, 'logs:taken')).length;
    await expect.poll(taken).toBe(1);
    await page.keyboard.press('f');
    await expect
      .poll(async () => (await askedFor(page, 'logs:open')).at(-1))
      .toMatchObject({ follow: true, continues: 1 });
    await page.getByText('Siguiendo').waitFor();
    await page.keyboard.press('f');
    // Nothing is read again: what she saw is there, and the place at which she stops is hers from the first moment.
    expect(await taken()).toBe(1);
    await page.getByText('En pausa, 0 renglones nuevos').waitFor();
    const before = await firstInSight(page);
    await tellLines(
      page,
      Array.from({ length: 6 }, (_, index) => `fresh ${String(index)}`),
      1,
      2,
    );
    await page.getByText('En pausa, 6 renglones nuevos').waitFor();
    expect(await firstInSight(page)).toBe(before);
    expect(before).toContain('GET /api');
    await page.getByRole('button', { name: 'Ir al final' }).click();
    await page.getByText('fresh 5').waitFor();
    await page.close();
  });

  test('an expression is marked where it is, in colours, behind tabs and in tracebacks, and nowhere else', async () => {
    const { page } = await open('logs-calm');
    await tellLines(page, [
      'uno\tport \u001b[33m54\u001b[0m32 y password=*** port 80',
      'ERROR dos',
      'Traceback (most recent call last):',
      '  File "x.py", line 3, in y',
      'ValueError: port 443',
    ]);
    await page.getByRole('button', { name: 'Expresión regular' }).click();
    await page.getByLabel('Buscar en los registros').fill('port \\d+$|port \\d+ y');
    await page.locator('.logline mark').first().waitFor();
    const marked = () =>
      rows(page).evaluateAll((all) =>
        all
          .map((row) => [...row.querySelectorAll('mark')].map((one) => one.textContent))
          .filter((texts) => texts.length > 0),
      );
    await expect.poll(marked).toEqual([['port ', '54', '32 y', 'port 80'], ['port 443']]);
    await rows(page).filter({ hasText: 'ValueError' }).click();
    await page.locator('.explain').waitFor();
    expect(await page.locator('.explain mark').count()).toBe(0);
    await page.close();
  });

  test('a time is typed: what is wrong says why where it is, and what is right is read', async () => {
    const { page } = await open('logs-choose');
    const asks = async () => (await askedFor(page, 'logs:open')).map(({ span }) => span);
    const at = (hour: number, minute: number) => Date.UTC(2026, 10, 24, hour + 5, minute);
    await page.getByText('API errores empieza a las 10:41; de antes no queda nada').waitFor();
    const from = page.getByLabel('Hora de comienzo');
    const to = page.getByLabel('Hora de fin');
    await page.getByRole('button', { name: 'Elegir…' }).click();
    // It begins as what was shown, in whole minutes.
    await expect.poll(async () => (await asks()).length).toBe(2);
    expect([await from.inputValue(), await page.getByLabel('Fecha de comienzo').inputValue()]).toEqual([
      '10:40',
      '2026-11-24',
    ]);
    await from.fill('9:15');
    await to.fill('25:10');
    await to.press('Enter');
    await page.getByText('escriba 01:10 y el día siguiente').waitFor();
    expect(await to.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('log-range-toTime');
    expect(await violationsOf(page)).toEqual([]);
    await to.fill('9:10');
    await page.getByText('El fin queda antes del comienzo.').waitFor();
    expect((await asks()).length).toBe(2);
    await to.fill('9:20:30');
    await to.press('Enter');
    await expect.poll(async () => (await asks()).length).toBe(3);
    const offsetMs = 3100;
    expect((await asks())[2]).toEqual({
      kind: 'window',
      fromAt: at(9, 15) + offsetMs,
      toAt: at(9, 20) + 30_999 + offsetMs,
    });
    expect(await page.locator('.log-range .error').count()).toBe(0);
    await page.close();
  });

  test('a bad expression is said where it is typed; one that runs wild is stopped and the window goes on', async () => {
    const { page } = await open('logs-calm');
    await tellLines(page, [`${'a'.repeat(60)}!`]);
    await page.getByRole('button', { name: 'Expresión regular' }).click();
    await page.getByLabel('Buscar en los registros').fill('(a+');
    await page.getByText('Esa expresión no es válida').waitFor();
    expect(await page.getByLabel('Buscar en los registros').getAttribute('aria-invalid')).toBe('true');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Buscar en los registros').fill('(a+)+$');
    await page.getByText('tarda demasiado y se detuvo').waitFor();
    await page.getByLabel('Buscar en los registros').fill('a{60}');
    await page.getByText('1 de 1').waitFor();
    await page.close();
  });

  test('the search on the server says how far it is, stops, and goes on where it stopped', async () => {
    const { page } = await open('logs-calm');
    await page.getByRole('button', { name: 'API errores' }).click({ modifiers: ['Shift'] });
    await page.getByLabel('Buscar en los registros').fill('needle');
    await page.getByRole('button', { name: 'Buscar más atrás' }).click();
    await expect.poll(async () => (await askedFor(page, 'logs:search')).length).toBe(1);
    const push = (part: Partial<Extract<Push, { kind: 'log-search' }>>): Push => ({
      kind: 'log-search',
      search: 1,
      source: 'api-error',
      lines: [],
      ats: [],
      reachedAt: Date.UTC(2026, 10, 18, 15),
      bytesRead: 412_000_000,
      bytesTotal: 1_200_000_000,
      unreadFiles: 0,
      state: 'running',
      error: null,
      ...part,
    });
    const line = '[2026-11-18 10:00:00 -0500] [1] [ERROR] needle of old';
    await tell(page, push({ lines: [line], ats: [Date.UTC(2026, 10, 18, 15)] }));
    await page.getByText('hasta 18 nov. 2026').waitFor();
    await page.getByText('412 MB de 1,2 GB').waitFor();
    await rows(page).filter({ hasText: 'needle of old' }).filter({ hasText: 'hallado más atrás' }).waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('34');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Detener' }).click();
    expect(await askedFor(page, 'logs:search-stop')).toEqual([{ search: 1 }]);
    await tell(page, push({ state: 'limit' }));
    await page.getByRole('button', { name: 'Seguir buscando' }).click();
    await expect.poll(async () => (await askedFor(page, 'logs:search')).at(-1)).toMatchObject({ continues: 1 });
    await tell(page, push({ state: 'failed', error: { kind: 'too-slow' } }));
    await page.getByText('La búsqueda tardó demasiado').waitFor();
    await page.close();
  });

  test('where no error is among what was read it says so, and looks further back', async () => {
    const { page } = await open('logs-no-errors');
    await page.getByText('Ningún error entre los 300 renglones leídos').waitFor();
    await page.getByRole('button', { name: 'Mirar más atrás' }).click();
    await expect.poll(async () => (await askedFor(page, 'logs:open')).length).toBe(2);
    await page.getByRole('button', { name: 'Ver todo' }).click();
    await rows(page).first().waitFor();
    await page.close();
  });

  test('what cannot be read says its cure and is asked for again; leaving ends stream and workers', async () => {
    const { page } = await open('logs-forbidden');
    await page.getByText('sudo usermod -aG systemd-journal admonctrlxm').waitFor();
    await rows(page).first().waitFor();
    await rows(page).filter({ hasText: 'Booting worker' }).click();
    const chosen = page.locator('main [aria-current=true]');
    const before = await chosen.getAttribute('id');
    await page.getByRole('button', { name: 'Leer de nuevo' }).click();
    await expect.poll(async () => (await askedFor(page, 'logs:open')).length).toBe(2);
    // The same lines under other names: the one that she chose is still the one.
    await expect.poll(() => chosen.getAttribute('id')).not.toBe(before);
    expect(await chosen.textContent()).toContain('Booting worker');
    await page.getByRole('link', { name: 'Respuesta' }).click();
    await expect.poll(async () => (await askedFor(page, 'logs:close')).length).toBe(2);
    await expect.poll(() => page.workers().length).toBe(0);
    await page.close();
  });

  test('what is saved holds no password, and where it went is said', async () => {
    const { page } = await open('logs-calm');
    await tellLines(page, ['connecting with DB_PASSWORD=hunter2']);
    await rows(page).filter({ hasText: 'hunter2' }).waitFor();
    await page.evaluate(() => {
      const { vigia } = window as unknown as { vigia: { request(name: string, argument: unknown): Promise<unknown> } };
      const { request } = vigia;
      vigia.request = async (name, argument) => {
        const answer = await request(name, argument);
        return name === 'logs:save' ? { kind: 'saved', path: 'portal.log' } : answer;
      };
    });
    await page.getByRole('button', { name: 'Guardar…' }).click();
    await page.getByText('Guardado en portal.log. Se ocultaron contraseñas y códigos.').waitFor();
    const [saved] = await askedFor(page, 'logs:save');
    expect(String(saved?.['name'])).toMatch(/^portal-mme-registros-2026-11-24\.log$/);
    expect(String(saved?.['text'])).toContain('DB_PASSWORD=***');
    expect(String(saved?.['text'])).not.toContain('hunter2');
    await page.close();
  });
});
