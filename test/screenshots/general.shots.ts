/** What is behind a tab of the settings, which the other pictures do not open. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startWindow, type TestWindow } from '../support/renderer/open-window';

const folder = resolve(process.env['VIGIA_SCREENSHOTS'] ?? 'screenshots');
const only = new RegExp(process.env['VIGIA_SCREENSHOTS_ONLY'] ?? '.');

const sections = { es: { general: 'General', data: 'Datos' }, en: { general: 'General', data: 'Data' } } as const;
const sheetTexts = {
  es: { save: 'Guardar una copia…', choose: 'Elegir la copia…' },
  en: { save: 'Save a copy…', choose: 'Choose the copy…' },
} as const;
const states = {
  settings: ['general', 'data'],
  'settings-aside': ['data'],
  'settings-login-elsewhere': ['general'],
  'settings-login-development': ['general'],
  'settings-update-ready': ['general'],
  'settings-update-current': ['general'],
} as const;

describe('screenshots', { timeout: 60_000 }, () => {
  let shown: TestWindow;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    shown = await startWindow();
  });
  afterAll(async () => {
    await shown.stop();
  });

  const wanted = Object.entries(states)
    .flatMap(([name, tabs]) => tabs.map((tab) => ({ name, tab })))
    .flatMap((one) =>
      (['es', 'en'] as const).flatMap((language) =>
        (['light', 'dark'] as const).map((theme) => ({ ...one, language, theme })),
      ),
    )
    .filter(({ name, tab, language, theme }) => only.test(`${name}-${tab}-${language}-${theme}`));
  test.each(wanted)('$name-$tab-$language-$theme', async ({ name, tab, language, theme }) => {
    const { page } = await shown.open(name, { language, theme, height: 900 });
    await page.getByRole('link', { name: sections[language][tab], exact: true }).click();
    await page.locator('.field').first().waitFor();
    await page.locator('.field .ctl > *').first().waitFor();
    await page.screenshot({ path: join(folder, `${name}-${tab}-${language}-${theme}.png`) });
    if (name === 'settings' && tab === 'data') {
      const texts = sheetTexts[language];
      await page.getByRole('button', { name: texts.save }).click();
      await page.getByText('chosen.ndjson').waitFor();
      await page.getByRole('button', { name: texts.choose }).click();
      await page.locator('dialog[open]').waitFor();
      await page.screenshot({ path: join(folder, `settings-restore-${language}-${theme}.png`) });
    }
    await page.close();
  });
});
