const limit = 4096;

/** The first line of standard input, without its line end. Bounded, and never echoed or kept elsewhere. */
export async function readSecret(stdin: NodeJS.ReadableStream): Promise<string | null> {
  let text = '';
  for await (const chunk of stdin) {
    text += chunk.toString();
    if (text.includes('\n') || text.length > limit) break;
  }
  const line = text.split(/\r?\n/)[0] ?? '';
  return line === '' ? null : line.slice(0, limit);
}
