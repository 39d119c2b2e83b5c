import { existsSync } from 'node:fs';
import { capture, run, say } from './run.mjs';

// Each entry lists the names that one package has had, newest first: Debian 13 and Ubuntu 24.04 renamed some (…t64).
const RUNTIME = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libnotify4'],
  ['libnotify-bin'],
  ['libsecret-1-0'],
  ['xdg-utils'],
];
const TESTS = [
  ...['xvfb', 'dbus', 'dbus-x11', 'xfce4-panel', 'xfce4-notifyd', 'openbox', 'imagemagick', 'xdotool'],
  ...['hicolor-icon-theme', 'adwaita-icon-theme', 'fonts-dejavu-core', 'libglib2.0-bin', 'procps'],
  ...[
    'openssh-server',
    'openssh-client',
    'nginx-light',
    'gunicorn',
    'python3-gunicorn',
    'openssl',
    'curl',
    'logrotate',
  ],
  // The window's views in a browser, another shell to run the round script in, and networks to break.
  ...['busybox', 'iproute2', 'nftables'],
  // To pack the application without a download.
  ...['p7zip-full', 'rpm', 'xz-utils'],
].map((name) => [name]);
// What the packages for tests would start by themselves, now and at every boot: the tests start their own.
const SERVICES = { 'nginx-light': ['nginx'], 'openssh-server': ['ssh'] };

// Debian's own way to say "install, but start nothing": policy-rc.d. An existing one is left alone.
const INSTALL = `
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' INT TERM HUP
  printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l
apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"`;
// Another installation may be going on.
const PATIENT = ['-o', 'DPkg::Lock::Timeout=300'];
const QUIETEN = 'command -v systemctl >/dev/null && systemctl disable "$@" >/dev/null 2>&1; exit 0';

/**
 * Installs the system packages that are missing: `what` is 'runtime' or 'tests' (which includes the runtime's).
 * Answers `{ ok, command }`: where it may not install, `command` is the line for the person to run, and nothing was changed.
 */
export async function ensureSystemPackages(what) {
  if (process.platform !== 'linux') return { ok: true, command: null };
  const wanted = what === 'tests' ? [...RUNTIME, ...TESTS] : RUNTIME;
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-query')) return adviseElsewhere(what);
  const missing = missingFrom(wanted);
  if (missing.length === 0) return { ok: true, command: null };
  const root = rootPrefix();
  if (root === null) return { ok: false, command: adviceFor(missing) };
  return await install(missing, root);
}

/** The groups of names of which none is installed. */
function missingFrom(wanted) {
  const printed =
    capture('sh', [
      '-c',
      'dpkg-query -W -f \'${Package} ${db:Status-Status}\\n\' "$@" 2>/dev/null; true',
      'sh',
      ...wanted.flat(),
    ]) ?? '';
  const installed = new Set(
    printed
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

async function install(missing, root) {
  const update = () => run(...withRoot(root, ['apt-get', 'update', '-q', ...PATIENT]), { quiet: true });
  if (namesOnOffer(missing).includes(null)) await update();
  // A first failure most likely means an old list of packages; the second try shows what is wrong.
  if (!(await tryInstall(missing, root, true))) {
    await update();
    await tryInstall(missing, root, false);
  }
  const services = missing.flatMap(([name]) => SERVICES[name] ?? []);
  if (services.length > 0) await run(...withRoot(root, ['sh', '-c', QUIETEN, 'sh', ...services]), { quiet: true });
  const left = missingFrom(missing);
  return left.length === 0 ? { ok: true, command: null } : { ok: false, command: adviceFor(left) };
}

async function tryInstall(missing, root, quiet) {
  const names = namesOnOffer(missing);
  const known = names.map((name, at) => name ?? missing[at].at(-1));
  say(`Installing system packages: ${known.join(' ')}…`);
  return (await run(...withRoot(root, ['sh', '-c', INSTALL, 'sh', ...known]), { quiet })) === 0;
}

/** For each group the first name that apt can install, or null. */
function namesOnOffer(groups) {
  const printed = capture('apt-cache', ['policy', ...groups.flat()], { env: { ...process.env, LC_ALL: 'C' } }) ?? '';
  const blocks = printed
    .split(/\n(?=\S)/)
    .map((block) => ({ name: block.split(':')[0], offered: /Candidate: (?!\(none\))/.test(block) }));
  const offered = new Set(blocks.filter((block) => block.offered).map((block) => block.name));
  return groups.map((names) => names.find((name) => offered.has(name)) ?? null);
}

/** The words that make a command run as root without asking, or null. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return capture('sudo', ['-n', 'true']) === null ? null : ['sudo', '-n'];
}

function withRoot(prefix, command) {
  const [first, ...rest] = [...prefix, ...command];
  return [first, rest];
}

function adviceFor(missing) {
  const names = namesOnOffer(missing).map((name, at) => name ?? missing[at].at(-1));
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** Other distributions: nothing is installed; Electron's own complaint names a missing library better than we could. */
function adviseElsewhere(what) {
  if (what === 'runtime') return { ok: true, command: null };
  const tools = {
    Xvfb: 'Xvfb',
    'dbus-daemon': 'D-Bus',
    'xfce4-panel': 'xfce4-panel',
    openbox: 'openbox',
    sshd: 'the OpenSSH server',
    nginx: 'nginx',
    gunicorn: 'gunicorn',
    openssl: 'OpenSSL',
  };
  const absent = Object.keys(tools).filter(
    (tool) => capture('sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin" command -v ${tool}`]) === null,
  );
  if (absent.length === 0) return { ok: true, command: null };
  return { ok: false, command: `(with your system's package manager) ${absent.map((tool) => tools[tool]).join(', ')}` };
}
