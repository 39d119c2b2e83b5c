/** A sentence that says "press «X»" is of use only where X is written somewhere, in those words. */
import { describe, expect, test } from 'vitest';
import { createWords, loadSpoken } from '../../src/renderer/words';
import { fixtureContext, fixtureNow } from '../support/renderer/fixtures';

/** Quoted, and no name of anything in the window: file names, other programs' words, states, examples. */
const others: Readonly<Record<'es' | 'en', readonly string[]>> = {
  es: [
    '2026-11-03 18:30:00',
    '.pub',
    'vigia',
    'vigia-copia-…',
    'vigia-servidores-…',
    'invalid format',
    'OpenSSH Authentication Agent',
    'No molestar',
    'Aplicaciones de arranque',
    'Ajustes del Sistema › General › Ítems de inicio',
  ],
  en: [
    '2026-11-03 18:30:00',
    '.pub',
    'vigia',
    'vigia-copy-…',
    'vigia-servers-…',
    'invalid format',
    'OpenSSH Authentication Agent',
    'do not disturb',
    'Startup apps',
    'System Settings › General › Login Items',
  ],
};

/** Of "Own authority (PEM file)" the words before, as one would say it. */
const shortForm = (label: string) => label.replace(/…$| \([^()]*\)$|: [^:]{1,30}$/, '');

const quoted: Readonly<Record<'es' | 'en', RegExp>> = { es: /«([^»{}]+)»/g, en: /"([^"{}]+)"/g };

describe.each(['es', 'en'] as const)('what is named between quotation marks, %s', (language) => {
  test('is written in the window, the menu or the sheet', async () => {
    const spoken = await loadSpoken(language);
    const t = createWords(spoken, { ...fixtureContext, language }, () => fixtureNow);
    const all: readonly string[] = [...Object.values(spoken.ui), ...Object.values(spoken.texts)];
    const restarts = (['api', 'dashboard'] as const).map((service) => t.ui('restart.now', { service }));
    const written = new Set([...all, ...restarts].map(shortForm));
    const named = all.flatMap((text) => [...text.matchAll(quoted[language])].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThan(20);
    const nowhere = named.filter((name) => !written.has(name) && !others[language].includes(name));
    expect([...new Set(nowhere)]).toEqual([]);
  });
});
