import type { setup as spanish } from '../es/setup';

/** The set-up checklist. */
export const setup: Readonly<Record<keyof typeof spanish, string>> = {
  'setup.name.title': 'Server name',
  'setup.name.ok': '{host:text} exists ({address:text}).',
  'setup.name.notFound':
    'That name does not exist. Check the spelling; if right, turn on the VPN or ask {whoNetwork:contact}.',
  'setup.name.noDns': 'Your computer cannot look up any name. Check your Internet.',
  'setup.port.title': 'SSH port',
  'setup.port.ok': 'Port {port:text} answers ({took:latency}).',
  'setup.port.refused':
    'The server exists but refuses port {port:text}. Confirm the port number; if right, the SSH service is off.',
  'setup.port.timeout':
    'Nobody answers in {limit:duration}. Nearly always a firewall: turn on the VPN or ask to open port {port:text} for your network.',
  'setup.port.notSsh': 'Another program answers on port {port:text}, not SSH. Confirm the number.',
  'setup.identity.title': 'Server identity',
  'setup.identity.ok': 'It is the known server ({fingerprint:text}).',
  'setup.identity.unknown':
    'First time. Ask {whoServer:contact} for the fingerprint (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`) and compare: {fingerprint:text}.',
  'setup.identity.changed':
    'The identity changed: was {old:text}, now {fingerprint:text}. Do not go on before asking {whoServer:contact}.',
  'setup.identity.accept': 'This is the right server',
  'setup.login.title': 'Login',
  'setup.login.ok': 'Logs in as {user:text} with {credential:text}.',
  'setup.login.keyRejected':
    'The server does not accept this key for {user:text}. Add it: `ssh-copy-id -i {file:text}.pub {user:text}@{host:text}`, or send the .pub file to {whoServer:contact}.',
  'setup.login.passphraseNeeded': "The key is protected. Type its passphrase (the key's, not the server's password).",
  'setup.login.passphraseWrong': "That is not the key's passphrase. The file is unchanged; try again.",
  'setup.login.keyUnreadable':
    'The file {file:text} cannot be opened or is not a key. Choose the private key, without ".pub".',
  'setup.login.keyFormat':
    'This key format cannot be used. Make a converted copy and choose it here: `cp -p {file:text} {file:text}.vigia && ssh-keygen -p -Z aes256-ctr -f {file:text}.vigia`',
  'setup.login.keyFormat.windows':
    'This key format cannot be used. In PowerShell: `Copy-Item {file:text} {file:text}.vigia; ssh-keygen -p -Z aes256-ctr -f {file:text}.vigia`',
  'setup.login.keyFormat.putty':
    'This is a PuTTY key. Convert it: `puttygen {file:text} -O private-openssh-new -o {file:text}.vigia`; or in PuTTYgen, Conversions › Export OpenSSH key (force new file format).',
  'setup.login.keyFormat.new':
    'If the conversion says "invalid format", make a new key: `ssh-keygen -t ed25519 -f {file:text}.vigia`, and add it on the server.',
  'setup.login.agentEmpty': 'The key agent holds no key. Add it: `ssh-add {file:text}`.',
  'setup.login.agentMissing':
    'There is no key agent on this computer. Choose a key file or start it (on Windows: service "OpenSSH Authentication Agent").',
  'setup.login.passwordRefused':
    'The server does not accept that password. Try once more; then wait, so that it does not lock the user out.',
  'setup.login.passwordOff': 'This server takes no passwords. Use a key.',
  'setup.login.algorithms':
    'The server and Vigía share no encryption method. Ask {whoServer:contact} to update the SSH service.',
  'setup.sudo.title': 'Permission to restart the dashboard',
  'setup.sudo.ok': '{unit:text} can be restarted without a password, and nothing else.',
  'setup.sudo.missing':
    'The permission is missing. Ask {whoServer:contact} to run `sudo visudo -f /etc/sudoers.d/vigia` and write: `{user:text} ALL=(root) NOPASSWD: {systemctl:text} restart {unit:text}, {systemctl:text} reset-failed {unit:text}`',
  'setup.sudo.tooMuch':
    'It works, but {user:text} may do anything as administrator. Safer to limit it to the line shown.',
  'setup.scripts.title': 'Scripts that stop and start the API',
  'setup.scripts.ok': 'Both are there and can be run.',
  'setup.scripts.missing': '{path:text} does not exist. Confirm the path with {whoCode:contact}.',
  'setup.scripts.notExecutable': '{path:text} cannot be run. On the server: `chmod u+x {path:text}`.',
  'setup.logs.title': 'Logs',
  'setup.logs.ok': '{n:plural:# log/# logs} readable; the last line is from {seen:age}.',
  'setup.logs.missing': '{path:text} does not exist. Correct the path; if right, it appears with the first line.',
  'setup.logs.unreadable':
    '{user:text} cannot read {path:text}. Ask {whoServer:contact}: `sudo setfacl -m u:{user:text}:r {path:text}`.',
  'setup.logs.journal':
    'No permission to read the log of {unit:text}. Ask for: `sudo usermod -aG systemd-journal {user:text}` and test again.',
  'setup.units.title': 'System services',
  'setup.units.ok': '{units:list}: active and enabled at boot.',
  'setup.units.unknown': 'The server does not know {unit:text}. Did you mean {near:list}?',
  'setup.units.notEnabled':
    '{unit:text} runs but would not start with the server. Ask for: `sudo systemctl enable {unit:text}`.',
  'setup.crontab.title': 'Scheduled tasks (crontab)',
  'setup.crontab.ok': 'Start at boot (`@reboot`) and the watchdog (every {every:duration}) are there.',
  'setup.crontab.noReboot':
    'The line that starts the API at boot is missing. With `crontab -e` add: `@reboot sleep 30 && {path:text}`',
  'setup.crontab.noWatchdog':
    "The watchdog's line is missing. Ask {whoServer:contact} for it and add it with `crontab -e`; it begins with `*/5 * * * *`.",
  'setup.web.title': 'Web address',
  'setup.web.ok':
    '{url:text} opens well ({status:text}, {took:latency}); the certificate is valid until {expires:date}.',
  'setup.web.name': 'The name in {url:text} does not exist. Check the spelling.',
  'setup.web.certificate':
    'The address opens but its certificate fails: {why:text}. If your network puts it in, add its PEM file under "More", "Own authority".',
  'setup.web.status':
    'The address answers with error {status:text}. Open it in the browser; if it opens there, check the path typed here.',
  'setup.web.proxyLogin':
    'Your network asks for a user to browse. Ask {whoNetwork:contact} for a direct way to the portal.',
  'setup.notices.title': 'Notices and icon',
  'setup.notices.ok': "The test notice was shown. Drag Vigía's icon next to the clock to see it always.",
  'setup.done': 'All set. From now on the icon answers: {question:text}',
  'setup.partly': 'You can start like this. Not watched: {missing:list}.',
  'setup.waiting': 'Tested once the step above works.',
  'setup.sudo.unreadable': 'The permission to restart the dashboard could not be checked.',
  'setup.scripts.unreadable': "Whether the API's scripts are there could not be checked.",
  'setup.logs.unreadableAll': 'Whether the logs can be read could not be checked.',
  'setup.logs.ok.bare': '{n:plural:# log/# logs} readable.',
  'setup.units.unknown.bare': 'The server does not know {unit:text}.',
  'setup.units.stopped': '{unit:text} is not active now.',
  'setup.crontab.ok.bare': 'Start at boot (`@reboot`) and the watchdog are there.',
  'setup.crontab.unreadable': 'The scheduled tasks could not be read.',
  'setup.web.ok.bare': '{url:text} opens well ({status:text}, {took:latency}).',
  'setup.web.certificate.bare':
    'The address opens but its certificate is not valid. If your network puts it in, add its PEM file under "More", "Own authority".',
  'setup.running': 'Testing…',
  'setup.name.ok.bare': '{host:text} is looked up by the jump host.',
  'setup.identity.ok.bare': 'It is the known server.',
  'setup.login.passwordNeeded': 'The password of {user:text} is missing. Type it and test again.',
  'setup.login.other':
    'The server answers, but {user:text} could not log in. Ask {whoServer:contact} to look at the SSH service.',
  'setup.units.unreadable': 'The system services could not be asked for.',
  'setup.web.silent':
    '{url:text} does not answer. Check the address and your network; if both are right, the portal does not open from here.',
  'certificateProblem.expired': 'it has expired',
  'certificateProblem.not-yet-valid': 'it is not valid yet',
  'certificateProblem.wrong-name': 'it is for another name',
  'certificateProblem.unknown-issuer': 'it is signed by an authority unknown to browsers',
  'certificateProblem.self-signed': 'it signed itself',
  'certificateProblem.incomplete-chain': 'its intermediate certificate is missing',
  'certificateProblem.other': 'a browser would reject it',
};
