/** The history in the real application: its file, its window under the strict policy, its dialogs. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoWindow, startDemoApp, type DemoApp } from '../support/desktop/demo';
import { seedHistory } from '../support/seed-history';

const texts = {
  es: {
    open: 'Abrir Vigía',
    history: 'Historial',
    cover: /De este periodo conozco/,
    incident: 'La API está detenida',
    note: 'Qué hay que recordar de esta incidencia',
    saveNote: 'Guardar la nota',
    stored: 'Guardado.',
    report: 'Informe…',
    html: 'Página para leer e imprimir (HTML)',
    saved: /Guardado: /,
    title: '<h1>Disponibilidad de ',
  },
  en: {
    open: 'Open Vigía',
    history: 'History',
    cover: /I know .* of this period/,
    incident: 'The API is stopped',
    note: 'What is to be remembered of this incident',
    saveNote: 'Save the note',
    stored: 'Saved.',
    report: 'Report…',
    html: 'Page to read and print (HTML)',
    saved: /Saved: /,
    title: '<h1>Availability of ',
  },
} as const;

describe.each(['es', 'en'] as const)('the history, in %s', { timeout: 180_000 }, (language) => {
  const words = texts[language];
  const complaints: string[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-history-'));
  let demo: DemoApp;
  let page: Page;

  beforeAll(async () => {
    seedHistory(dataDir, 30);
    demo = await startDemoApp({ language, dataDir });
    page = await openDemoWindow(demo, words.open, complaints);
  });
  afterAll(async () => {
    await demo.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  const openHistory = async () => {
    await page.getByRole('link', { name: words.history, exact: true }).first().click();
    await page.getByText(words.cover).waitFor();
  };

  test('thirty days of rounds are figures, a strip and a chart, drawn under the strict policy', async () => {
    await openHistory();
    await page.locator('.plot canvas').first().waitFor();
    expect(await page.locator('.strip .cell').count()).toBe(30);
    expect(await page.locator('.strip .dn').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test('a note on an outage is in the file, and in the window when the outage is opened again', async () => {
    await openHistory();
    await page.getByRole('link', { name: words.incident }).first().click();
    await page.getByLabel(words.note).fill('Prueba del proveedor');
    await page.getByRole('button', { name: words.saveNote }).click();
    await page.getByText(words.stored, { exact: true }).waitFor();
    await openHistory();
    await page.getByRole('link', { name: words.incident }).first().click();
    await page.locator('.her-notes').getByText('Prueba del proveedor').waitFor();
  });

  test('the report is saved where she says, as a page', async () => {
    await openHistory();
    const file = join(dataDir, 'report.html');
    await demo.app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await page.getByRole('button', { name: words.report }).click();
    await page.getByRole('button', { name: words.html }).click();
    await page.getByText(words.saved).waitFor();
    expect(existsSync(file) && readFileSync(file, 'utf8').includes(words.title)).toBe(true);
  });
});
