export interface Section {
  readonly lines: readonly string[];
  /** Exit code of the section's function: 127 means that a program is not installed. */
  readonly code: number;
}

export interface Answer {
  readonly sections: ReadonlyMap<string, Section>;
  /** Any mark at all was seen, even of a section that was cut off. */
  readonly marked: boolean;
}

/** The script prints less than 64 kB; more than this is somebody else's. */
const maxChars = 262_144;
const markPattern = /^(begin|end) ([a-z_]{1,40})(?: (more|\d{1,3}))?$/;

/**
 * Sections that arrived whole. Lines outside of marks are noise; a section that was cut off, or in which another one
 * begins, is not there at all. Of two with the same name the first counts.
 */
export function readSections(stdout: string, nonce: string): Answer {
  const done = new Map<string, Section>();
  const parts = new Map<string, string[]>();
  let open: { readonly name: string; readonly lines: string[] } | null = null;
  let marked = false;
  // What comes after the last line break was cut off: a code may be only its first digit.
  for (const line of stdout.slice(0, maxChars).split('\n').slice(0, -1)) {
    const at = line.indexOf(`${nonce} `);
    if (at < 0) {
      open?.lines.push(line);
      continue;
    }
    marked = true;
    const [, verb, name, rest] = markPattern.exec(line.slice(at + nonce.length + 1).trimEnd()) ?? [];
    const ended: typeof open = verb === 'end' && open?.name === name ? open : null;
    open = verb === 'begin' && name !== undefined ? { name, lines: [] } : null;
    if (ended === null || rest === undefined || done.has(ended.name)) continue;
    const lines = [...(parts.get(ended.name) ?? []), ...ended.lines];
    if (rest === 'more') parts.set(ended.name, lines);
    else done.set(ended.name, { lines, code: Number(rest) });
  }
  return { sections: done, marked };
}
