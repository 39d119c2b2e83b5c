/** Acknowledge, silence, maintenance and quiet hours in the window: what she presses, what is asked for, what is shown. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ServerSnapshot } from '../../src/core/snapshot-types';
import { fixtureContext, fixtureNow, fixtures } from '../support/renderer/fixtures';
import { describeWindow, press } from '../support/renderer/describe-window';
import { asked, violationsOf } from '../support/renderer/open-window';

const serverId = 'portal-mme';
const minuteMs = 60_000;

describeWindow('silence in the window', ({ open }) => {
  const openMenu = async (page: Page) => {
    await press(page, 'Silencio y mantenimiento');
    await page.getByRole('dialog', { name: 'Silencio y mantenimiento' }).waitFor();
  };
  const said = (page: Page) => page.locator('.telling .lines p').allTextContents();
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
  /** The main process answers an order with a new snapshot. */
  const becomes = (page: Page, name: string, part: Partial<ServerSnapshot> = {}) =>
    page.evaluate(
      ([snapshot, view]) => {
        (window as unknown as { tell(push: unknown): void }).tell({ kind: 'snapshot', snapshot, view });
      },
      [
        {
          ...fixtures[name]?.snapshot,
          revision: 2,
          servers: fixtures[name]?.snapshot.servers.map((server) => ({ ...server, ...part })),
        },
        fixtureContext,
      ] as const,
    );

  test('"I know" stops the reminders, says so, and can be taken back', async () => {
    const { page } = await open('answer-down-database');
    await press(page, 'Ya lo sé');
    await becomes(page, 'answer-acknowledged');
    await page.getByText('Anotado: sin recordatorios hasta que se arregle.', { exact: true }).waitFor();
    expect(await page.locator('.telling [role=status]').textContent()).toContain('Anotado');
    await press(page, 'Volver a recordar');
    expect(await asked(page)).toEqual([
      { name: 'acknowledge:set', argument: { serverId, on: true } },
      { name: 'acknowledge:set', argument: { serverId, on: false } },
    ]);
    await page.close();
  });

  test.each([
    ['1 h', '1h'],
    ['4 h', '4h'],
    ['Hasta mañana a las 8:00', 'tomorrow'],
  ])('silence for %s', async (name, until) => {
    const { page } = await open('answer-calm');
    await openMenu(page);
    await page.getByRole('group', { name: 'Silenciar' }).getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await asked(page)).toEqual([{ name: 'snooze:set', argument: { serverId, until } }]);
    await page.close();
  });

  test('silence counts down and is ended where it is shown; the keyboard stays there', async () => {
    const { page } = await open('answer-snoozed');
    expect(await said(page)).toEqual([
      'Silenciado hasta las 14:44: termina en 4\u00a0h.',
      'Una caída nueva sí se avisa.',
    ]);
    await page.clock.setFixedTime(fixtureNow + 61 * minuteMs);
    await becomes(page, 'answer-snoozed', { lastRoundAt: fixtureNow + 60 * minuteMs });
    await page.getByText('Silenciado hasta las 14:44: termina en 2\u00a0h 59\u00a0min.').waitFor();
    await press(page, 'Quitar el silencio');
    expect(await asked(page)).toEqual([{ name: 'snooze:set', argument: { serverId, until: null } }]);
    await becomes(page, 'answer-calm');
    await page.locator('.telling .lines').getByText('Si algo falla, se avisa.').waitFor();
    expect(await focused(page)).toBe('Silencio y mantenimiento');
    await page.close();
  });

  test.each([
    ['30 min', 30],
    ['1 h', 60],
    ['2 h', 120],
    ['4 h', 240],
  ])('a maintenance of %s', async (name, minutes) => {
    const { page } = await open('answer-calm');
    await openMenu(page);
    const group = page.getByRole('group', { name: 'Voy a hacer mantenimiento' });
    await group.getByRole('button', { name, exact: true }).click();
    expect(await asked(page)).toEqual([{ name: 'maintenance:set', argument: { serverId, minutes, extends: false } }]);
    await page.close();
  });

  test('a maintenance of another length says what is possible, and sends only that', async () => {
    const { page, complaints } = await open('answer-calm');
    await openMenu(page);
    await press(page, 'Otro…');
    const length = page.getByLabel('Cuánto dura el mantenimiento');
    await length.fill('30');
    await page.keyboard.press('Enter');
    expect(await length.getAttribute('aria-invalid')).toBe('true');
    expect([await violationsOf(page), await asked(page)]).toEqual([[], []]);
    await length.fill('1,5');
    await press(page, 'Empezar');
    expect([await asked(page), complaints]).toEqual([
      [{ name: 'maintenance:set', argument: { serverId, minutes: 90, extends: false } }],
      [],
    ]);
    await page.close();
  });

  test('a maintenance is extended and ended; its bar shows how much is over', async () => {
    const { page, complaints } = await open('answer-maintenance');
    const bar = page.getByRole('progressbar', { name: 'Tiempo transcurrido del mantenimiento' });
    const part = await bar.evaluate(
      (one) => (one.firstElementChild?.getBoundingClientRect().width ?? 0) / one.getBoundingClientRect().width,
    );
    expect([Math.round(100 * part), await bar.getAttribute('aria-valuenow')]).toEqual([48, '48']);
    await press(page, 'Alargar 30 min');
    await press(page, 'Terminar el mantenimiento');
    expect(await asked(page)).toEqual([
      { name: 'maintenance:set', argument: { serverId, minutes: 30, extends: true } },
      { name: 'maintenance:set', argument: { serverId, minutes: null, extends: false } },
    ]);
    await becomes(page, 'answer-calm');
    await page.getByText('Si algo falla, se avisa.').waitFor();
    expect([await focused(page), complaints]).toEqual(['Silencio y mantenimiento', []]);
    await page.close();
  });

  const primaries = (page: Page) => page.locator('main .btn.primary').allTextContents();

  test('in a maintenance she can restart what a restart mends, and that comes first', async () => {
    const { page } = await open('answer-maintenance-ends');
    expect(await primaries(page)).toEqual(['Reiniciar la API']);
    await press(page, 'Reiniciar la API');
    expect(await asked(page)).toEqual([
      { name: 'restart:start', argument: { serverId, service: 'api', confirmed: false } },
    ]);
    await page.close();
  });

  test('a restart that has to wait says why there too, and nothing stands before the end of the time', async () => {
    const { page } = await open('answer-maintenance-refused');
    const button = page.getByRole('button', { name: /^Reiniciar la API/ });
    const reason = page.locator(`[id="${(await button.getAttribute('aria-describedby')) ?? ''}"]`);
    expect([await reason.isVisible(), await primaries(page)]).toEqual([true, []]);
    await page.close();
  });

  test('a maintenance that ends soon leaves the one primary button to a question that waits', async () => {
    const { page } = await open('answer-maintenance-host-key');
    expect(await primaries(page)).toEqual(['Es el servidor correcto']);
    await page.close();
  });

  test('in a drill nothing can be silenced, and it says so', async () => {
    const { page } = await open('answer-drill');
    for (const name of ['Ya lo sé', 'Silencio y mantenimiento']) {
      const button = page.getByRole('button', { name, exact: true });
      await button.click({ force: true });
      const reason = page.locator(`[id="${(await button.getAttribute('aria-describedby')) ?? ''}"]`);
      expect(await reason.textContent()).toBe('En un simulacro, estos botones no actúan.');
    }
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('link', { name: 'Ajustes' }).click();
    await page.getByRole('link', { name: 'Avisos' }).click();
    for (const name of ['Horas de silencio', 'Resumen por la mañana', 'Avisos en el escritorio'])
      expect(await page.getByLabel(name, { exact: true }).isDisabled()).toBe(true);
    expect((await asked(page)).map(({ name }) => name)).toEqual(['settings:get']);
    await page.close();
  });

  const openNotices = async (name: string) => {
    const opened = await open(name);
    await opened.page.getByRole('link', { name: 'Avisos' }).click();
    return opened;
  };
  const changes = async (page: Page) => (await asked(page)).filter(({ name }) => name === 'settings:set');

  test('quiet hours are switched on, typed on a 24-hour clock, and switched off', async () => {
    const { page } = await openNotices('settings');
    await page.getByLabel('Horas de silencio', { exact: true }).check();
    const until = page.getByLabel('Hasta', { exact: true });
    await until.fill('6.30');
    await until.press('Enter');
    await expect.poll(() => until.inputValue()).toBe('06:30');
    await page.getByLabel('Sonar también en horas de silencio si los usuarios no pueden entrar').check();
    await page.getByText('Una caída se muestra y suena también en horas de silencio.').waitFor();
    await page.getByLabel('Horas de silencio', { exact: true }).uncheck();
    expect(await changes(page)).toEqual(
      [
        { from: '22:00', to: '07:00', soundForOutage: false },
        { from: '22:00', to: '06:30', soundForOutage: false },
        { from: '22:00', to: '06:30', soundForOutage: true },
        null,
      ].map((quietHours) => ({ name: 'settings:set', argument: { quietHours } })),
    );
    await page.close();
  });

  test.each([
    ['25:30', 'Las horas van de 00:00 a 23:59. Si quería esa hora de la madrugada, escriba 01:30.'],
    ['las diez', 'Las horas van de 00:00 a 23:59, por ejemplo 22:00 y 07:00.'],
    ['22', 'Las dos horas son iguales. Escriba a qué hora empieza y a qué hora termina el silencio.'],
  ])('quiet hours until "%s" are not saved, and it says why', async (typed, problem) => {
    const { page } = await openNotices('settings-quiet');
    const until = page.getByLabel('Hasta', { exact: true });
    await until.fill(typed);
    await until.press('Tab');
    await page.getByText(problem).waitFor();
    expect([await changes(page), await violationsOf(page)]).toEqual([[], []]);
    await page.close();
  });

  test('the digest of the morning can be switched off', async () => {
    const { page } = await openNotices('settings');
    await page.getByLabel('Resumen por la mañana', { exact: true }).uncheck();
    expect(await changes(page)).toEqual([{ name: 'settings:set', argument: { digest: false } }]);
    await page.close();
  });

  test.each(['answer-calm', 'answer-snoozed', 'answer-maintenance'])(
    'what opens over %s is accessible, and Escape closes it and gives the focus back',
    async (name) => {
      for (const look of [{ theme: 'light', width: 960 } as const, { theme: 'dark', width: 480 } as const]) {
        const { page } = await open(name, look);
        await openMenu(page);
        const box = await page.getByRole('dialog').boundingBox();
        expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 0) <= look.width]).toEqual([true, true]);
        expect(await violationsOf(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        expect([await focused(page), await asked(page)]).toEqual(['Silencio y mantenimiento', []]);
        await page.close();
      }
    },
  );
});
