export { parseCertificateDate } from '../../core/certificate-date';

const maxNames = 100;

/** The names of a subject alternative name as Node writes it: `DNS:a.example, IP Address:10.0.0.1`. */
export function parseAlternativeNames(text: string): readonly string[] {
  const entries = text.match(/(?:DNS|IP Address):(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? [];
  return entries.slice(0, maxNames).map((entry) => unquote(entry.slice(entry.indexOf(':') + 1)).trim());
}

/** Node quotes names that hold a comma or worse. */
function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
