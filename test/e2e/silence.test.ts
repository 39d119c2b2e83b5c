/** Silence as she orders it in the window, with the real main process behind it: what is said there, and in the tray. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoWindow, startDemoApp, type DemoApp } from '../support/desktop/demo';
import type { TrayItem } from '../support/desktop/tray';
import { waitUntil } from '../support/wait-until';

const texts = {
  es: {
    open: 'Abrir Vigía',
    fault: 'PostgreSQL detenido',
    know: 'Ya lo sé',
    known: 'Anotado: sin recordatorios',
    again: 'Volver a recordar',
    menu: 'Silencio y mantenimiento',
    snoozed: 'Silenciado: termina en 4 h',
    unsnooze: 'Quitar el silencio',
    maintenance: 'Mantenimiento: termina en 30 min',
    extended: 'Mantenimiento: termina en 1 h',
    extend: 'Alargar 30 min',
    end: 'Terminar el mantenimiento',
    answer: 'En mantenimiento',
  },
  en: {
    open: 'Open Vigía',
    fault: 'PostgreSQL stopped',
    know: 'I know',
    known: 'Noted: no reminders',
    again: 'Remind me again',
    menu: 'Silence and maintenance',
    snoozed: 'Silenced: 4 h left',
    unsnooze: 'End the silence',
    maintenance: 'Maintenance: 30 min left',
    extended: 'Maintenance: 1 h left',
    extend: 'Extend by 30 min',
    end: 'End maintenance',
    answer: 'Under maintenance',
  },
} as const;

describe.each(['es', 'en'] as const)('silence, in %s', { timeout: 180_000 }, (language) => {
  const words = texts[language];
  const complaints: string[] = [];
  let demo: DemoApp;
  let tray: TrayItem;
  let page: Page;

  beforeAll(async () => {
    demo = await startDemoApp({ language });
    tray = demo.tray;
    page = await openDemoWindow(demo, words.open, complaints);
  });
  afterAll(async () => {
    await demo.stop();
  });

  const until = (what: string, isTrue: () => Promise<boolean>, limitMs = 60_000) => waitUntil(what, isTrue, limitMs);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const choose = async (name: string, group: number) => {
    await press(words.menu);
    await page.locator('.silence .group').nth(group).getByRole('button', { name, exact: true }).click();
  };
  const inTray = (label: string) =>
    until(label, async () => (await tray.labels()).map((one) => one.replaceAll('\u00a0', ' ')).includes(label));

  test('a silence counts down in both places, and ends at once', async () => {
    await choose('4 h', 0);
    await inTray(words.snoozed);
    await press(words.unsnooze);
    await until('no silence', async () => !(await tray.labels()).includes(words.unsnooze));
  });

  test('a maintenance turns the icon blue, is extended, and ends; its bar is drawn under the strict policy', async () => {
    await choose('30 min', 1);
    await page.getByRole('heading', { level: 1, name: words.answer }).waitFor();
    await inTray(words.maintenance);
    expect(await tray.status()).toBe('maintenance');
    expect(await page.locator('.bar > i').evaluate((bar) => (bar as HTMLElement).style.width)).toMatch(/^\d+%$/);
    await press(words.extend);
    await inTray(words.extended);
    await press(words.end);
    await until('green again', async () => (await tray.status()) === 'calm');
  });

  test('an outage that she knows is still red, and reminds her no more', async () => {
    await tray.click(words.fault);
    await page.getByRole('button', { name: words.know, exact: true }).waitFor({ timeout: 90_000 });
    await press(words.know);
    await page.getByRole('button', { name: words.again, exact: true }).waitFor();
    await inTray(words.known);
    expect(await tray.status()).toBe('down');
  });

  test('the window complained of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
