import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

/** PEM texts and the files that hold them. `certFile` has the whole chain that a server would show. */
export interface TestCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

export interface IssueOptions {
  /** Host names and addresses; default localhost and 127.0.0.1. The first one is the common name. */
  readonly names?: readonly string[];
  /** Validity counted from now, in days; may be negative. */
  readonly fromDays?: number;
  readonly toDays?: number;
  /** Show the leaf alone, without the intermediate that issued it. */
  readonly leafOnly?: boolean;
}

export interface TestAuthority {
  readonly certFile: string;
  readonly certPem: string;
  issue(options?: IssueOptions): TestCertificate;
  /** An authority issued by this one; what it issues shows both certificates. */
  intermediate(commonName?: string): TestAuthority;
}

export interface TestCertificates {
  /** PEM of the root, for `caPem`. */
  readonly caPem: string;
  readonly caFile: string;
  readonly authority: TestAuthority;
  readonly ok: TestCertificate;
  readonly expired: TestCertificate;
  /** Ends in 5 days. */
  readonly soon: TestCertificate;
  readonly notYetValid: TestCertificate;
  readonly wrongName: TestCertificate;
  readonly selfSigned: TestCertificate;
  readonly withIntermediate: TestCertificate;
  readonly intermediateMissing: TestCertificate;
}

const localNames: readonly string[] = ['localhost', '127.0.0.1'];

/** One certificate for each state that a browser tells apart, all made by the openssl command (about half a second). */
export function createTestCertificates(folder: string, names: readonly string[] = localNames): TestCertificates {
  const authority = createTestAuthority(folder);
  const intermediate = authority.intermediate();
  return {
    caPem: authority.certPem,
    caFile: authority.certFile,
    authority,
    ok: authority.issue({ names }),
    expired: authority.issue({ names, fromDays: -30, toDays: -1 }),
    soon: authority.issue({ names, toDays: 5 }),
    notYetValid: authority.issue({ names, fromDays: 2, toDays: 30 }),
    wrongName: authority.issue({ names: ['other.example', 'another.example'] }),
    selfSigned: issueSelfSigned(folder, { names }),
    withIntermediate: intermediate.issue({ names }),
    intermediateMissing: intermediate.issue({ names, leafOnly: true }),
  };
}

/** A root of our own in a folder below `folder`. */
export function createTestAuthority(folder: string, commonName = 'Vigia Test Root'): TestAuthority {
  const home = newHome(folder, 'authority');
  const files = filesOf(home, 'ca');
  requestCertificate(files, commonName);
  signWith(home, files, { extensions: 'v3_ca', fromDays: -2, toDays: 3650, selfSign: files.key });
  return authorityOf(home, files, '');
}

/** A certificate that signed itself and is in nobody's list. */
export function issueSelfSigned(folder: string, options: IssueOptions = {}): TestCertificate {
  const home = newHome(folder, 'self-signed');
  const files = filesOf(home, 'leaf');
  const names = options.names ?? localNames;
  requestCertificate(files, names[0] ?? 'localhost');
  writeConfig(home, names);
  signWith(home, files, {
    extensions: 'v3_leaf',
    fromDays: options.fromDays ?? -1,
    toDays: options.toDays ?? 90,
    selfSign: files.key,
  });
  return readCertificate(files.cert, files.key);
}

interface Files {
  readonly key: string;
  readonly request: string;
  readonly cert: string;
}

interface SignOptions {
  readonly extensions: 'v3_ca' | 'v3_leaf';
  readonly fromDays: number;
  readonly toDays: number;
  /** Key file for a certificate that signs itself; else the authority of the folder signs. */
  readonly selfSign?: string;
}

function authorityOf(home: string, ca: Files, chainPem: string): TestAuthority {
  const certPem = readFileSync(ca.cert, 'utf8');
  const state = { count: 0 };
  const shownChain = chainPem === '' ? '' : certPem + chainPem;
  return {
    certFile: ca.cert,
    certPem,
    issue: (options = {}) => {
      state.count += 1;
      const names = options.names ?? localNames;
      const files = filesOf(home, `leaf-${String(state.count)}`);
      requestCertificate(files, names[0] ?? 'localhost');
      writeConfig(home, names);
      signWith(home, files, { extensions: 'v3_leaf', fromDays: options.fromDays ?? -1, toDays: options.toDays ?? 90 });
      if (options.leafOnly !== true) writeFileSync(files.cert, readFileSync(files.cert, 'utf8') + shownChain);
      return readCertificate(files.cert, files.key);
    },
    intermediate: (commonName = 'Vigia Test Intermediate') => {
      state.count += 1;
      const child = newHome(home, `intermediate-${String(state.count)}`);
      const files = filesOf(child, 'ca');
      requestCertificate(files, commonName);
      signWith(home, files, { extensions: 'v3_ca', fromDays: -2, toDays: 1800 });
      // The root itself is not shown, as usual; one newline marks the chain as not empty.
      return authorityOf(child, files, shownChain === '' ? '\n' : shownChain);
    },
  };
}

function readCertificate(certFile: string, keyFile: string): TestCertificate {
  return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}

function newHome(folder: string, name: string): string {
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'index.txt'), '');
  writeFileSync(join(home, 'index.txt.attr'), 'unique_subject = no\n');
  writeConfig(home, localNames);
  return home;
}

function filesOf(home: string, name: string): Files {
  return { key: join(home, `${name}.key`), request: join(home, `${name}.csr`), cert: join(home, `${name}.crt`) };
}

function requestCertificate(files: Files, commonName: string): void {
  openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-config', configOf(files),
    '-keyout', files.key, '-out', files.request, '-subj', `/O=Vigia Tests/CN=${commonName}`); // prettier-ignore
}

function configOf(files: Files): string {
  return join(files.key, '..', 'openssl.cnf');
}

// `openssl ca` and not `x509 -req`: only the former takes both dates in every version.
function signWith(home: string, files: Files, options: SignOptions): void {
  const dates = ['-startdate', toOpensslDate(options.fromDays), '-enddate', toOpensslDate(options.toDays)];
  const signer = options.selfSign === undefined ? [] : ['-selfsign', '-keyfile', options.selfSign];
  openssl('ca', '-batch', '-notext', '-config', join(home, 'openssl.cnf'), '-extensions', options.extensions,
    '-in', files.request, '-out', files.cert, ...dates, ...signer); // prettier-ignore
}

function toOpensslDate(days: number): string {
  const text = new Date(Date.now() + days * 86_400_000).toISOString();
  return `${text.slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}

function writeConfig(home: string, names: readonly string[]): void {
  const alternatives = names.map((name) => (isIP(name) === 0 ? `DNS:${name}` : `IP:${name}`)).join(',');
  const path = home.replaceAll('\\', '/');
  writeFileSync(
    join(home, 'openssl.cnf'),
    `[ req ]
distinguished_name = subject
[ subject ]
[ ca ]
default_ca = this_ca
[ this_ca ]
database = ${path}/index.txt
new_certs_dir = ${path}
certificate = ${path}/ca.crt
private_key = ${path}/ca.key
rand_serial = yes
default_md = sha256
policy = any_subject
[ any_subject ]
organizationName = optional
commonName = optional
[ v3_ca ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ v3_leaf ]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
subjectAltName = ${alternatives}
`,
  );
}
