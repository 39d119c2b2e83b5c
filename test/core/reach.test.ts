/** Our network or the server? Never red because of our own. */
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { proofOf } from '../../src/core/diagnosis/network-evidence';
import { rememberRound, type RoundMemory } from '../../src/core/diagnosis/memory';
import { goneTunnels, isPrivateAddress } from '../../src/core/diagnosis/tunnels';
import type { RemoteError } from '../../src/core/errors';
import type { Diagnosis, HttpProbe, WitnessReport } from '../../src/core/model';
import { createTranslator } from '../../src/shared/i18n';
import { describeFinding } from '../../src/shared/describe';
import {
  certificate,
  gunicorn,
  local,
  noAnswer,
  observation,
  roundMemory,
  probe,
  server,
  silent,
  someTime,
  witnessDead,
  witnesses,
  witnessOk,
  type RoundParts,
} from '../support/builders';

const memory: RoundMemory = roundMemory({
  lookedAt: someTime,
});
const inVpn: RoundMemory = { ...memory, tunnels: ['tun0'], sshTunnels: ['tun0'] };

interface Case extends RoundParts {
  readonly memory?: RoundMemory | null;
  readonly url?: string;
}

function verdict({ memory: before = memory, url = server.url, ...parts }: Case): Diagnosis {
  return diagnose(observation(parts), { server: { ...server, url }, earlier: new Set(), memory: before });
}

/** "no-data laptop-offline.vpn probable; api-down" */
function line(parts: Case): string {
  const { status, primary, findings } = verdict(parts);
  const variant = primary?.variant == null ? '' : `.${primary.variant}`;
  const head = primary === null ? status : `${status} ${primary.cause}${variant} ${primary.confidence}`;
  return [head, ...findings.map((one) => one.cause)].join('; ');
}

const web = (phase: Parameters<typeof silent>[1], reason: string, address: string | null = null) => {
  const portal: HttpProbe = { ...silent('/', phase, reason), address };
  return { portal, api: { ...silent('/api/', phase, reason), address } };
};
const noRoute = web('tcp', 'no-route');
const noAnswerWeb = web('tcp', 'timeout');
const nameless = web('dns', 'not-found');
const shows = (problem: NonNullable<HttpProbe['certificate']>['problem'], fingerprint256 = 'EE:EE') => {
  const change = { certificate: certificate({ problem, fingerprint256, issuer: 'CN=Corp Inspection' }) };
  return { portal: probe('/', {}, change), api: probe('/api/', {}, change) };
};
const inspected = shows({ kind: 'unknown-issuer', issuer: 'CN=Corp Inspection' });
const expired = { kind: 'expired' } as const;
const own = { fingerprint256: 'AA:BB', validToAt: someTime + 1e10 };
const timeout: RemoteError = { kind: 'timeout', host: 'h', port: 22, limitMs: 12_000 };
const refused: RemoteError = { kind: 'refused', host: 'h', port: 22 };
const sshNoRoute: RemoteError = { kind: 'no-route', host: 'h', port: 22 };
const foreign = { kind: 'foreign', ms: 9 } as const;
const bothUp = witnesses([witnessOk, witnessOk]);
const bothDead = witnesses([witnessDead, witnessDead]);
const by = (report: WitnessReport, gateway: WitnessReport['gateway']): WitnessReport => ({ ...report, gateway });
const onLoopback: WitnessReport = {
  ...bothUp,
  witnesses: bothUp.witnesses.map((one) => ({ ...one, url: 'http://127.0.0.1:9/' })),
};
const byAddress: WitnessReport = {
  ...bothUp,
  witnesses: [
    { url: 'http://w.example/', byName: true, answer: { kind: 'failed', phase: 'dns' } },
    { url: 'http://192.0.2.7/', byName: false, answer: witnessOk },
  ],
};
const apiGone = { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7), localPortalApi: local(502) };
const privateUrl = 'https://10.20.0.5/';

