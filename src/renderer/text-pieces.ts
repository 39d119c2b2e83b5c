/** A sentence of the catalogue split at its `backticks`: what is to be typed into a terminal is drawn as code. */
export interface TextPiece {
  readonly kind: 'text' | 'code';
  readonly text: string;
}

/** An unpaired backtick stays text. */
export function toPieces(sentence: string): readonly TextPiece[] {
  const parts = sentence.split('`');
  const paired = parts.length % 2 === 1;
  return parts
    .map((text, index): TextPiece => {
      if (!paired && index === parts.length - 1) return { kind: 'text', text: `\`${text}` };
      return { kind: index % 2 === 1 ? 'code' : 'text', text };
    })
    .filter((piece) => piece.text !== '');
}

/** The commands of a sentence, each once, in their order: those get a copy button. A bare file name is no command. */
export function commandsIn(sentence: string): readonly string[] {
  const codes = toPieces(sentence).filter((piece) => piece.kind === 'code' && piece.text.includes(' '));
  return [...new Set(codes.map((piece) => piece.text))];
}

/** First sentence and the rest. A full stop inside `code` or in an abbreviation ("24 nov. a las") does not end it. */
export function splitFirstSentence(text: string): { readonly first: string; readonly rest: string } {
  let inCode = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '`') inCode = !inCode;
    const ends = !inCode && text[i] === '.' && text[i + 1] === ' ' && /\p{Lu}|[«"`¿]/u.test(text[i + 2] ?? '');
    if (ends) return { first: text.slice(0, i + 1), rest: text.slice(i + 2) };
  }
  return { first: text, rest: '' };
}
