/** A drill as she sees it: real tray, real bubbles, real window, and a portal on which nothing happens. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemoApp, type DemoApp } from '../support/desktop/demo';
import type { TrayItem } from '../support/desktop/tray';
import { waitUntil } from '../support/wait-until';

const texts = {
  es: {
    open: 'Simulacro…',
    database: /Se cae PostgreSQL/,
    api: /Se cae toda la API/,
    banner: 'SIMULACRO: nada de esto está pasando en el servidor',
    label: 'SIMULACRO: nada de esto está pasando en',
    next: 'Siguiente',
    pause: 'Pausa',
    end: 'Terminar el simulacro',
    over: 'Simulacro terminado. Lo que ve ahora es real.',
    outage: 'Simulacro · PostgreSQL está detenido',
    bubble: 'Simulacro terminado',
    tip: /^Simulacro · /,
    calm: 'Sí, puede estar tranquila',
    answer: 'Respuesta',
    down: 'No',
    restart: 'Reiniciar la API ahora',
    refused: /Esto es un simulacro/,
    fault: 'API detenida',
    real: 'La API está detenida',
  },
  en: {
    open: 'Drill…',
    database: /PostgreSQL falls/,
    api: /The whole API falls/,
    banner: 'DRILL: none of this is happening on the server',
    label: 'DRILL: none of this is happening on the',
    next: 'Next',
    pause: 'Pause',
    end: 'End the drill',
    over: 'Drill over. What you see now is real.',
    outage: 'Drill · PostgreSQL is stopped',
    bubble: 'Drill over',
    tip: /^Drill · /,
    calm: 'Yes, you can rest easy',
    answer: 'Answer',
    down: 'No',
    restart: 'Restart the API now',
    refused: /This is a drill/,
    fault: 'API stopped',
    real: 'The API is stopped',
  },
} as const;

describe.each(['es', 'en'] as const)('a drill, in %s', { timeout: 180_000 }, (language) => {
  const words = texts[language];
  let demo: DemoApp;
  let tray: TrayItem;
  let page: Page;

  beforeAll(async () => {
    demo = await startDemoApp({ language });
    tray = demo.tray;
  });
  afterAll(async () => {
    await demo.stop();
  });

  const until = (what: string, isTrue: () => Promise<boolean>, limitMs = 60_000) => waitUntil(what, isTrue, limitMs);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const answer = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const start = async (scenario: RegExp) => {
    await tray.click(words.open);
    page = await demo.app.electron.firstWindow();
    await page.getByRole('button', { name: scenario }).click();
    await page.getByText(words.banner).waitFor();
  };
  const step = async (number: number) => {
    await button(words.next).click();
    await page.getByText(new RegExp(`(Paso|Step) ${String(number)} `)).waitFor();
  };

  test('turns icon, tooltip, bubble and window red, each with the word for it', async () => {
    await start(words.database);
    expect((await tray.labels())[0]).toBe(words.label);
    expect(await tray.tooltip()).toMatch(words.tip);
    await button(words.pause).click();
    await step(2);
    await step(3);
    await button(words.pause).click();
    await answer(words.down).waitFor();
    await until('red', async () => (await tray.status()) === 'down', 10_000);
    const bubble = await demo.desktop.recorder?.waitFor('the outage', ({ title }) => title === words.outage);
    expect(bubble?.hints['urgency']).toBe(2);
    expect(await page.title()).toMatch(/Simulacro|Drill/);
    expect((await tray.labels()).filter((label) => label === words.open)).toEqual([]);
  });

  test('is over when she says so in the tray, and then all is true again', async () => {
    await tray.click(words.end);
    await answer(words.calm).waitFor();
    await page.getByText(words.over).waitFor();
    expect(await page.getByText(words.banner).count()).toBe(0);
    await until('green', async () => (await tray.status()) === 'calm', 10_000);
    expect(await tray.tooltip()).not.toMatch(words.tip);
    await demo.desktop.recorder?.waitFor('its end', ({ title }) => title === words.bubble);
    const { id } = demo.desktop.recorder?.all.find(({ title }) => title === words.outage) ?? { id: 0 };
    await until('the red bubble is gone', () => Promise.resolve(demo.desktop.recorder?.closed.includes(id) === true));
  });

  test('restarts nothing', async () => {
    await start(words.api);
    await step(2);
    await step(3);
    await button(words.pause).click();
    await tray.click(words.restart);
    await page.getByRole('dialog').getByText(words.refused).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('ends by itself when something happens in earnest, which speaks in its own name', async () => {
    await tray.click(words.fault);
    await demo.desktop.recorder?.waitFor('the real outage', ({ title }) => title === words.real, 90_000);
    await page.getByText(words.over).waitFor();
    await page.getByRole('link', { name: words.answer }).click();
    await answer(words.down).waitFor();
    expect(await tray.status()).toBe('down');
    expect(await tray.tooltip()).not.toMatch(words.tip);
  });
});