const groups: Readonly<Record<string, readonly (readonly [string, Case, string])[]>> = {
  'no way out of this computer': [
    ['no route, no witness', { ...noRoute, ssh: sshNoRoute, witnesses: bothDead }, 'no-data laptop-offline certain'],
    [
      'no route, whatever a witness on this machine says',
      { ...noRoute, ssh: sshNoRoute, witnesses: onLoopback },
      'no-data laptop-offline certain',
    ],
    [
      'no route to the server alone',
      { ...noRoute, ssh: sshNoRoute, witnesses: bothUp },
      'no-data laptop-offline.route certain',
    ],
    [
      'no route for the web, and SSH gets in',
      { ...noRoute, witnesses: bothUp },
      'no-data laptop-offline.route certain',
    ],
    [
      'no route for the web, and SSH sees the API stopped',
      { ...noRoute, witnesses: bothUp, facts: apiGone },
      'down api-down certain; laptop-offline',
    ],
    [
      'no interface is up, whatever a witness on this machine says',
      { ...noAnswerWeb, ssh: timeout, witnesses: { ...onLoopback, interfaceUp: false } },
      'no-data laptop-offline certain',
    ],
    [
      'no interface is needed for a server on this machine',
      {
        ...noAnswerWeb,
        url: 'https://127.0.0.1:8443/',
        ssh: refused,
        witnesses: { ...onLoopback, interfaceUp: false },
      },
      'down server-unreachable unknown',
    ],
    [
      'a router far away says unreachable, and the witnesses answer',
      { ...web('tcp', 'unreachable'), ssh: timeout, witnesses: bothUp },
      'down server-unreachable certain',
    ],
    [
      'SSH had no way and the web was silent',
      { ...noAnswerWeb, ssh: sshNoRoute, witnesses: bothUp },
      'down server-unreachable unknown',
    ],
    ['SSH has no way and the web is well', { ssh: sshNoRoute }, 'attention ssh-unavailable unknown'],
  ],
  'the gateway supports': [
    [
      'one dead witness and a silent gateway',
      { ...noAnswerWeb, ssh: timeout, witnesses: by(witnesses([witnessDead]), 'silent') },
      'no-data laptop-offline certain',
    ],
    [
      'one dead witness and a gateway that answers',
      { ...noAnswerWeb, ssh: timeout, witnesses: by(witnesses([witnessDead]), 'answers') },
      'no-data laptop-offline probable',
    ],
    [
      'the Internet behind the gateway is gone',
      { ...noAnswerWeb, ssh: timeout, witnesses: by(bothDead, 'answers') },
      'no-data laptop-offline certain',
    ],
    ...(['silent', 'none', 'unknown', 'answers'] as const).map(
      (gateway) =>
        [
          `and takes no red away where witnesses answer (${gateway})`,
          { ...noAnswerWeb, ssh: timeout, witnesses: by(bothUp, gateway) },
          'down server-unreachable certain',
        ] as const,
    ),
    [
      'a closed network whose gateway is silent',
      { ...noAnswerWeb, ssh: timeout, witnesses: by(witnesses([]), 'silent') },
      'no-data laptop-offline unknown',
    ],
    [
      'a closed network without a gateway',
      { ...noAnswerWeb, ssh: timeout, witnesses: by(witnesses([]), 'none') },
      'down server-unreachable unknown',
    ],
  ],
  'the VPN is gone': [
    [
      'the server is not reached any more',
      { ...noAnswerWeb, ssh: timeout, witnesses: bothUp, memory: inVpn },
      'no-data laptop-offline.vpn probable',
    ],
    [
      'its name is not found any more',
      { ...nameless, ssh: { kind: 'name-not-found', host: 'h' }, witnesses: bothUp, memory: inVpn },
      'no-data laptop-offline.vpn probable',
    ],
    [
      'nor is there a way to its address',
      { ...noRoute, ssh: sshNoRoute, witnesses: bothUp, memory: inVpn },
      'no-data laptop-offline.vpn probable',
    ],
    [
      'another machine has its private address here',
      {
        ...inspected,
        url: privateUrl,
        portal: probe('/', {}, { ...inspected.portal, address: '10.20.0.5' }),
        ssh: refused,
        witnesses: bothUp,
        memory: inVpn,
      },
      'no-data laptop-offline.vpn probable',
    ],
    [
      'the VPN is up and the server is not reached',
      { ...noAnswerWeb, ssh: timeout, witnesses: bothUp, memory: inVpn, tunnels: ['tun0'] },
      'down server-unreachable certain',
    ],
    [
      'the VPN came back under another number',
      { ...noAnswerWeb, ssh: timeout, witnesses: bothUp, memory: inVpn, tunnels: ['tun3'] },
      'down server-unreachable certain',
    ],
    [
      'the web did without it before',
      { ...noAnswerWeb, ssh: timeout, witnesses: bothUp, memory: { ...inVpn, tunnels: [] } },
      'down server-unreachable certain',
    ],
    ['the web is well and SSH is not', { ssh: timeout, memory: inVpn }, 'attention ssh-unavailable probable'],
    ['the web is well and SSH never needed it', { ssh: timeout }, 'attention ssh-unavailable.timeout certain'],
    [
      'a first round knows of none',
      { ...noAnswerWeb, ssh: timeout, witnesses: bothUp, memory: null },
      'down server-unreachable certain',
    ],
  ],
  'the proxy': [
    ...(['unreachable', 'refused', 'timeout', 'login', 'failed', 'unsupported'] as const).map(
      (reason) =>
        [
          `${reason}, and no witness`,
          { ...web('proxy', reason), ssh: timeout, witnesses: bothDead },
          'no-data laptop-offline.proxy certain',
        ] as const,
    ),
    [
      'asks for a password, and SSH sees all well',
      { ...web('proxy', 'login'), witnesses: bothDead },
      'no-data laptop-offline.proxy certain',
    ],
    [
      'asks for a password, and SSH sees the API stopped',
      { ...web('proxy', 'login'), witnesses: bothDead, facts: apiGone },
      'down api-down certain; laptop-offline',
    ],
    [
      'is dead in a closed network',
      { ...web('proxy', 'refused'), ssh: timeout, witnesses: witnesses([]) },
      'no-data laptop-offline.proxy certain',
    ],
    [
      'forbids the portal and lets the witnesses by',
      { ...web('proxy', 'forbidden'), ssh: timeout, witnesses: bothUp },
      'no-data laptop-offline.proxy probable',
    ],
    [
      'is dead, the witnesses are reached directly and the portal is not',
      { ...web('proxy', 'refused'), ssh: timeout, witnesses: bothUp },
      'down server-unreachable probable',
    ],
    [
      'says that the portal does not answer, nor does SSH',
      { ...web('proxy', 'bad-gateway'), ssh: timeout, witnesses: bothUp },
      'down server-unreachable probable',
    ],
    [
      'says that nobody answers',
      { ...web('proxy', 'bad-gateway'), ssh: timeout, witnesses: bothDead },
      'no-data laptop-offline certain',
    ],
    [
      'says that the portal does not answer, and inside all is well',
      { ...web('proxy', 'bad-gateway'), witnesses: bothUp },
      'down web-error.silent probable',
    ],
    [
      'says that the portal does not answer, and SSH was not tried',
      {
        ...web('proxy', 'bad-gateway'),
        ssh: { kind: 'auth-held', user: 'u', tried: 'key', until: 0 },
        witnesses: bothUp,
      },
      'down server-unreachable unknown',
    ],
  ],
  'somebody opens TLS in between': [
    [
      'the server has the certificate that was seen before',
      { ...inspected, witnesses: bothUp, facts: { localCertificate: own } },
      'no-data captive-portal.intercepted certain',
    ],
    [
      'the server has another one, and none was seen before',
      { ...inspected, witnesses: bothUp, facts: { localCertificate: own }, memory: { ...memory, certificate: null } },
      'no-data captive-portal.intercepted probable',
    ],
    [
      'and inside the API is stopped',
      { ...inspected, witnesses: bothUp, facts: { ...apiGone, localCertificate: own } },
      'down api-down certain; captive-portal',
    ],
    [
      'it is the server itself that shows it',
      { ...inspected, facts: { localCertificate: { ...own, fingerprint256: 'EE:EE' } } },
      'down certificate-invalid.issuer certain',
    ],
    [
      "a load balancer's own one that expired was well before",
      { ...shows(expired, 'AA:BB'), facts: { localCertificate: { ...own, fingerprint256: 'CC:CC' } } },
      'down certificate-expired certain',
    ],
    [
      "the server's own has expired as well",
      { ...shows(expired), facts: { localCertificate: { ...own, validToAt: someTime - 1 } } },
      'down certificate-expired certain',
    ],
    [
      'another certificate without a problem is nobody in between',
      { ...shows(null), facts: { localCertificate: own } },
      'calm',
    ],
    [
      'nobody inside to ask, and it was another one before',
      { ...inspected, ssh: timeout, witnesses: bothUp },
      'down certificate-invalid.issuer probable; ssh-unavailable',
    ],
    [
      'nobody inside to ask, and a witness shows somebody else too',
      { ...inspected, ssh: timeout, witnesses: witnesses([witnessOk, foreign]) },
      'no-data captive-portal.intercepted probable',
    ],
    [
      'nobody inside to ask, and the witnesses are silent',
      { ...inspected, ssh: timeout, witnesses: bothDead },
      'no-data captive-portal.intercepted probable',
    ],
    [
      'nobody inside to ask, and nothing is remembered',
      { ...inspected, ssh: timeout, witnesses: bothUp, memory: null },
      'down certificate-invalid.issuer probable; ssh-unavailable',
    ],
    [
      'a sign-in page for the web alone: SSH sees all well',
      { ...web('tls', 'not-tls'), witnesses: witnesses([foreign, foreign]) },
      'no-data captive-portal certain',
    ],
    [
      'a foreign page with a good certificate is the web’s own fault',
      { portal: probe('/', { body: 'foreign' }), witnesses: bothUp },
      'down web-error.page certain',
    ],
  ],
  names: [
    [
      'one name alone',
      { ...nameless, ssh: timeout, witnesses: bothUp },
      'down name-not-found certain; ssh-unavailable',
    ],
    [
      'the name server is slow for one name alone',
      { ...web('dns', 'timeout'), ssh: timeout, witnesses: bothUp },
      'down name-not-found probable; ssh-unavailable',
    ],
    [
      'no name at all, and a witness answers by its address',
      { ...nameless, ssh: { kind: 'name-not-found', host: 'h' }, witnesses: byAddress },
      'no-data laptop-offline unknown',
    ],
    [
      'the name server is silent',
      { ...web('dns', 'timeout'), ssh: { kind: 'name-not-found', host: 'h' }, witnesses: bothDead },
      'no-data laptop-offline certain',
    ],
    [
      'a name server that lies leads everybody to one page',
      {
        portal: probe('/', { body: 'foreign' }, { certificate: null }),
        api: probe('/api/', { body: 'foreign' }, { certificate: null }),
        ssh: timeout,
        witnesses: witnesses([foreign, foreign]),
      },
      'no-data captive-portal certain',
    ],
  ],
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  test.each(cases)('%s', (_title, parts, expected) => {
    expect(line(parts)).toBe(expected);
  });
});

