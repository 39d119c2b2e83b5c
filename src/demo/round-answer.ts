/**
 * What the simulated server answers to core/remote-script.ts: the same sections, framed in the same way, with values in
 * the formats of a Debian 12. A section that the script gains does not compile here until it has an answer.
 */
import { X509Certificate } from 'node:crypto';
import { firstSections, jobSections, type SectionName } from '../core/remote/round-sections';
import type { ServerSettings } from '../core/settings';
import { watchdogWords } from '../core/watchdog-acts';
import type { LogLine } from './log-lines';
import { processLines } from './round-processes';
import { unitLines } from './round-units';
import { apiAnswer, answerWeb, type WebAnswer } from './web-answers';
import { isOn, type World } from './world';

interface Section {
  readonly text: string;
  readonly code: number;
}

interface RoundContext {
  readonly world: World;
  readonly server: ServerSettings;
  readonly at: number;
  /** The certificate of the web server, as PEM. */
  readonly certificate: string;
}

/** Standard output of the round script. `askSudo`: whether the script has that question. */
export function roundAnswer(context: RoundContext & { readonly nonce: string; readonly askSudo: boolean }): string {
  const { nonce, askSudo } = context;
  const names: readonly SectionName[] = [
    'clock',
    ...firstSections,
    ...jobSections,
    ...(askSudo ? (['sudo'] as const) : []),
    'clock_end',
  ];
  const framed = names.map((name) => {
    const { text, code } = sections[name](context);
    return `${nonce} begin ${name}\n${text}\n${nonce} end ${name} ${code}\n`;
  });
  return `${framed.join('')}${nonce} done\n`;
}

const sections: Readonly<Record<SectionName, (context: RoundContext) => Section>> = {
  clock: ({ at }) => done(clockText(at)),
  clock_end: ({ at }) => done(clockText(at)),
  host: () => done('portal-demo'),
  boot: ({ world, at }) =>
    done(
      `boot_id ${world.boot.id}\nuptime ${((at - world.boot.at) / 1000).toFixed(2)}\nbtime ${seconds(world.boot.at)}`,
    ),
  memory: () => done(memoryText),
  units: ({ world }) => done(unitLines(world)),
  processes: ({ world, at }) => done(processLines(world, at)),
  local_api: ({ world }) => done(curlText(apiPortAnswer(world), 0.031)),
  local_dashboard: (context) =>
    done(curlText(context.world.dashboard === null ? 'refused' : webAnswer(context, '/'), 0.012)),
  local_portal: (context) => done(curlText(throughNginx(context, '/'), 0.019)),
  local_portal_api: (context) => done(curlText(throughNginx(context, context.server.api.path), 0.038)),
  certificate: ({ world, certificate }) =>
    isOn(world, 'nginx-down') ? { text: '', code: 1 } : done(certificateText(certificate)),
  database: ({ world }) => done(isOn(world, 'database-down') ? 'tcp 2\nsocket 2' : 'tcp 0'),
  ports: (context) => done(listeningPorts(context).join('\n')),
  disks: ({ world }) => done(diskText(isOn(world, 'disk-full'))),
  journal: ({ world }) => done(world.logs.journal.at(-1)?.text ?? ''),
  crontab: () => done(crontabText),
  watchdog: ({ world }) => done(tailText(world.logs.monitor, 40, 4096)),
  watchdog_acts: ({ world }) => done(actsText(world.logs.monitor)),
  errors: ({ world }) => done(tailText(world.logs.error, 120, 12_288)),
  files: () => done('1 1 1\n1 1 1\n1 1 0\n1 1 0\n1 1 0'),
  code: ({ world }) => done(String(seconds(world.at - codeAgeMs))),
  kernel: () => done('group 0 system.slice\ngroup 0 user.slice\njournal 1\n-- No entries --'),
  biggest: ({ world }) => done(isOn(world, 'disk-full') ? '34359738368 api-access.log' : '2483201 api-access.log'),
  boots: () => done('reboot   system boot  6.1.0-18-amd64\nshutdown system down  6.1.0-18-amd64'),
  sudo: ({ server }) => done(sudoText(server.dashboard.unit)),
};

/** As `openssl x509 -noout -fingerprint -sha256 -enddate` prints it. */
function certificateText(pem: string): string {
  const { fingerprint256, validTo } = new X509Certificate(pem);
  return `sha256 Fingerprint=${fingerprint256}\nnotAfter=${validTo}`;
}
/** Longer than any error stays new. */
const codeAgeMs = 40 * 24 * 3600_000;

