/** What SSH reads: files of hers, and bytes of a server or an agent. */
import { writeFileSync } from 'node:fs';
import { createHostKeyStore } from '../../../src/main/ssh/host-keys';
import { loadPrivateKey, readPublicKeyBlob } from '../../../src/main/ssh/keys';
import { isEntryFor, isGlobMatch, parseKnownHosts, withoutName } from '../../../src/main/ssh/known-hosts';
import { listSshHosts, resolveTarget } from '../../../src/main/ssh/ssh-config';
import { readWireString } from '../../../src/main/ssh/wire';
import { inFolder } from '../folder';
import { samples, withLines, type FuzzTarget } from '../target';

const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ3b5m3vN1o1m1n1p1q1r1s1t1u1v1w1x1y1z1A1B1C1';
const knownHosts = `# a comment
portal.example.org,192.0.2.7 ssh-ed25519 ${key}
[portal.example.org]:2222 ssh-ed25519 ${key} ana@laptop
|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-ed25519 ${key}
@revoked *.example.org ssh-ed25519 ${key}
@cert-authority *.example.org ssh-ed25519 ${key}
!bad.example.org,*.example.org ecdsa-sha2-nistp256 ${key}
`;
const sshConfig = `Include config.d/*
Host portal p?rtal *.example.org !bad.example.org
  HostName %h.example.org
  Port 2222
  User admonctrlxm
  IdentityFile ~/.ssh/id_ed25519
  IdentityFile "%d/.ssh/%u@%h %p"
  ProxyJump ana@jump.example.org:22,[2001:db8::1]:2200
  IdentityAgent \${SSH_AUTH_SOCK}
Host jump.example.org
  ProxyCommand nc %h %p
  HostKeyAlias jump
Match host portal exec "id"
  User root
Host *
  ServerAliveInterval 15
`;
const privateKey = `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACB3mJ0Vv0Z0x0x0
-----END OPENSSH PRIVATE KEY-----
`;
const local = { home: '/home/ana', user: 'ana', hostName: 'laptop', env: { SSH_AUTH_SOCK: '/run/agent' } };

export const sshTargets: readonly FuzzTarget[] = [
  {
    name: 'known_hosts',
    samples: withLines(knownHosts),
    words: ['|1|', '@revoked ', '[::1]:22', '!', '*', ' ssh-ed25519 ', key],
    read: (input) => {
      const lines = parseKnownHosts(input.toString('utf8'));
      for (const line of lines) {
        if (line.entry !== null) isEntryFor(line.entry, 'portal.example.org');
        withoutName(line, 'portal.example.org');
      }
      return lines.filter(({ entry }) => entry !== null).length;
    },
  },
  {
    name: 'known_hosts file',
    samples: samples(knownHosts),
    mostBytes: 16 * 1024,
    read: (input) => {
      const file = inFolder('known_hosts');
      writeFileSync(file, input);
      const store = createHostKeyStore({ file });
      const verdict = store.check('portal.example.org', 22, Buffer.from(key, 'base64'));
      return [verdict, store.knownTypes('portal.example.org', 22), store.knownFingerprint('portal.example.org', 22)];
    },
  },
  {
    name: 'pattern of a host',
    samples: samples('*.example.org', '*a*a*a*a*b', '??*??', 'portal'),
    words: ['*', '?', 'a'],
    mostBytes: 4096,
    read: (input) => isGlobMatch(input.toString('utf8'), 'a'.repeat(255)),
  },
  {
    name: 'ssh_config',
    samples: withLines(sshConfig),
    words: [
      'Host ',
      'Include ~/.ssh/config',
      'Include *',
      'ProxyJump portal',
      '"',
      '%',
      '${',
      'Match all',
      'HostName=',
    ],
    mostBytes: 32 * 1024,
    read: (input) => {
      const file = inFolder('config');
      writeFileSync(file, input);
      const route = resolveTarget({ host: 'portal', port: null, user: null }, file, local);
      return [route.target, route.jumps, listSshHosts(file, '/home/ana')];
    },
    mostKept: 1024 * 1024,
  },
  {
    name: 'private key file',
    samples: samples(privateKey, 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n', `ssh-ed25519 ${key} ana\n`),
    words: ['-----BEGIN RSA PRIVATE KEY-----\n', 'Proc-Type: 4,ENCRYPTED\n', '-----BEGIN PRIVATE KEY-----\n'],
    mostBytes: 16 * 1024,
    read: (input) => {
      const file = inFolder('key');
      writeFileSync(file, input);
      const loaded = loadPrivateKey(file, () => null);
      return [loaded.ok ? 'a key' : loaded.error, readPublicKeyBlob(file)?.length ?? null];
    },
  },
  {
    name: 'bytes of the protocol',
    samples: [Buffer.from(key, 'base64'), Buffer.from('0000000773736820', 'hex')],
    read: (input) => {
      const found: number[] = [];
      for (let at = 0; ;) {
        const read = readWireString(input, at);
        if (read === null) return found.length;
        if (read.next <= at) throw new Error('does not go on');
        found.push(read.value.length);
        at = read.next;
      }
    },
  },
];
