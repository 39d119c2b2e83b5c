/** Markup that was made here; everything else is text. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly Part[];

/** A template in which every value is text, unless it is markup of this template itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return { html: strings.map((text, index) => text + toMarkup(values[index] ?? '')).join('') };
}

function toMarkup(value: Part): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return isList(value) ? value.map(toMarkup).join('') : value.html;
}

function isList(value: Part): value is readonly Part[] {
  return Array.isArray(value);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
