import { readFileSync, statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fixtureContext, fixtures } from '../support/renderer/fixtures';
import { describeWindow } from '../support/renderer/describe-window';
import { asked, violationsOf } from '../support/renderer/open-window';

describeWindow('the window', (window) => {
  const { open } = window;

  const looks = [
    { language: 'es', theme: 'light', width: 960 },
    { language: 'en', theme: 'dark', width: 480 },
    { language: 'es', theme: 'dark', width: 720 },
    { language: 'en', theme: 'light', width: 960 },
  ] as const;
  /** As the main process tells it when she changes the settings: the window turns without being opened again. */
  const turn = async (page: Page, name: string, look: (typeof looks)[number]) => {
    await page.setViewportSize({ width: look.width, height: 680 });
    await page.evaluate(
      ([snapshot, view]) => {
        (window as unknown as { tell(push: unknown): void }).tell({ kind: 'snapshot', snapshot, view });
      },
      [
        { ...fixtures[name]?.snapshot, revision: 9 },
        { ...fixtureContext, ...look },
      ] as const,
    );
    await page.locator(`html[lang^="${look.language}"][data-theme="${look.theme}"]`).waitFor();
  };
  test.each(Object.keys(fixtures))(
    '%s is accessible, complete and never scrolls sideways, in both languages and themes, wide and narrow',
    async (name) => {
      const { page, complaints } = await open(name, looks[0]);
      for (const look of looks) {
        if (look !== looks[0]) await turn(page, name, look);
        const violations = await violationsOf(page);
        const sideways = await page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, dialog, .setup-list, .setup-form')]
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.tagName),
        );
        // Wide, the view scrolls, and the page around it does not.
        const { pageHeight, isNarrow } = await page.evaluate(() => ({
          pageHeight: document.documentElement.scrollHeight,
          isNarrow: innerWidth < 560,
        }));
        if (!isNarrow) expect(pageHeight).toBe(680);
        const primaries = await page.locator('dialog .btn.primary').count();
        const behind = await page.locator('.btn.primary').count();
        expect({ look, violations, sideways, complaints }).toEqual({
          look,
          violations: [],
          sideways: [],
          complaints: [],
        });
        // One thing to do: of the sheet, or of the view.
        expect([primaries, behind - primaries].map((count) => count <= 1)).toEqual([true, true]);
      }
      await page.close();
    },
  );

  test('a change of language turns every word at once, and nothing that she typed is lost', async () => {
    const { page } = await open('setup-empty');
    await page.getByLabel('Servidor', { exact: true }).fill('portal.example.org');
    await turn(page, 'setup-empty', looks[1]);
    expect(await page.getByLabel('Server', { exact: true }).inputValue()).toBe('portal.example.org');
    await page.close();
  });

  test('where restarting helps, one click sends it and shows its steps', async () => {
    const { page } = await open('answer-down-api');
    await page.getByRole('button', { name: 'Reiniciar la API', exact: true }).click();
    await page.getByRole('dialog', { name: 'Reiniciando la API' }).waitFor();
    expect(await asked(page)).toEqual([
      { name: 'restart:start', argument: { serverId: 'portal-mme', service: 'api', confirmed: false } },
    ]);
    await page.close();
  });

  test('where the service is well it asks first, with Cancel in focus, and sends nothing on Enter', async () => {
    const { page } = await open('services-calm');
    await page.getByRole('button', { name: 'Reiniciar la API…' }).click();
    await page.getByRole('dialog', { name: '¿Reiniciar la API?' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await asked(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reiniciar la API…' }).click();
    await page.getByRole('button', { name: 'Reiniciar la API', exact: true }).click();
    expect(await asked(page)).toEqual([
      { name: 'restart:start', argument: { serverId: 'portal-mme', service: 'api', confirmed: true } },
    ]);
    await page.close();
  });

  test('a refused restart says why beside the button and does nothing', async () => {
    const { page } = await open('services-down');
    const button = page.getByRole('button', { name: 'Reiniciar la API…' });
    await button.click({ force: true });
    await button.focus();
    await page.keyboard.press('Enter');
    const reason = page.locator(`#${(await button.getAttribute('aria-describedby')) ?? 'none'}`);
    expect([await reason.textContent(), await asked(page)]).toEqual([
      expect.stringContaining('PostgreSQL está caído'),
      [],
    ]);
    await page.close();
  });

  test('a drill is asked for by its name; refused, it says why and changes nothing', async () => {
    const { page } = await open('drill');
    await page.getByRole('button', { name: /Se llena el disco/ }).click();
    await page.getByText('Ahora hay una caída de verdad').waitFor();
    expect(await asked(page)).toEqual([
      { name: 'drill:start', argument: { serverId: 'portal-mme', scenario: 'disk' } },
    ]);
    await page.close();
  });

  test('a drill that runs is named over every view, goes on and ends by its buttons', async () => {
    const { page } = await open('answer-drill');
    const banner = page.getByText('SIMULACRO: nada de esto está pasando en el servidor');
    for (const view of ['Servicios', 'Registros', 'Ajustes', 'Respuesta']) {
      await page.getByRole('link', { name: view }).click();
      expect(await banner.isVisible()).toBe(true);
    }
    for (const name of ['Pausa', 'Siguiente', 'Terminar'])
      await page.getByRole('button', { name, exact: true }).click();
    expect((await asked(page)).filter(({ name }) => name.startsWith('drill:'))).toEqual([
      { name: 'drill:pause', argument: { on: true } },
      { name: 'drill:next', argument: null },
      { name: 'drill:stop', argument: null },
    ]);
    expect(await page.title()).toBe('Vigía: Simulacro · No');
    await page.close();
  });

  test('a changed host key needs two deliberate clicks, and the safe answer is the first', async () => {
    const { page } = await open('answer-host-key-changed');
    await page.getByRole('button', { name: 'Ya pregunté: aceptar la nueva…' }).click();
    expect(await asked(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sí, aceptar la identidad nueva' }).click();
    expect(await asked(page)).toEqual([
      {
        name: 'host-key:accept',
        argument: { serverId: 'portal-mme', fingerprint: 'SHA256:9Zk3nQ7vTqk0bV2xw1eYcRtHnLmOpQrStUvWxYz0123' },
      },
    ]);
    await page.close();
  });

  test('a passphrase is sent once and not kept in the window', async () => {
    const { page } = await open('answer-locked');
    await page.getByRole('textbox', { name: 'Contraseña de la llave' }).fill('frase secreta');
    await page.keyboard.press('Enter');
    expect([
      await asked(page),
      await page.getByRole('textbox', { name: 'Contraseña de la llave' }).inputValue(),
    ]).toEqual([[{ name: 'secret:give', argument: { serverId: 'portal-mme', secret: 'frase secreta' } }], '']);
    await page.close();
  });

  test('no data shows nothing of the last good round', async () => {
    const { page } = await open('answer-old');
    const answer = await page.locator('main').textContent();
    await page.getByRole('link', { name: 'Servicios' }).click();
    const services = await page.locator('main').textContent();
    expect(`${answer ?? ''}${services ?? ''}`).not.toMatch(/182|active|accepting|4 of 4|%/);
    await page.close();
  });

  test('a change of verdict is announced once; a snapshot with the same verdict is not', async () => {
    const { page } = await open('answer-calm');
    const tell = (name: string, revision: number) =>
      page.evaluate(
        ([snapshot, view]) => {
          (window as unknown as { tell(push: unknown): void }).tell({ kind: 'snapshot', snapshot, view });
        },
        [{ ...fixtures[name]?.snapshot, revision }, fixtureContext] as const,
      );
    const alert = page.locator('[role=alert]');
    expect(await alert.textContent()).toBe('');
    await tell('answer-down-api', 2);
    await expect.poll(() => alert.textContent()).toBe('No');
    await tell('answer-attention', 3);
    await expect.poll(() => page.locator('.hidden > [role=status]').first().textContent()).toBe('Sí, pero…');
    // Overtaken by a newer one: ignored.
    await tell('answer-down-api', 2);
    expect(await page.locator('h1').textContent()).toBe('Sí, pero…');
    await page.close();
  });

  test('the set-up form says what is wrong where it is typed, and sends only a right form', async () => {
    const { page } = await open('setup-empty');
    await page.getByLabel('Servidor', { exact: true }).fill('https://portal.example.org');
    await page.getByRole('button', { name: 'Probar', exact: true }).click();
    await page.getByText('Aquí va solo el nombre del servidor').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('setup-host');
    await page.getByLabel('Servidor', { exact: true }).fill('portal');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => asked(page))
      .toContainEqual({
        name: 'setup:test',
        argument: {
          serverId: null,
          host: 'portal',
          port: null,
          user: 'admonctrlxm',
          auth: { kind: 'agent' },
          secret: null,
          url: 'https://portal.example.org/',
          caFile: null,
        },
      });
    await page.close();
  });

  test('the window stays small: it opens with at most 135 kB, compressed, and all that it may ever load is 175', () => {
    const assets = join(window.folder, 'assets');
    const sizes = readdirSync(assets)
      .filter((name) => statSync(join(assets, name)).isFile())
      .map((name) => ({ name, bytes: gzipSync(readFileSync(join(assets, name))).length }));
    const sum = (wanted: (name: string) => boolean) =>
      sizes.filter(({ name }) => wanted(name)).reduce((all, { bytes }) => all + bytes, 0);
    const entry = readFileSync(join(window.folder, 'index.html'), 'utf8');
    const isFirst = (name: string) => entry.includes(name) || at(name).some((file) => entry.includes(file));
    /** Files that load it before they run. */
    function at(name: string): readonly string[] {
      const isNamed = new RegExp(`(?:from|import)\\s*["'\`]\\./${name.replaceAll('.', '\\.')}["'\`]`);
      return sizes
        .map((one) => one.name)
        .filter((file) => file.endsWith('.js') && isNamed.test(readFileSync(join(assets, file), 'utf8')));
    }
    for (const [spoken, other] of [
      ['spoken-es', 'spoken-en'],
      ['spoken-en', 'spoken-es'],
    ] as const) {
      expect(sum((name) => name.startsWith(spoken))).toBeGreaterThan(0);
      const opening = sum((name) => isFirst(name) || name.startsWith(spoken));
      expect(opening).toBeGreaterThan(100_000);
      expect(opening).toBeLessThan(135_000);
      expect(sum((name) => !name.startsWith(other))).toBeLessThan(175_000);
    }
  });
});
