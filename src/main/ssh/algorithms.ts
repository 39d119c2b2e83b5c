import type { Algorithms, ServerHostKeyAlgorithm } from 'ssh2';

/** Signature algorithms by the type of host key that they prove. No SHA-1 (`ssh-rsa`), no DSA. */
const hostKeyAlgorithms: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};

/**
 * What we offer, best first: the same in Node and Electron, whose BoringSSL lacks chacha20-poly1305.
 * Host key types that we already know come first, so that the server shows the one that we can recognise.
 */
export function offeredAlgorithms(knownTypes: readonly string[]): Algorithms {
  const types = new Set([...knownTypes, ...Object.keys(hostKeyAlgorithms)]);
  return {
    // Larger Diffie-Hellman groups stop everything else for seconds, in Electron up to half a minute.
    kex: [
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      'ecdh-sha2-nistp256',
      'ecdh-sha2-nistp384',
      'ecdh-sha2-nistp521',
      'diffie-hellman-group14-sha256',
    ],
    serverHostKey: [...types].flatMap((type) => hostKeyAlgorithms[type] ?? []),
    cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
    hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
    compress: ['none'],
  };
}
