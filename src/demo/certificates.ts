/**
 * A small authority of the demo's own, so that its HTTPS is real without openssl on the machine.
 * X.509 v3 by RFC 5280: ECDSA P-256 with SHA-256, one root and one server certificate below it.
 */
import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  derBitString,
  derBoolean,
  derContext,
  derInteger,
  derObjectId,
  derOctetString,
  derSequence,
  derSet,
  derTime,
  derUtf8String,
} from './der';

const objectIds = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

const dayMs = 24 * 3600_000;

interface Validity {
  readonly fromAt: number;
  readonly toAt: number;
}

export interface Authority {
  readonly name: string;
  readonly certPem: string;
  readonly privateKey: KeyObject;
  readonly keyId: Buffer;
}

/** What node:tls takes: both as PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A root, valid for ten years around `at`. Its private key stays in memory. */
export function createAuthority(name: string, at: number): Authority {
  const { publicKey, privateKey } = newKeys();
  const keyId = keyIdOf(publicKey);
  const certPem = writeCertificate({
    subject: name,
    publicKey,
    validity: { fromAt: at - 365 * dayMs, toAt: at + 9 * 365 * dayMs },
    extensions: [
      extension(objectIds.basicConstraints, true, derSequence(derBoolean(true), derInteger(Buffer.from([0])))),
      // keyCertSign (bit 5) and cRLSign (bit 6)
      extension(objectIds.keyUsage, true, derBitString(Buffer.from([0b0000_0110]), 1)),
      extension(objectIds.subjectKeyId, false, derOctetString(keyId)),
    ],
    issuer: { name, privateKey },
  });
  return { name, certPem, privateKey, keyId };
}

/** A server certificate for names (`localhost`) and IPv4 addresses (`127.0.0.1`); the first name is its subject. */
export function issueCertificate(
  authority: Authority,
  values: { readonly names: readonly string[]; readonly addresses: readonly string[]; readonly validity: Validity },
): IssuedCertificate {
  const { publicKey, privateKey } = newKeys();
  const cert = writeCertificate({
    subject: values.names[0] ?? 'demo',
    publicKey,
    validity: values.validity,
    extensions: [
      extension(objectIds.basicConstraints, true, derSequence()),
      // digitalSignature (bit 0)
      extension(objectIds.keyUsage, true, derBitString(Buffer.from([0b1000_0000]), 7)),
      extension(objectIds.extendedKeyUsage, false, derSequence(derObjectId(objectIds.serverAuth))),
      extension(objectIds.subjectAltName, false, derSequence(...altNames(values.names, values.addresses))),
      extension(objectIds.subjectKeyId, false, derOctetString(keyIdOf(publicKey))),
      extension(objectIds.authorityKeyId, false, derSequence(derContext(0, false, authority.keyId))),
    ],
    issuer: authority,
  });
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}

function newKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** Certificate and TBSCertificate of RFC 5280 section 4.1. */
function writeCertificate(values: {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly validity: Validity;
  readonly extensions: readonly Buffer[];
  readonly issuer: { readonly name: string; readonly privateKey: KeyObject };
}): string {
  const algorithm = derSequence(derObjectId(objectIds.ecdsaWithSha256));
  const toSign = derSequence(
    derContext(0, true, derInteger(Buffer.from([2]))),
    derInteger(randomBytes(16)),
    algorithm,
    nameOf(values.issuer.name),
    derSequence(derTime(values.validity.fromAt), derTime(values.validity.toAt)),
    nameOf(values.subject),
    values.publicKey.export({ type: 'spki', format: 'der' }),
    derContext(3, true, derSequence(...values.extensions)),
  );
  const signature = sign('sha256', toSign, values.issuer.privateKey);
  return new X509Certificate(derSequence(toSign, algorithm, derBitString(signature))).toString();
}

function nameOf(commonName: string): Buffer {
  return derSequence(derSet(derSequence(derObjectId(objectIds.commonName), derUtf8String(commonName))));
}

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  return derSequence(derObjectId(id), ...(isCritical ? [derBoolean(true)] : []), derOctetString(value));
}

/** GeneralName: dNSName is [2], iPAddress is [7] with the bare bytes. */
function altNames(names: readonly string[], addresses: readonly string[]): readonly Buffer[] {
  return [
    ...names.map((name) => derContext(2, false, Buffer.from(name, 'ascii'))),
    ...addresses.map((address) => derContext(7, false, Buffer.from(address.split('.').map(Number)))),
  ];
}

/** The leftmost 160 bits of SHA-256 over the key (RFC 7093, method 1): some builds have no SHA-1. */
function keyIdOf(publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest().subarray(0, 20);
}
