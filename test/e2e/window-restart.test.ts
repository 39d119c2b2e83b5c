/** Services and the restart sheet, in the built window. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fixtureContext, fixtureNow, fixtures } from '../support/renderer/fixtures';
import { describeWindow, press } from '../support/renderer/describe-window';
import { asked } from '../support/renderer/open-window';

describeWindow('services and restarts', ({ open }) => {
  const tell = (page: Page, name: string, revision: number) =>
    page.evaluate(
      ([snapshot, view]) => {
        (window as unknown as { tell(push: unknown): void }).tell({ kind: 'snapshot', snapshot, view });
      },
      [{ ...fixtures[name]?.snapshot, revision }, fixtureContext] as const,
    );

  /** Where each row stands, and the names of what is in it. */
  const places = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('.svc')].map((row) => {
        const { top, height } = row.getBoundingClientRect();
        return [row.querySelector('b')?.textContent, Math.round(top), Math.round(height)];
      }),
    );

  test('every row stands where it is, with data or without, before and after the history has answered', async () => {
    const seen = [];
    for (const name of ['services-first', 'services-waiting', 'services-calm', 'services-no-history']) {
      const { page } = await open(name);
      if (name === 'services-calm') await page.locator('svg.spark').first().waitFor();
      seen.push(await places(page));
      await page.close();
    }
    const [first] = seen;
    expect(first).toHaveLength(10);
    expect(seen).toEqual([first, first, first, first]);
  });

  test('a row says in her language what is, what it promises and how it went, and its trend has words', async () => {
    const { page } = await open('services-calm');
    await page.locator('svg.spark').first().waitFor();
    const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    expect(text).not.toMatch(/active|running|accepting|workers|dead/);
    expect(text).toContain('182 ms · 4 de 4 procesos\nEn menos de 5 min: cumplido 2 de 3');
    expect(text).toContain('Proceso 3, joven\n41 min · PID 8817');
    expect(text).toContain('vence el 14 feb. 2027\nQuedan 82 días');
    expect(text).toContain('61 % usado · quedan 78 GB');
    expect(text).toContain('Levantó la API 2 veces en 29 días');
    expect(text).toContain('29 días de historial, con datos del 77 % del tiempo');
    const trend = await page
      .getByRole('img', { name: /^Últimas 24 h: de/ })
      .first()
      .getAttribute('aria-label');
    expect(trend).toMatch(/lo último, .*Faltan datos de 11\sh/);
    await page.close();
  });

  test("the server's own words come small, beside ours, and only where something is wrong", async () => {
    const { page } = await open('services-down');
    const row = page.locator('.svc', { hasText: 'PostgreSQL' }).filter({ hasText: 'detenido' }).last();
    expect(await row.locator('.val').innerText()).toBe('detenido inactive (dead)');
    expect(await row.locator('.val code').innerText()).toBe('inactive (dead)');
    expect(await page.locator('.val code').count()).toBe(1);
    await page.close();
  });

  test('a trend gives way first where the window is narrow', async () => {
    const { page } = await open('services-calm', { width: 720 });
    await page.locator('svg.spark').first().waitFor({ state: 'attached' });
    expect(await page.locator('svg.spark').first().isVisible()).toBe(false);
    await page.close();
  });

  test('what she may not restart says where it is done, with the command to copy', async () => {
    const { page } = await open('services-down');
    const button = page.getByRole('button', { name: 'Reiniciar PostgreSQL…' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await press(page, 'Copiar la orden sudo systemctl start postgresql');
    expect(await asked(page)).toEqual([{ name: 'copy:text', argument: { text: 'sudo systemctl start postgresql' } }]);
    await page.close();
  });

  test('the question says what is cut off, what is not, how it went the last time, and what is run', async () => {
    const { page } = await open('restart-question');
    const dialog = page.getByRole('dialog', { name: '¿Reiniciar la API?' });
    const pairs = (await dialog.locator('dl').innerText()).replaceAll('\u00a0', ' ');
    expect(pairs).toContain('durante unos 41 s');
    expect(pairs).toContain('El tablero, nginx y PostgreSQL');
    expect(pairs).toContain('41 s, el jueves a las 7:25: funcionó');
    expect(pairs).toContain('Pasa a las 10:45');
    await dialog.getByText('Ver las órdenes exactas').click();
    expect(await dialog.locator('pre').innerText()).toContain('/server/api/stop_api.sh');
    await page.close();
  });

  test('before the first restart it does not guess how long one takes', async () => {
    const { page } = await open('restart-first');
    const text = await page.getByRole('dialog').innerText();
    expect(text).toContain('Ninguna desde Vigía: no se sabe cuánto tarda.');
    expect(text).not.toMatch(/durante un/);
    await page.close();
  });

  test('the running restart is held against the usual time; Esc closes the sheet and it goes on', async () => {
    const { page } = await open('restart-running');
    const bar = page.getByRole('progressbar');
    expect([await bar.getAttribute('aria-valuenow'), await page.getByText('lo habitual son').count()]).toEqual([
      '66',
      1,
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await asked(page)).toEqual([]);
    await page.close();
  });

  test('what was before and is now can be read, errors and processes too', async () => {
    const { page } = await open('restart-verified');
    const rows = await page
      .locator('.compare tbody tr')
      .evaluateAll((all) =>
        all.map((row) => [...row.children].map((cell) => cell.textContent.replaceAll('\u00a0', ' '))),
      );
    expect(rows).toEqual([
      ['API por la web', 'sin respuesta en 10 s', '200 en 176 ms'],
      ['Procesos', '4 de 4', '4 de 4'],
      ['Proceso principal', '1201', '9120'],
      ['Errores en el registro', '17 desde las 10:42', 'ninguno en 27 s'],
      ['Portal por la web', '200 en 182 ms', '200 en 182 ms'],
    ]);
    await page.close();
  });

  test('after three that did not help it says so, what repeats, and gives a report to send', async () => {
    const { page } = await open('services-locked');
    await press(page, 'Ver los reinicios de la API…');
    const dialog = page.getByRole('dialog', { name: 'Reiniciar no lo está arreglando' });
    expect(await dialog.locator('.steps .sub').allInnerTexts()).toEqual([
      'contestó; volvió a fallar 4\u00a0min después',
      'contestó; volvió a fallar 5\u00a0min después',
      'falló al arrancar',
    ]);
    await dialog.getByText("No module named 'pyproj'").waitFor();
    await press(page, 'Copiar el informe');
    const report = (await asked(page)).find(({ name }) => name === 'copy:text')?.argument as { readonly text: string };
    expect(report.text).toMatch(/no lo está arreglando\n.*\n\n3 reinicios en 30 min:\n {2}10:21 \(44\ss\): contestó/);
    expect(report.text).toContain('GET /api/ 500');
    await page.close();
  });

  test('the way past the lock asks once more, says so, and only then is it sent as such', async () => {
    const { page } = await open('restart-not-helping');
    await press(page, 'Reiniciar de todos modos…');
    const dialog = page.getByRole('dialog', { name: '¿Reiniciar la API?' });
    await dialog.getByText('Queda anotado que usted insistió').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancelar');
    expect(await asked(page)).toEqual([]);
    await press(page, 'Reiniciar de todos modos');
    expect(await asked(page)).toEqual([
      {
        name: 'restart:start',
        argument: { serverId: 'portal-mme', service: 'api', confirmed: true, anyway: true },
      },
    ]);
    await page.close();
  });

  test('the lock counts down, and when it is over the sheet asks as ever', async () => {
    const { page } = await open('restart-not-helping');
    await page.getByText('Se desbloquea en 12').waitFor();
    await page.clock.setFixedTime(fixtureNow + 12 * 60_000);
    await tell(page, 'restart-not-helping', 5);
    // The window looks at the clock again when it comes back into sight.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByRole('dialog', { name: '¿Reiniciar la API?' }).waitFor();
    await press(page, 'Reiniciar la API');
    expect(await asked(page)).toEqual([
      { name: 'restart:start', argument: { serverId: 'portal-mme', service: 'api', confirmed: true } },
    ]);
    await page.close();
  });

  test('where the system gave up, the sheet says so and what it does about it', async () => {
    const { page } = await open('restart-start-limit');
    const dialog = page.getByRole('dialog', { name: '¿Reiniciar el tablero?' });
    await dialog.getByText('Ver las órdenes exactas').click();
    expect(await dialog.locator('pre').innerText()).toBe(
      'sudo -n systemctl reset-failed dashboard-mme\nsudo -n systemctl restart dashboard-mme',
    );
    await press(page, 'Permitir otro intento y reiniciar');
    expect(await asked(page)).toEqual([
      { name: 'restart:start', argument: { serverId: 'portal-mme', service: 'dashboard', confirmed: true } },
    ]);
    await page.close();
  });
});
