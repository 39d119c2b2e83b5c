import { parseCertificateDate } from '../certificate-date';
import type { LocalCertificate } from '../remote-facts';
import type { Section } from './sections';

/** `sha256 Fingerprint=AA:BB…` and `notAfter=Nov 24 10:00:00 2026 GMT` of openssl; null unless both are whole. */
export function readLocalCertificate(section: Section | undefined): LocalCertificate | null {
  const text = section?.lines.join('\n') ?? '';
  const fingerprint = /^sha256 fingerprint=((?:[0-9a-f]{2}:){31}[0-9a-f]{2})\s*$/im.exec(text)?.[1];
  const validToAt = parseCertificateDate(/^notAfter=(.+)$/m.exec(text)?.[1]?.trim() ?? '');
  return fingerprint === undefined || validToAt === null
    ? null
    : { fingerprint256: fingerprint.toUpperCase(), validToAt };
}