test('proof is what was asked and what answered', () => {
  expect([proofOf(null), proofOf(witnesses([witnessOk, witnessDead, foreign]))]).toEqual([
    { answered: 0, asked: 0 },
    { answered: 1, asked: 3 },
  ]);
});

test('the evidence names the gateway and each witness', () => {
  const found = verdict({ ...noAnswerWeb, ssh: timeout, witnesses: by(bothDead, 'answers') }).primary;
  expect(found?.evidence.map(({ text }) => text)).toEqual([
    'GET /: tcp timeout (35 ms)',
    'gateway: answers',
    'witness witness0.example: no answer (tcp)',
    'witness witness1.example: no answer (tcp)',
  ]);
});

describe('what a round leaves for the next', () => {
  const tunnelsAfter = (parts: RoundParts, before: RoundMemory | null) => {
    const { tunnels, sshTunnels } = rememberRound(observation(parts), 4, before);
    return { tunnels, sshTunnels };
  };

  test('the tunnels of a round that saw the server well', () => {
    expect(tunnelsAfter({ tunnels: ['wg0'] }, null)).toEqual({ tunnels: ['wg0'], sshTunnels: ['wg0'] });
  });

  test('a web that is well without the VPN does not need it; SSH may', () => {
    expect(tunnelsAfter({ ssh: timeout }, inVpn)).toEqual({ tunnels: [], sshTunnels: ['tun0'] });
  });

  test('a round that saw nothing changes nothing', () => {
    expect(tunnelsAfter({ ...noAnswerWeb, ssh: timeout }, inVpn)).toEqual({ tunnels: ['tun0'], sshTunnels: ['tun0'] });
  });

  test('a certificate with a problem is not remembered: it may be somebody else’s', () => {
    expect(rememberRound(observation(inspected), 4, memory).certificate).toBe('AA:BB');
  });
});

