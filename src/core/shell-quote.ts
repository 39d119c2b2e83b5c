/**
 * One word for a shell, whatever is in it. The quote itself is written as '"'"' because that form means the same to
 * sh, bash, zsh, csh and fish: the command line is read by the account's login shell, which nobody here chose.
 * A line break or `!` inside does not survive csh, a `\\` not fish; NUL cannot be passed at all and is dropped.
 */
export function shellQuote(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'"'"'`)}'`;
}
