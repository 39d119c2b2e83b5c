import type { accessCauses as spanish } from '../es/causes-access';

/** Causes in the access by SSH. */
export const accessCauses: Readonly<Record<keyof typeof spanish, string>> = {
  'cause.ssh-unavailable.certain.refused':
    'The server has refused SSH since {since:time}: in an emergency nothing could be restarted.',
  'cause.ssh-unavailable.certain.gate':
    "The server's gate (vigia-gate) has not let through what Vigía asks since {since:time}: no looking inside, no restarting.",
  'cause.ssh-unavailable.certain.timeout':
    'SSH port {port:text} has not answered since {since:time}: in an emergency nothing could be restarted.',
  'cause.ssh-unavailable.probable': 'Most likely your network has blocked SSH since {since:time}; the portal works.',
  'cause.ssh-unavailable.unknown':
    'SSH has not let anybody in since {since:time}; it is not known whether it is the server or your network.',
  'cause.ssh-unavailable.next':
    'If you are not at the office, turn on the VPN. If it is on, ask {whoServer:contact} to look at the SSH service. Without SSH Vigía cannot restart anything.',
  'cause.ssh-unavailable.next.gate':
    'Ask {whoServer:contact} to put the scripts of this version on the server (`vigia gate`).',
  'cause.ssh-unavailable.title': 'SSH is not available',
  'cause.ssh-unavailable.notify': 'Nothing can be restarted.\nTry with the VPN on.',
  'cause.ssh-unavailable.title.gate': 'The gate lets nobody look',
  'cause.ssh-unavailable.notify.gate':
    'The portal works, but nothing can be restarted.\nAsk for a new gate (vigia-gate).',
  'cause.ssh-unavailable.tip.gate': '{server:text}: portal well; the gate lets nothing through since {since:time}',
  'cause.ssh-unavailable.recovered': 'SSH access is back',
  'cause.ssh-unavailable.tip': '{server:text}: portal well, no SSH since {since:time}',
  'cause.ssh-unavailable.certain.bare':
    'SSH has been unavailable since {since:time}: in an emergency nothing could be restarted.',
  'cause.ssh-auth-failed.certain':
    'The server has not accepted {credential:text} of {user:text} since {since:time}: no looking inside, no restarting.',
  'cause.ssh-auth-failed.probable':
    'Most likely the key or password of {user:text} was changed on the server: it has not been accepted since {since:time}.',
  'cause.ssh-auth-failed.unknown': 'The server has not let {user:text} in since {since:time}; it is not known why.',
  'cause.ssh-auth-failed.next':
    'In "Settings", open the access to the server and press "Test". Nothing was deleted. Vigía does not keep trying, so that the server does not lock the user out.',
  'cause.ssh-auth-failed.title': 'The login is refused',
  'cause.ssh-auth-failed.notify':
    'It rejects {credential:text}; the portal is watched by web only.\nTest it in "Settings".',
  'cause.ssh-auth-failed.recovered': 'SSH lets you in again',
  'cause.ssh-auth-failed.tip': '{server:text}: SSH rejects you since {since:time}',
  'cause.ssh-auth-failed.certain.bare':
    'The server has let nobody in by SSH since {since:time}: no looking inside, no restarting.',
  'cause.ssh-auth-failed.probable.bare':
    'Most likely the key or password was changed on the server: it has not been accepted since {since:time}.',
  'cause.ssh-auth-failed.unknown.bare': 'The server has let nobody in by SSH since {since:time}; it is not known why.',
  'cause.ssh-auth-failed.notify.bare': 'For now the portal is watched by web only.\nTest it in "Settings".',
  'cause.ssh-auth-failed.certain.locked':
    'A password for SSH has been missing since {since:time}: no looking inside, no restarting.',
  'cause.ssh-auth-failed.certain.keyFile':
    'The key file cannot be used since {since:time}: no looking inside, no restarting.',
  'cause.ssh-auth-failed.certain.agent':
    'The key agent has been missing or empty since {since:time}: no looking inside, no restarting.',
  'cause.ssh-auth-failed.next.locked':
    'Type the missing password in Vigía. Meanwhile the portal is watched by web only.',
  'cause.ssh-auth-failed.next.keyFile':
    'In "Settings", open the access to the server, choose the private key and press "Test".',
  'cause.ssh-auth-failed.next.agent': 'Add the key with `ssh-add`, or choose a key file in "Settings".',
  'cause.ssh-auth-failed.title.locked': 'A password is missing',
  'cause.ssh-auth-failed.notify.locked': 'Without it the portal is watched by web only.\nOpen Vigía to type it.',
  'cause.ssh-auth-failed.title.keyFile': 'The key cannot be used',
  'cause.ssh-auth-failed.notify.keyFile': 'For now the portal is watched by web only.\nChoose the key in "Settings".',
  'cause.ssh-auth-failed.title.agent': 'The agent holds no keys',
  'cause.ssh-auth-failed.notify.agent': 'For now the portal is watched by web only.\nAdd the key to the agent.',
  'cause.ssh-auth-failed.tip.locked': '{server:text}: an SSH password is missing',
  'cause.ssh-auth-failed.tip.keyFile': '{server:text}: the SSH key cannot be used',
  'cause.ssh-auth-failed.tip.agent': '{server:text}: the agent holds no keys',
  'cause.host-key-changed.certain':
    'The server has shown an identity other than the known one since {since:time}: Vigía cut the connection and sent nothing.',
  'cause.host-key-changed.probable':
    'Most likely the server was reinstalled: its identity has been another since {since:time}. Vigía sent nothing.',
  'cause.host-key-changed.unknown':
    "The server's identity has been another since {since:time}; it is not known whether it was reinstalled or another machine poses as it.",
  'cause.host-key-changed.next':
    'Do not accept yet. Ask {whoServer:contact} whether it was reinstalled and for the fingerprint. Accept only if it equals {fingerprint:text}.',
  'cause.host-key-changed.title': 'The SSH identity changed',
  'cause.host-key-changed.notify': 'Vigía cut the connection and sent nothing.\nAsk before you accept.',
  'cause.host-key-changed.recovered': 'Identity confirmed',
  'cause.host-key-changed.tip': "{server:text}: the server's identity changed",
  'cause.host-key-changed.certain.bare':
    'The server showed an identity other than the known one: Vigía cut the connection and sent nothing.',
  'cause.host-key-changed.probable.bare':
    'Most likely the server was reinstalled: its identity changed. Vigía sent nothing.',
  'cause.host-key-changed.unknown.bare':
    "The server's identity changed; it is not known whether it was reinstalled or another machine poses as it.",
  'cause.host-key-changed.next.bare':
    'Do not accept yet. Ask {whoServer:contact} whether it was reinstalled and for the fingerprint.',
  'cause.host-key-unknown.certain':
    "The server's identity is still to be confirmed; until then Vigía does not log in by SSH and only watches the web.",
  'cause.host-key-unknown.probable':
    "Most likely this is the first connection from this computer: the server's identity is not confirmed.",
  'cause.host-key-unknown.unknown':
    "The server's identity is not confirmed and it is not known whether it was accepted before.",
  'cause.host-key-unknown.next':
    'Ask {whoServer:contact} for the fingerprint and compare it with {fingerprint:text}. If equal, press "This is the right server".',
  'cause.host-key-unknown.title': 'Confirm the server',
  'cause.host-key-unknown.notify': 'Until then only the web is watched.\nOpen Vigía and compare the fingerprint.',
  'cause.host-key-unknown.recovered': 'Identity confirmed',
  'cause.host-key-unknown.tip': '{server:text}: identity still to be confirmed',
  'cause.host-key-unknown.next.bare':
    'Ask {whoServer:contact} for the fingerprint, compare it and press "This is the right server" only if it is equal.',
  'cause.sudo-denied.certain':
    'Vigía could not restart {service:the}: the server does not give {user:text} that permission.',
  'cause.sudo-denied.probable':
    "Most likely the permission to restart {service:the} is missing: the server asks for an administrator's password.",
  'cause.sudo-denied.unknown':
    'It is not known whether {service:the} could be restarted: the server does not let permissions be looked up.',
  'cause.sudo-denied.next':
    'In "Settings", open the access to the server and press "Test": it shows the line that {whoServer:contact} must add. The portal works for now; without it the restart button would do nothing.',
  'cause.sudo-denied.title': 'No restart permission',
  'cause.sudo-denied.notify': 'All works, but {service:the} could not be restarted.\nOpen Vigía: it says what to do.',
  'cause.sudo-denied.recovered': 'Restart permission is set',
  'cause.sudo-denied.tip': '{server:text}: no permission to restart {service:the}',
  'cause.sudo-denied.certain.bare': 'Vigía could not restart {service:the}: the permission is missing on the server.',
};
