import { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import type { Certificate, DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { CertificateFacts, CertificateProblem } from '../../core/model';
import { parseAlternativeNames, parseCertificateDate } from './certificate-text';

export interface CertificateQuestion {
  /** As in the address. */
  readonly host: string;
  /** Epoch milliseconds at which it has to be valid. */
  readonly at: number;
  readonly caPem: string | null;
}

/** The certificate of a connection whose handshake has ended, with our verdict. */
export function readCertificate(socket: TLSSocket, question: CertificateQuestion): CertificateFacts {
  try {
    // Not getPeerX509Certificate: after it Node 20 has no chain left to tell.
    const leaf = socket.getPeerCertificate(true);
    const code = verifyCode(codeOf(socket), leaf, question.caPem);
    return certificateFacts(leaf, { host: question.host, at: question.at, code });
  } catch {
    return unreadable;
  }
}

const maxChain = 10;

const unreadable: CertificateFacts = {
  subject: '',
  names: [],
  issuer: '',
  validFromAt: 0,
  validToAt: 0,
  fingerprint256: '',
  chainLength: 0,
  problem: { kind: 'other', code: 'UNREADABLE' },
};

interface Verdict {
  readonly host: string;
  readonly at: number;
  /** What the TLS library found wrong: the last of several problems, so that we look for the others ourselves. */
  readonly code: string | null;
}

function certificateFacts(leaf: DetailedPeerCertificate, verdict: Verdict): CertificateFacts {
  const chain = chainOf(leaf);
  const names = parseAlternativeNames(leaf.subjectaltname ?? '');
  const validFromAt = parseCertificateDate(leaf.valid_from);
  const validToAt = parseCertificateDate(leaf.valid_to);
  const facts = {
    subject: nameOf(leaf.subject),
    names,
    issuer: nameOf(leaf.issuer),
    validFromAt: validFromAt ?? 0,
    validToAt: validToAt ?? 0,
    fingerprint256: leaf.fingerprint256,
    chainLength: chain.length,
  };
  if (validFromAt === null || validToAt === null) return { ...facts, problem: { kind: 'other', code: 'BAD_DATE' } };
  return {
    ...facts,
    problem: findProblem({ ...facts, topIssuer: nameOf((chain.at(-1) ?? leaf).issuer) }, leaf, verdict),
  };
}

interface Shown extends Omit<CertificateFacts, 'problem'> {
  readonly topIssuer: string;
}

/** Of several problems the one to tell first: the date, then the name, then who issued it. */
function findProblem(shown: Shown, leaf: DetailedPeerCertificate, verdict: Verdict): CertificateProblem | null {
  const { code, at, host } = verdict;
  if (at > shown.validToAt || code === 'CERT_HAS_EXPIRED') return { kind: 'expired' };
  if (at < shown.validFromAt || code === 'CERT_NOT_YET_VALID') return { kind: 'not-yet-valid' };
  // Without alternative names Node would look at the common name; browsers have stopped doing so.
  const isNamed = shown.names.length > 0 && checkServerIdentity(host, leaf) === undefined;
  if (!isNamed) return { kind: 'wrong-name', names: shown.names };
  return code === null ? null : issuerProblem(code, shown);
}

function issuerProblem(code: string, shown: Shown): CertificateProblem {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return { kind: 'self-signed' };
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return { kind: 'unknown-issuer', issuer: shown.topIssuer };
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
      return shown.chainLength === 1
        ? { kind: 'incomplete-chain', issuer: shown.issuer }
        : { kind: 'unknown-issuer', issuer: shown.topIssuer };
    default:
      return { kind: 'other', code };
  }
}

/**
 * What the TLS library says of who issued it. BoringSSL does not see that a certificate signed itself when its key may
 * not sign others, nor trust it when it is listed: both are looked at here.
 */
function verifyCode(code: string | null, leaf: DetailedPeerCertificate, caPem: string | null): string | null {
  if (code === null || !issuerCodes.includes(code) || !isSelfSigned(new X509Certificate(leaf.raw))) return code;
  return caPem !== null && listsCertificate(caPem, leaf) ? null : 'DEPTH_ZERO_SELF_SIGNED_CERT';
}

const issuerCodes = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
}

// Compared as text: a damaged entry in the list must not spoil the others.
function listsCertificate(caPem: string, leaf: DetailedPeerCertificate): boolean {
  const blocks = caPem.match(/(?<=-----BEGIN CERTIFICATE-----)[^-]+(?=-----END CERTIFICATE-----)/g) ?? [];
  const wanted = leaf.raw.toString('base64');
  return blocks.some((block) => block.replace(/\s/g, '') === wanted);
}

/** Node leaves a code here although its types say Error. */
function codeOf(socket: TLSSocket): string | null {
  const error: unknown = socket.authorizationError;
  if (error === undefined || error === null) return null;
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
}

function chainOf(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain = [leaf];
  for (let next = leaf.issuerCertificate; chain.length < maxChain; next = next.issuerCertificate) {
    // A root names itself as its issuer; types promise an issuer that is not always there.
    const isEnd =
      (next as unknown) === undefined || chain.some((known) => known.fingerprint256 === next.fingerprint256);
    if (isEnd) break;
    chain.push(next);
  }
  return chain;
}

function nameOf(name: Certificate | undefined): string {
  const fields = (name ?? {}) as Partial<Record<'CN' | 'O' | 'OU', string | readonly string[]>>;
  const field = fields.CN ?? fields.O ?? fields.OU ?? '';
  return (typeof field === 'string' ? field : (field[0] ?? '')).slice(0, 200);
}