test.each([
  [['tun0'], [], ['tun0']],
  [['tun0', 'tun1'], ['tun1'], ['tun0']],
  [['utun4'], ['utun5'], []],
  [['utun4', 'utun5'], ['utun4'], ['utun5']],
  [['tailscale0', 'wg0'], ['tailscale0', 'tun0'], ['wg0']],
])('tunnels before %j, now %j: gone %j', (before, now, gone) => {
  expect(goneTunnels(before, now)).toEqual(gone);
});

test.each(['10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.1', '100.64.0.1', 'fd12:3456::1'])(
  '%s is private',
  (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  },
);

test.each(['11.1.2.3', '172.32.0.1', '192.0.2.1', '100.128.0.1', '2001:db8::1', 'portal.example.org'])(
  '%s is not private',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);

describe.each(['es', 'en'] as const)('sentences in %s', (language) => {
  const t = createTranslator({ language, now: () => someTime, timeZone: 'America/Bogota', address: 'neutral' });

  test.each([
    { ...noRoute, ssh: sshNoRoute, witnesses: bothUp },
    { ...noAnswerWeb, ssh: timeout, witnesses: bothUp, memory: inVpn },
    { ...web('proxy', 'login'), ssh: timeout, witnesses: bothDead },
    { ...web('proxy', 'forbidden'), ssh: timeout, witnesses: bothUp },
    { ...inspected, witnesses: bothUp, facts: { localCertificate: own } },
    { ...inspected, ssh: timeout, witnesses: bothDead },
  ] satisfies readonly Case[])('say what it is, not that the server is down (%#)', (parts) => {
    const { primary } = verdict(parts);
    if (primary === null) throw new Error('nothing found');
    const since = { at: someTime, precision: 'seen' } as const;
    const said = describeFinding({ ...primary, values: { ...primary.values, since } }, server, t);
    const plain = describeFinding({ ...primary, variant: null, values: { since } }, server, t);
    expect(said.sentence).not.toBe(plain.sentence);
    expect(said.next).not.toBe(plain.next);
    expect(said.notify.title.length).toBeLessThanOrEqual(40);
    expect(said.notify.body.split('\n')).toHaveLength(2);
    expect(said.tip.length).toBeLessThanOrEqual(60);
  });
});

test('an nginx that refuses to talk TLS is the web, not a stopped nginx', () => {
  const closed = { portal: silent('/', 'tls', 'not-tls'), api: silent('/api/', 'tls', 'not-tls') };
  const seen = observation({
    ...closed,
    witnesses: witnesses([witnessOk, witnessOk]),
    facts: { localPortal: noAnswer(35), localPortalApi: noAnswer(35) },
  });
  const { primary } = diagnose(seen, { server, earlier: new Set(), memory: null });
  expect([primary?.cause, primary?.status]).toEqual(['web-error', 'down']);
});
