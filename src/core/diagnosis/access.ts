import { assertNever } from '../result';
import { hostKeyError, type RemoteError } from '../errors';
import type { Finding } from '../model';
import { goneTunnels, tunnelEvidence } from './tunnels';
import { finding, isSilent, isWell, type RoundView } from './view';

/** Why she could not help by SSH. Never worse than attention by itself: users do not log in. */
export function findAccess(view: RoundView): readonly Finding[] {
  const { ssh } = view.observation;
  return ssh.kind === 'facts' ? [] : [withTunnel(view, accessFinding(view, ssh.error))];
}

/** SSH worked inside a VPN that is gone, and the web goes on without it: most likely that is all. */
function withTunnel(view: RoundView, found: Finding): Finding {
  const { portal, api, tunnels } = view.observation;
  const gone = goneTunnels(view.memory?.sshTunnels ?? [], tunnels);
  if (found.cause !== 'ssh-unavailable' || gone.length === 0 || !isWell(portal) || !isWell(api)) return found;
  return {
    ...found,
    confidence: 'probable',
    variant: null,
    evidence: [...found.evidence, ...tunnelEvidence(gone)],
  };
}

/** Whoever stands on the way, as a jump host, is trusted by its key too: a changed one is the same alarm. */
function hostKeyFinding(error: RemoteError): Finding | null {
  const found = hostKeyError(error);
  if (found === null) return null;
  const { fingerprint, keyType } = found.error;
  const whose = found.jumpHost === null ? 'host key' : `jump host ${found.jumpHost}: host key`;
  return found.error.kind === 'host-key-changed'
    ? finding('host-key-changed', 'attention', 'unknown', {
        values: { fingerprint },
        evidence: [{ text: `${whose} ${keyType}: known ${found.error.known}, shown ${fingerprint}` }],
      })
    : finding('host-key-unknown', 'attention', 'certain', {
        values: { fingerprint },
        evidence: [{ text: `${whose} ${keyType} ${fingerprint}: never accepted` }],
      });
}

function accessFinding(view: RoundView, error: RemoteError): Finding {
  const hostKey = hostKeyFinding(error);
  if (hostKey !== null) return hostKey;
  switch (error.kind) {
    case 'login-refused-booting':
      return bootingFinding(view);
    case 'auth-failed':
    case 'auth-held':
      return authFinding(error.user, error.tried, null, `login as ${error.user} refused`);
    case 'password-not-accepted-by-server':
      return authFinding(error.user, 'password', null, 'the server takes no passwords');
    case 'secret-needed':
      return authFinding(
        view.server.user ?? '',
        error.what === 'passphrase' ? 'key' : 'password',
        'locked',
        `${error.what} needed`,
      );
    case 'passphrase-wrong':
      return authFinding(view.server.user ?? '', 'key', 'locked', 'passphrase of the key refused');
    case 'key-unreadable':
    case 'key-format':
      return authFinding(view.server.user ?? '', 'key', 'keyFile', `key file ${error.file}: ${error.kind}`);
    case 'agent-missing':
    case 'agent-empty':
      return authFinding(view.server.user ?? '', 'agent', 'agent', error.kind);
    case 'refused':
      return unavailable('certain', 'refused', error.port, `SSH port ${String(error.port)}: refused`);
    case 'timeout':
      return unavailable(
        'certain',
        'timeout',
        error.port,
        `SSH port ${String(error.port)}: no answer in ${String(error.limitMs)} ms`,
      );
    case 'no-route':
      return unavailable('unknown', null, error.port, `SSH port ${String(error.port)}: no route from this computer`);
    case 'unreachable':
      return unavailable('unknown', null, error.port, `SSH port ${String(error.port)}: unreachable`);
    case 'gate-refused':
      return unavailable('certain', 'gate', view.server.port ?? 22, 'SSH: vigia-gate on the server refused the script');
    case 'name-not-found':
    case 'not-ssh':
    case 'no-common-algorithm':
    case 'session-refused':
    case 'disconnected':
    case 'command-timeout':
    case 'answer-unreadable':
    case 'too-much-output':
    case 'jump-failed':
    case 'host-key-changed':
    case 'host-key-unknown':
    case 'other':
      return unavailable('unknown', null, view.server.port ?? 22, `SSH: ${error.kind}`);
    default:
      return assertNever(error);
  }
}

/** Five times the guide's two minutes: whoever waits longer waits in vain. */
const bootLimitMs = 10 * 60_000;

/** pam_nologin also stands before a planned shutdown: with the web well it is only a closed door. */
function bootingFinding(view: RoundView): Finding {
  const evidence = [{ text: 'SSH: the server lets nobody in (pam_nologin)' }];
  if (!isSilent(view.observation.portal) && !isSilent(view.observation.api)) {
    return finding('ssh-unavailable', 'attention', 'unknown', { evidence });
  }
  const closedAt = view.memory?.loginClosedAt ?? view.at;
  if (view.at - closedAt > bootLimitMs) {
    return finding('server-booting', 'down', 'unknown', { variant: 'stuck', evidence });
  }
  return finding('server-booting', 'down', 'probable', {
    values: { by: view.at + 120_000, usualMs: 120_000 },
    evidence,
  });
}

function authFinding(
  user: string,
  credential: 'key' | 'agent' | 'password',
  variant: string | null,
  text: string,
): Finding {
  return finding('ssh-auth-failed', 'attention', 'certain', {
    variant,
    values: { user, credential },
    evidence: [{ text: `SSH: ${text}` }],
  });
}

function unavailable(confidence: 'certain' | 'unknown', variant: string | null, port: number, text: string): Finding {
  return finding('ssh-unavailable', 'attention', confidence, { variant, values: { port }, evidence: [{ text }] });
}
