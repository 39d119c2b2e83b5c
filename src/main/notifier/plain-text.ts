const maxTitleLength = 80;
const maxBodyLength = 300;

/** A notice's texts made harmless for every program on the way: never empty, never long, no control characters. */
export function toPlainNotice(notice: { readonly title: string; readonly body: string }): {
  readonly title: string;
  readonly body: string;
} {
  const title = shorten(toSafeText(notice.title).replaceAll('\n', ' '), maxTitleLength);
  const body = shorten(toSafeText(notice.body), maxBodyLength);
  // node-notifier refuses an empty message.
  return { title: title || 'Vigía', body: body || '\u00A0' };
}

/**
 * For programs that are given the text as an argument and show it as markup: the characters that mean something to them
 * are replaced by ones that look alike. Escaping will not do, for some servers show entities as they are written.
 */
export function toArgument(text: string): string {
  return (
    text
      .replaceAll('<', '‹')
      .replaceAll('>', '›')
      .replaceAll('&', '＆')
      // notify-send expands \t and \n in the body.
      .replaceAll('\\', '⧵')
      // A leading dash would be read as an option; terminal-notifier stumbles over a leading bracket.
      .replace(/^[-–—]+/, '–')
      .replace(/^\[/, '(')
  );
}

function toSafeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '')
    .trim();
}

/** By code points: never through the middle of one. */
function shorten(text: string, max: number): string {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}