function done(text: string): Section {
  return { text, code: 0 };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}

function clockText(at: number): string {
  return `${seconds(at)} ${String((at % 1000) * 1_000_000).padStart(9, '0')} -0500`;
}

const memoryText = [
  'MemTotal: 8140332',
  'MemFree: 1204580',
  'MemAvailable: 5312044',
  'Buffers: 210344',
  'Cached: 3950120',
  'SwapTotal: 2097148',
  'SwapFree: 2090236',
].join('\n');

/** curl's exit codes: 7 refused, 28 timed out. */
function curlText(answer: WebAnswer | 'refused', tookSeconds: number): string {
  if (answer === 'refused') return '\n000 0.000214 7';
  if (answer.kind === 'silence') return '\n000 8.001307 28';
  const start = Buffer.from(answer.body, 'utf8').subarray(0, 200).toString('utf8');
  return `${start}\n${answer.status} ${tookSeconds.toFixed(6)} 0`;
}

function apiPortAnswer(world: World): WebAnswer | 'refused' {
  return world.api === null ? 'refused' : apiAnswer(world);
}

function webAnswer({ world, at }: RoundContext, path: string): WebAnswer {
  return answerWeb(world, path, at).answer;
}

function throughNginx(context: RoundContext, path: string): WebAnswer | 'refused' {
  return isOn(context.world, 'nginx-down') ? 'refused' : webAnswer(context, path);
}

function listeningPorts({ world, server }: RoundContext): readonly number[] {
  const webPort = Number(new URL(server.url).port);
  return [
    22,
    ...(isOn(world, 'nginx-down') ? [] : [80, 443, webPort]),
    ...(isOn(world, 'database-down') ? [] : [server.database.port]),
    ...(world.api === null ? [] : [server.api.port]),
    ...(world.dashboard === null ? [] : [server.dashboard.port]),
  ];
}

const folders = 6;

function diskText(isFull: boolean): string {
  const blocks = isFull
    ? '/dev/sda1         102626232 101402988    203244     100% /'
    : '/dev/sda1         102626232  31804912  65563056      33% /';
  return [
    'blocks',
    'Filesystem     1024-blocks      Used Available Capacity Mounted on',
    ...Array<string>(folders).fill(blocks),
    'inodes',
    'Filesystem      Inodes  IUsed   IFree IUse% Mounted on',
    ...Array<string>(folders).fill('/dev/sda1      6553600 184210 6369390    3% /'),
    'mounts',
    'rw /',
  ].join('\n');
}

const crontabText = [
  '# Portal Energético MME - crontab de admonctrlxm',
  '@reboot sleep 30 && /home/admonctrlxm/server/api/start_api_daemon.sh',
  '*/5 * * * * /home/admonctrlxm/server/api/monitor_api.sh',
  'file 1 1 1 /home/admonctrlxm/server/api/start_api_daemon.sh',
  'file 1 1 1 /home/admonctrlxm/server/api/monitor_api.sh',
].join('\n');

/** `EXISTS READABLE MTIME SIZE`, then the last lines, from a line's beginning. */
function tailText(lines: readonly LogLine[], maxLines: number, maxBytes: number): string {
  const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line.text) + 1, 0);
  const modifiedAt = lines.at(-1)?.at ?? 0;
  const kept: string[] = [];
  let bytes = 0;
  for (const { text } of lines.slice(-maxLines).reverse()) {
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > maxBytes) break;
    kept.unshift(text);
  }
  return [`1 1 ${seconds(modifiedAt)} ${size}`, ...kept].join('\n');
}

/** As grep finds them in the log's last part. */
function actsText(lines: readonly LogLine[]): string {
  const words = new RegExp(watchdogWords, 'i');
  return lines
    .filter(({ text }) => words.test(text))
    .slice(-80)
    .map(({ text }) => text)
    .join('\n');
}

function sudoText(unit: string): string {
  return [
    `/usr/bin/systemctl restart ${unit}`,
    'list',
    'Matching Defaults entries for demo on portal-demo:',
    '    env_reset, mail_badpass, use_pty',
    '',
    'User demo may run the following commands on portal-demo:',
    `    (root) NOPASSWD: /usr/bin/systemctl restart ${unit}, /usr/bin/systemctl status ${unit}`,
  ].join('\n');
}
