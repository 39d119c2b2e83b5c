import tls from 'node:tls';
import type { SecureContext } from 'node:tls';

/**
 * The authorities that a certificate may end in: Node's own, the system's where this runtime can read them
 * (Node 22.15 and newer), and `caPem`, which adds to them and replaces none.
 */
export function trustedContextFor(caPem: string | null): SecureContext {
  const key = caPem ?? '';
  const known = contexts.get(key);
  if (known !== undefined) return known;
  if (contexts.size >= maxContexts) contexts.clear();
  const made = makeContext(caPem);
  contexts.set(key, made);
  return made;
}

// Kept because reading some hundred authorities takes 40 ms and more, and every round asks. It is made by the first
// probe, not on import, and is the same for all: state of the runtime rather than of the application.
const contexts = new Map<string, SecureContext>();
const maxContexts = 8;

function makeContext(caPem: string | null): SecureContext {
  const own = caPem === null ? [] : [caPem];
  // One damaged entry in the system's list, or a file of the user's that is no PEM, must not end all verification.
  const attempts = [[...systemAuthorities(), ...own], [...tls.rootCertificates, ...own], [...tls.rootCertificates]];
  for (const authorities of attempts) {
    try {
      return tls.createSecureContext({ ca: authorities });
    } catch {
      continue;
    }
  }
  return tls.createSecureContext();
}

function systemAuthorities(): readonly string[] {
  const read = (tls as { readonly getCACertificates?: (list: 'default' | 'system') => readonly string[] })
    .getCACertificates;
  if (read === undefined) return tls.rootCertificates;
  try {
    return [...new Set([...read('default'), ...read('system')])];
  } catch {
    return tls.rootCertificates;
  }
}
