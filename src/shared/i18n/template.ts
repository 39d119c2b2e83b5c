/** A text taken apart at its placeholders. */
export type TemplatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'placeholder';
      readonly name: string;
      readonly type: string;
      readonly forms: readonly [string, string] | null;
    };

const placeholder = /\{([A-Za-z][A-Za-z0-9]*):([A-Za-z]+)(?::([^{}]*))?\}/g;

/** `Faltan {n:plural:# día/# días}.` → literal, placeholder, literal. What does not look like a placeholder stays literal. */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > end) parts.push({ kind: 'literal', text: text.slice(end, match.index) });
    const [whole, name = '', type = '', forms] = match;
    parts.push({ kind: 'placeholder', name, type, forms: forms === undefined ? null : toForms(forms) });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'literal', text: text.slice(end) });
  return parts;
}

function toForms(text: string): readonly [string, string] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, text] : [text.slice(0, slash), text.slice(slash + 1)];
}
