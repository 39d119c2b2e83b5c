const ownNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]', '::1'];

/**
 * Whether nginx serves the portal and nothing else, by the `server_name` lines of its configuration: its log does not
 * say for whom a line was. The nameless default beside a named portal may be the page that packages install.
 */
export function isPortalAlone(lines: readonly string[], host: string): boolean {
  const names = new Set(
    lines
      .flatMap((line) => /^\s*server_name\s+([^;#]+)/.exec(line)?.[1]?.trim().split(/\s+/) ?? [])
      .map((name) => name.toLowerCase())
      .filter((name) => !ownNames.includes(name)),
  );
  const own = host.toLowerCase();
  const isOwn = [...names].every((name) => name === own || name === `www.${own}`);
  const isNameless = [...names].every((name) => name === '_' || name === '""');
  return names.size > 0 && (isOwn || isNameless);
}
