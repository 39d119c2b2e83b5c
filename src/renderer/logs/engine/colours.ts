/** A line and the colours in it apart from each other: `46=32|53=|` for `ESC[32m` at 46 and `ESC[m` at 53. */
export interface ColouredLine {
  readonly text: string;
  readonly colours: string;
}

// eslint-disable-next-line no-control-regex -- the control character is what is looked for
const sequence = /(?:\u001b\[|\u009b)([0-9;:]{0,64})m/g;

export function splitColours(raw: string): ColouredLine {
  if (!raw.includes('\u001b') && !raw.includes('\u009b')) return { text: raw, colours: '' };
  let [text, colours, from] = ['', '', 0];
  for (const match of raw.matchAll(sequence)) {
    text += raw.slice(from, match.index);
    colours += `${String(text.length)}=${match[1] ?? ''}|`;
    from = match.index + match[0].length;
  }
  return { text: text + raw.slice(from), colours };
}

/** As it came. */
export function withColours({ text, colours }: ColouredLine): string {
  let [raw, from] = ['', 0];
  for (const one of colours.split('|')) {
    const at = one.indexOf('=');
    if (at < 0) continue;
    const position = Number(one.slice(0, at));
    raw += `${text.slice(from, position)}\u001b[${one.slice(at + 1)}m`;
    from = position;
  }
  return raw + text.slice(from);
}
