/** What she typed, as a pattern; or what is wrong with it, in the words of the browser. */
export type SearchPattern =
  { readonly kind: 'pattern'; readonly source: string } | { readonly kind: 'bad'; readonly detail: string };

/** A letter without an accent also stands for those with one: nobody types accents in a search. */
const accents: Readonly<Record<string, string>> = {
  a: 'aáàäâã',
  e: 'eéèëê',
  i: 'iíìïî',
  o: 'oóòöôõ',
  u: 'uúùüû',
  n: 'nñ',
};

export function toSearchPattern(text: string, isRegex: boolean): SearchPattern {
  if (!isRegex) {
    const source = text
      .replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
      .replace(/[aeioun]/gi, (letter) => `[${accents[letter.toLowerCase()] ?? letter}]`);
    return { kind: 'pattern', source };
  }
  try {
    new RegExp(text, 'gimu');
    return { kind: 'pattern', source: text };
  } catch (error) {
    return { kind: 'bad', detail: String(error instanceof Error ? error.message : error).replace(/^.*: /, '') };
  }
}

export function toRegExp(source: string, isRegex: boolean): RegExp {
  return new RegExp(source, isRegex ? 'gimu' : 'gi');
}
