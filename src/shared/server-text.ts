const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text from outside, harmless to show: control characters become their symbols (␛), what would turn the reading direction
 * or be invisible becomes its number (⟨U+202E⟩), and what is longer than `maxLength` characters is cut.
 */
export function serverText(text: string, maxLength = 300): string {
  // Cut first, roughly: a megabyte must not be searched for the sake of its beginning.
  const visible = text.slice(0, maxLength * 2 + 2).replace(hidden, toVisible);
  const characters = Array.from(visible);
  return characters.length <= maxLength ? visible : `${characters.slice(0, maxLength - 1).join('')}…`;
}

function toVisible(character: string): string {
  const code = character.codePointAt(0) ?? 0xfffd;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
