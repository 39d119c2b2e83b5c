import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { causes, noteKinds, overallStatuses } from '../../src/core/model';
import { spoken as windowEn } from '../../src/renderer/texts/spoken-en';
import { spoken as windowEs } from '../../src/renderer/texts/spoken-es';
import { createWords, type Spoken } from '../../src/renderer/words';
import type { WindowKey } from '../../src/renderer/texts/es';
import { parseTemplate } from '../../src/shared/i18n/template';
import { fixtureContext, fixtureNow } from '../support/renderer/fixtures';

interface Guide {
  readonly name: string;
  readonly text: string;
  readonly spoken: Spoken;
  /** A control is quoted in bold: nothing else is. */
  readonly control: RegExp;
}

const guides: readonly Guide[] = [
  { name: 'docs/guia.md', text: read('docs/guia.md'), spoken: windowEs, control: /\*\*«([^»]+)»\*\*/g },
  { name: 'docs/user-guide.md', text: read('docs/user-guide.md'), spoken: windowEn, control: /\*\*“([^”]+)”\*\*/g },
];

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

interface Heading {
  readonly level: number;
  readonly text: string;
}

function headingsOf(text: string): readonly Heading[] {
  const withoutCode = text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '');
  return [...withoutCode.matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', title = '']) => ({
    level: marks.length,
    text: title,
  }));
}

/** `database-down`: PostgreSQL is stopped → the name and the words beside it. */
function namedHeadings(text: string, level: number): readonly (readonly [name: string, title: string])[] {
  return headingsOf(text).flatMap((heading) => {
    const [, name, title] = /^`([a-z-]+)`: (.+)$/.exec(heading.text) ?? [];
    return heading.level === level && name !== undefined && title !== undefined ? [[name, title] as const] : [];
  });
}

/** What a control may say: texts without values, or with a service's name alone; of a notice, each of its lines. */
function controlsOf(spoken: Spoken): ReadonlySet<string> {
  const words = createWords(spoken, { ...fixtureContext, language: spoken.language }, () => fixtureNow);
  const services = Object.keys(spoken.rules.parts);
  const isControl = (text: string) =>
    parseTemplate(text).every((part) => part.kind === 'literal' || part.name === 'service');
  const keysOf = <Key extends string>(texts: Readonly<Record<Key, string>>) =>
    (Object.keys(texts) as Key[]).filter((key) => isControl(texts[key]));
  const all = services.flatMap((service) => [
    ...keysOf<string>(spoken.texts).map((key) => words.tryText(key, { service }) ?? ''),
    ...keysOf<WindowKey>(spoken.ui).map((key) => words.ui(key, { service })),
  ]);
  return new Set(all.flatMap((text) => text.split('\n')).map((text) => text.replaceAll('\u00a0', ' ')));
}

describe.each(guides)('$name', ({ text, spoken, control }) => {
  test('every status has its heading, in the words of the application', () => {
    expect(namedHeadings(text, 3)).toEqual(overallStatuses.map((status) => [status, spoken.texts[`status.${status}`]]));
  });

  test('every cause has its heading, with the title that the application gives it', () => {
    const named = [...namedHeadings(text, 4)].sort(([one], [other]) => (one < other ? -1 : 1));
    expect(named).toEqual([...causes].sort().map((cause) => [cause, spoken.texts[`cause.${cause}.title`]]));
  });

  test('every note is named', () => {
    expect(noteKinds.filter((kind) => !text.includes(`- \`${kind}\`:`))).toEqual([]);
  });

  test('every control that is quoted exists', () => {
    const known = controlsOf(spoken);
    const quoted = [...new Set([...text.matchAll(control)].map(([, words = '']) => words))];
    expect(quoted.length).toBeGreaterThan(90);
    expect(quoted.filter((words) => !known.has(words))).toEqual([]);
  });
});

/** What is the same in both languages: levels, names, pictures, commands, and how many controls are quoted where. */
test('both guides have the same structure', () => {
  const [first, second] = guides.map(({ text, control }) =>
    text.split(/^(?=#{1,6} )/m).map((section) => ({
      level: /^#*/.exec(section)?.[0].length ?? 0,
      name: /^#+ `([a-z-]+)`/.exec(section)?.[1] ?? null,
      items: section.match(/^(?:\d+\.|-|\|) /gm)?.length ?? 0,
      pictures: section.match(/\]\(images\/[^)]+\)/g) ?? [],
      commands: section.match(/`[^`]+`/g) ?? [],
      controls: section.match(control)?.length ?? 0,
    })),
  );
  expect(second).toEqual(first);
});

/** As GitHub makes them. */
function anchorsOf(text: string): ReadonlySet<string> {
  return new Set(
    headingsOf(text).map(({ text: title }) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

const pages = ['README.md', ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))];

test.each(pages)('every link of %s leads somewhere', (page) => {
  const text = read(page);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path));
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(read(target)).has(decodeURIComponent(anchor)));
  });
  expect(broken).toEqual([]);
});
