/** What a caught value says for the log: its stack where it has one. Never for her. */
export function faultText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
