import type { errors as spanish } from '../es/errors';

/** Why the server could not be asked over SSH, each with its next step. */
export const errors: Readonly<Record<keyof typeof spanish, string>> = {
  'error.name-not-found': 'The name {host:text} is not found.',
  'error.name-not-found.next': 'Check the spelling; if right, turn on the VPN or ask {whoNetwork:contact}.',
  'error.refused': '{host:text} refuses SSH port {port:text}.',
  'error.refused.next': 'Confirm the port number; if right, the SSH service is off: tell {whoServer:contact}.',
  'error.timeout': 'Nobody answers at {host:text}, port {port:text}, within {limit:duration}.',
  'error.timeout.next':
    'Nearly always a firewall: turn on the VPN or ask {whoNetwork:contact} to open port {port:text} for your network.',
  'error.unreachable': 'Your network has no way to {host:text}, port {port:text}.',
  'error.unreachable.next': "Check your computer's Wi-Fi, cable or VPN; if they are well, tell {whoNetwork:contact}.",
  'error.no-route': 'Your computer has no way to {host:text}.',
  'error.no-route.next': "Check your computer's Wi-Fi, cable or VPN.",
  'error.not-ssh': 'At {host:text}, port {port:text}, another program answers, not SSH.',
  'error.not-ssh.next': 'Confirm the port number with {whoServer:contact}.',
  'error.no-common-algorithm': 'The server and Vigía share no encryption method ({what:text}).',
  'error.no-common-algorithm.bare': 'The server and Vigía share no encryption method.',
  'error.no-common-algorithm.next': 'Ask {whoServer:contact} to update the SSH service.',
  'error.host-key-unknown': 'The identity of {host:text} is not confirmed; Vigía sent nothing.',
  'error.host-key-unknown.next':
    'Ask {whoServer:contact} for the fingerprint and compare it with {fingerprint:text}. Accept only if equal.',
  'error.host-key-changed':
    'The identity of {host:text} changed: was {known:text}, now {fingerprint:text}. Vigía cut the connection and sent nothing.',
  'error.host-key-changed.next':
    'Do not accept yet. Ask {whoServer:contact} whether the server was reinstalled and for the fingerprint.',
  'error.auth-failed': 'The server does not accept {credential:text} of {user:text}.',
  'error.auth-failed.next.key':
    'Add the key: `ssh-copy-id -i {file:text}.pub {user:text}@{host:text}`, or send the .pub file to {whoServer:contact}.',
  'error.auth-failed.next.agent':
    'See with `ssh-add -l` which keys the agent offers and confirm with {whoServer:contact} which one the server accepts.',
  'error.auth-failed.next.password': 'Try once more; then wait, so that the server does not lock the user out.',
  'error.auth-failed.next.bare': 'Confirm user and key with {whoServer:contact}.',
  'error.login-refused-booting': 'The server is starting or shutting down and does not let anybody in yet.',
  'error.login-refused-booting.next': 'Wait about 2 min; Vigía looks again. Restarting does not help.',
  'error.password-not-accepted-by-server': 'The server takes no passwords for {user:text}.',
  'error.password-not-accepted-by-server.next': 'Use a key file or the key agent.',
  'error.secret-needed.passphrase': 'The key is protected and its passphrase is missing.',
  'error.secret-needed.passphrase.next': 'Type it in Vigía, or add the key to the agent: `ssh-add {file:text}`.',
  'error.secret-needed.passphrase.next.bare': 'Type it in Vigía, or add the key to the agent with `ssh-add`.',
  'error.secret-needed.password': 'The password of {user:text} is missing.',
  'error.secret-needed.password.next': 'Type it in Vigía. Without it only the web is watched.',
  'error.passphrase-wrong': 'That is not the passphrase of the key {file:text}.',
  'error.passphrase-wrong.next': 'The file is unchanged; try again.',
  'error.key-unreadable': 'The file {file:text} cannot be opened.',
  'error.key-unreadable.next': 'Check path and permissions, and choose the private key, without ".pub".',
  'error.key-format': 'The format of the key {file:text} cannot be used.',
  'error.key-format.next':
    'Make a converted copy and choose it: `cp -p {file:text} {file:text}.vigia && ssh-keygen -p -Z aes256-ctr -f {file:text}.vigia`',
  'error.key-format.unknown': 'The file {file:text} is not a key that Vigía can read.',
  'error.key-format.unknown.next':
    'Choose the private key, without ".pub". If it is that, make a new one: `ssh-keygen -t ed25519 -f {file:text}.vigia`',
  'error.key-format.putty': 'The file {file:text} is a PuTTY key.',
  'error.key-format.putty.next':
    'Convert it and choose the copy: `puttygen {file:text} -O private-openssh-new -o {file:text}.vigia`',
  'error.key-format.public': 'The file {file:text} is the public key.',
  'error.key-format.public.next': 'Choose the private one: nearly always the same name without ".pub".',
  'error.key-format.certificate': 'The file {file:text} is a certificate, not a key.',
  'error.key-format.certificate.next': 'Choose the private key that goes with it, or use the key agent.',
  'error.key-format.security-key': 'The key {file:text} lives in a security device and Vigía cannot use it by itself.',
  'error.key-format.security-key.next':
    "Make a key of Vigía's own: `ssh-keygen -t ed25519 -f ~/.ssh/vigia`, and add it on the server.",
  'error.agent-missing': 'There is no key agent on this computer.',
  'error.agent-missing.next':
    'Choose a key file or start the agent (on Windows: service "OpenSSH Authentication Agent").',
  'error.agent-empty': 'The key agent holds no key.',
  'error.agent-empty.next': 'Add yours with `ssh-add`.',
  'error.session-refused': 'The server lets you in but opens no session.',
  'error.session-refused.next':
    "Ask {whoServer:contact} to look at the shell of {user:text} and at SSH's session limit (MaxSessions).",
  'error.disconnected': 'The connection to the server was cut.',
  'error.disconnected.next':
    'Wait for the next check; if it happens again, check your network and tell {whoServer:contact}.',
  'error.command-timeout': 'The server let Vigía in but did not finish its answer within {limit:duration}.',
  'error.command-timeout.next':
    'It may be very busy. Wait for the next check; if it happens again, tell {whoServer:contact}.',
  'error.gate-refused': 'The server lets Vigía in, but its gate (vigia-gate) does not allow what was asked.',
  'error.gate-refused.next': 'Ask {whoServer:contact} to put the scripts of this version on the server (`vigia gate`).',
  'error.answer-unreadable': 'The server answered something that Vigía does not understand.',
  'error.answer-unreadable.next':
    'Ask {whoServer:contact} to see that {user:text} gets an ordinary shell (sh or bash), without a forced command.',
  'error.too-much-output': 'The server sent more than {limit:size} and Vigía stopped reading.',
  'error.too-much-output.next': 'See what `.bashrc` and `.profile` of {user:text} print at an SSH login.',
  'error.jump-failed': 'The jump host {jump:text} could not be passed. {sentence:text}',
  'error.auth-held': 'The server did not accept {credential:text} of {user:text}; no new try until {until:time}.',
  'error.auth-held.next':
    'Correct the access in "Settings" and press "Test". Vigía does not keep trying, so that the server does not lock the user out.',
  'error.other': 'SSH failed: {detail:text}',
  'error.other.bare': 'SSH failed.',
  'error.other.next': 'Copy this text and send it to {whoServer:contact}.',
};
