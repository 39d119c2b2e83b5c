import { shell } from 'electron';

/** Opens a configured portal in her browser. Anything else, or anything without https, stays closed. */
export function openExternal(url: string, configured: readonly string[]): boolean {
  if (!isConfigured(url, configured)) return false;
  void shell.openExternal(url);
  return true;
}

function isConfigured(text: string, configured: readonly string[]): boolean {
  const url = toHttps(text);
  return url !== null && configured.some((other) => toHttps(other)?.origin === url.origin);
}

function toHttps(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}
