/** Services and a restart in the real application, against the simulated portal. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoWindow, startDemoApp, type DemoApp } from '../support/desktop/demo';
import type { TrayItem } from '../support/desktop/tray';

const texts = {
  es: {
    open: 'Abrir Vigía',
    services: 'Servicios',
    processes: '4 de 4 procesos',
    unseen: 'En menos de 5 min: aún no pasó',
    restart: 'Reiniciar el tablero…',
    question: '¿Reiniciar el tablero?',
    never: 'Ninguna desde Vigía: no se sabe cuánto tarda.',
    now: 'Reiniciar el tablero',
    verified: 'El tablero volvió, comprobado',
    done: 'Listo',
    worked: /^\d+\ss, a la.*: funcionó$/,
    unit: 'Servicio',
    fault: 'Tablero que no arranca',
    gaveUp: 'el sistema dejó de intentarlo',
    again: 'Permitir otro intento y reiniciar',
  },
  en: {
    open: 'Open Vigía',
    services: 'Services',
    processes: '4 of 4 processes',
    unseen: 'In under 5 min: not seen yet',
    restart: 'Restart the dashboard…',
    question: 'Restart the dashboard?',
    never: 'None from Vigía yet: it is not known how long it takes.',
    now: 'Restart the dashboard',
    verified: 'The dashboard is back, verified',
    done: 'Done',
    worked: /^\d+\ss, at .*: it worked$/,
    unit: 'Service',
    fault: 'Dashboard will not start',
    gaveUp: 'the system gave up',
    again: 'Allow another try and restart',
  },
} as const;

describe.each(['es', 'en'] as const)('the services, in %s', { timeout: 240_000 }, (language) => {
  const words = texts[language];
  const complaints: string[] = [];
  let demo: DemoApp;
  let tray: TrayItem;
  let page: Page;

  beforeAll(async () => {
    demo = await startDemoApp({ language });
    tray = demo.tray;
    page = await openDemoWindow(demo, words.open, complaints);
    await page.getByRole('link', { name: words.services, exact: true }).click();
  });
  afterAll(async () => {
    await demo.stop();
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const lastTime = () => page.getByRole('dialog').locator('dd').nth(2).innerText();

  test('say what the last round saw and what the history tells, under the strict policy', async () => {
    await page.getByText(words.processes).waitFor();
    await page.getByText(words.unseen).waitFor();
    expect(await page.locator('.svc').count()).toBeGreaterThanOrEqual(10);
    expect(await page.locator('.waiting').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('ask before a service is restarted that is well, prove that it is back, and remember how long it took', async () => {
    await press(words.restart);
    await page.getByRole('dialog', { name: words.question }).waitFor();
    expect(await lastTime()).toBe(words.never);
    await press(words.now);
    await page.getByRole('dialog', { name: words.verified }).waitFor({ timeout: 120_000 });
    expect(await page.locator('.compare tbody th').allInnerTexts()).toContain(words.unit);
    await press(words.done);
    await press(words.restart);
    await page.getByRole('dialog', { name: words.question }).waitFor();
    expect(await lastTime()).toMatch(words.worked);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('where systemd gave up, another try is offered, with the order that allows it', async () => {
    await tray.click(words.fault);
    await page.getByText(words.gaveUp).waitFor({ timeout: 90_000 });
    await press(words.restart);
    const dialog = page.getByRole('dialog', { name: words.question });
    await dialog.getByRole('button', { name: words.again, exact: true }).waitFor();
    await dialog.locator('summary').click();
    expect(await dialog.locator('pre').innerText()).toMatch(/^sudo -n systemctl reset-failed dashboard-mme\n/);
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });
});
