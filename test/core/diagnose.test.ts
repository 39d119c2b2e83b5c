import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { rememberRound } from '../../src/core/diagnosis/memory';
import type { Cause, Diagnosis } from '../../src/core/model';
import type { RemoteError } from '../../src/core/errors';
import type { ProcessFacts, RemoteFacts, UnitFacts } from '../../src/core/remote-facts';
import {
  certificate,
  facts,
  gunicorn,
  local,
  minute,
  noAnswer,
  observation,
  probe,
  processes,
  roundMemory,
  server,
  serverStamp,
  silent,
  someTime,
  unit,
  units,
  witnessDead,
  witnesses,
  witnessOk,
  type RoundParts,
} from '../support/builders';

const memory = roundMemory({ fewWorkers: true });

function verdict(parts: RoundParts): Diagnosis {
  return diagnose(observation(parts), { server, earlier: new Set<Cause>(), memory });
}

/** "down database-down certain; api-error<-database-down" */
function line(parts: RoundParts): string {
  const { status, primary, findings } = verdict(parts);
  const head =
    primary === null
      ? status
      : `${status} ${primary.cause}${primary.variant === null ? '' : `.${primary.variant}`} ${primary.confidence}`;
  const rest = findings.map((one) => `${one.cause}${one.explainedBy === null ? '' : `<-${one.explainedBy}`}`);
  return [head, ...rest].join('; ');
}

const timeout: RemoteError = { kind: 'timeout', host: 'h', port: 22, limitMs: 12_000 };
const refused: RemoteError = { kind: 'refused', host: 'h', port: 22 };
const api500 = probe('/api/', { status: 500, body: 'not-read' });
const api502 = probe('/api/', { status: 502, body: 'not-read' });
const portal502 = probe('/', { status: 502, body: 'not-read' });
const silentWeb = { portal: silent('/', 'tcp', 'timeout'), api: silent('/api/', 'tcp', 'timeout') };
const refusedWeb = { portal: silent('/', 'tcp', 'refused'), api: silent('/api/', 'tcp', 'refused') };
const namelessWeb = { portal: silent('/', 'dns', 'not-found'), api: silent('/api/', 'dns', 'not-found') };
const stoppedCluster = unit('postgresql@15-main.service', {
  active: 'inactive',
  sub: 'dead',
  changedAt: someTime - minute,
});
const dashboardIs = (change: Partial<UnitFacts>): Partial<RemoteFacts> => ({
  units: units({ 'dashboard-mme.service': unit('dashboard-mme.service', change) }),
});
const databaseDown = { ready: 'no-answer', clusters: [stoppedCluster], listening: false } as const;
const databaseLog = {
  readable: true,
  modifiedAt: someTime,
  tail: [
    `[${serverStamp(someTime - minute)}] [101] [ERROR] Exception in ASGI application`,
    'Traceback (most recent call last):',
    '  File "/home/admonctrlxm/server/api/main.py", line 14, in consulta',
    '    conexion = psycopg2.connect(DSN)',
    'psycopg2.OperationalError: connection to server at "127.0.0.1", port 5432 failed: FATAL:  sorry, too many clients already',
  ],
};
const bothUp = witnesses([witnessOk, witnessOk]);
const bothDead = witnesses([witnessDead, witnessDead]);

const rounds: readonly (readonly [string, RoundParts, string])[] = [
  [
    'only the API shows a bad certificate',
    { api: probe('/api/', {}, { certificate: certificate({ problem: { kind: 'self-signed' } }) }) },
    'down certificate-invalid.issuer certain',
  ],
  [
    'PostgreSQL lives elsewhere, and only its wrapper is left here',
    { facts: { database: { ready: 'no-answer', clusters: [], listening: false } } },
    'calm',
  ],
  [
    'a disk at 96 %, a tiny one beside it that is nearly empty, and the API stopped by something else',
    {
      api: api502,
      facts: {
        gunicorn: gunicorn({ masters: [], workers: [] }),
        localApi: noAnswer(7),
        disks: [
          ...(facts().disks ?? []).map((disk) => ({ ...disk, usedPercent: 96, availableBytes: 8e9 })),
          ...(facts().disks ?? []).map((disk) => ({
            ...disk,
            mount: '/tmp',
            sizeBytes: 60e6,
            usedPercent: 2,
            availableBytes: 58e6,
          })),
        ],
      },
    },
    'down api-down certain; disk-full',
  ],
  [
    'nginx sends the API’s path elsewhere, and what the API wrote about the database is over',
    { api: probe('/api/', { status: 404, body: 'not-read' }), facts: { errorLog: databaseLog } },
    'down web-error certain',
  ],
  [
    'some requests of users fail for want of connections, and the one on the server did not',
    { api: api500, facts: { errorLog: databaseLog } },
    'down database-down.full certain; api-error<-database-down',
  ],
  [
    'the API is stopped, and what it wrote about the database before does not matter',
    {
      api: api502,
      facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7), errorLog: databaseLog },
    },
    'down api-down certain',
  ],
  [
    'the API runs, fails, and says that the database refused it a minute ago',
    { api: api500, facts: { localApi: local(500), errorLog: databaseLog } },
    'down database-down.full certain; api-error<-database-down',
  ],
  [
    'the API fails, and its words about the database bear no date',
    { api: api500, facts: { localApi: local(500), errorLog: { ...databaseLog, tail: databaseLog.tail.slice(1) } } },
    'down api-error certain',
  ],
  [
    'a firewall drops everybody, the server itself too',
    { ...silentWeb, facts: { localPortal: noAnswer(28), localPortalApi: noAnswer(28) }, witnesses: bothUp },
    'down web-error.silent unknown',
  ],
  [
    'no name is found, and SSH by address works',
    {
      ...namelessWeb,
      witnesses: witnesses([
        { kind: 'failed', phase: 'dns' },
        { kind: 'failed', phase: 'dns' },
      ]),
    },
    'no-data laptop-offline unknown',
  ],
  [
    'a network lets TCP through and nothing more',
    {
      portal: silent('/', 'tls', 'timeout'),
      api: silent('/api/', 'tls', 'timeout'),
      ssh: timeout,
      witnesses: bothDead,
    },
    'no-data laptop-offline certain',
  ],
  [
    'the server refuses while the witnesses are blocked',
    { ...refusedWeb, ssh: timeout, witnesses: bothDead },
    'no-data laptop-offline unknown',
  ],
  [
    'SSH was not tried and the web is silent',
    { ...silentWeb, ssh: { kind: 'auth-held', user: 'u', tried: 'key', until: 0 }, witnesses: bothUp },
    'down server-unreachable unknown',
  ],
  [
    'SSH was not tried and the web refuses: the machine is on',
    { ...refusedWeb, ssh: { kind: 'secret-needed', what: 'passphrase' }, witnesses: bothUp },
    'down proxy-down probable; ssh-auth-failed',
  ],
  ['the API is well for users and the local question uses a wrong port', { facts: { localApi: noAnswer(7) } }, 'calm'],
  [
    'the API is well and nothing listens on the database port that is asked',
    { facts: { database: { ready: 'no-answer', clusters: [unit('postgresql@15-main.service')], listening: false } } },
    'calm',
  ],
  [
    'the API is well and the database is silent',
    { facts: { database: { ready: 'no-answer', clusters: [unit('postgresql@15-main.service')], listening: true } } },
    'attention database-down unknown',
  ],
  [
    'a maintenance page answers for a dashboard that is dead',
    {
      facts: {
        units: units({ 'dashboard-mme.service': unit('dashboard-mme.service', { active: 'inactive', sub: 'dead' }) }),
        localDashboard: noAnswer(7),
      },
    },
    'down dashboard-down certain',
  ],
  [
    'the dashboard answers with errors while PostgreSQL is stopped',
    {
      portal: probe('/', { status: 500, body: 'not-read' }),
      api: api500,
      facts: { localApi: local(500), localDashboard: local(500), database: databaseDown },
    },
    'down database-down certain; api-error<-database-down; dashboard-down<-database-down',
  ],
  ['all well', {}, 'calm'],
  [
    'nothing answers, nor do the witnesses',
    { ...silentWeb, ssh: timeout, witnesses: bothDead },
    'no-data laptop-offline certain',
  ],
  [
    'no interface is up',
    { ...silentWeb, ssh: timeout, witnesses: witnesses([], false) },
    'no-data laptop-offline probable',
  ],
  [
    'one witness is too few to be certain',
    { ...silentWeb, ssh: timeout, witnesses: witnesses([witnessDead]) },
    'no-data laptop-offline probable',
  ],
  [
    'a sign-in page answers for everybody',
    {
      portal: silent('/', 'tls', 'not-tls'),
      api: silent('/api/', 'tls', 'not-tls'),
      ssh: timeout,
      witnesses: witnesses([
        { kind: 'foreign', ms: 9 },
        { kind: 'foreign', ms: 9 },
      ]),
    },
    'no-data captive-portal certain',
  ],
  [
    'the server is silent and the laptop is online',
    { ...silentWeb, ssh: timeout, witnesses: bothUp },
    'down server-unreachable certain',
  ],
  [
    'one of two witnesses answers',
    { ...silentWeb, ssh: timeout, witnesses: witnesses([witnessOk, witnessDead]) },
    'down server-unreachable probable',
  ],
  [
    'all doors refuse: switched on, and why is not known',
    { ...refusedWeb, ssh: refused, witnesses: bothUp },
    'down server-unreachable unknown',
  ],
  [
    'closed network without witnesses',
    { ...silentWeb, ssh: timeout, witnesses: witnesses([]) },
    'down server-unreachable unknown',
  ],
  [
    'only this name is not found',
    { ...namelessWeb, ssh: { kind: 'name-not-found', host: 'h' }, witnesses: bothUp },
    'down name-not-found certain; ssh-unavailable',
  ],
  [
    'no name is found',
    {
      ...namelessWeb,
      ssh: { kind: 'name-not-found', host: 'h' },
      witnesses: witnesses([
        { kind: 'failed', phase: 'dns' },
        { kind: 'failed', phase: 'dns' },
      ]),
    },
    'no-data laptop-offline certain',
  ],
  ['the name is lost and SSH by address works', { ...namelessWeb, witnesses: bothUp }, 'down name-not-found certain'],
  [
    'PostgreSQL is stopped',
    { api: api500, facts: { localApi: local(500), database: databaseDown } },
    'down database-down certain; api-error<-database-down',
  ],
  [
    'PostgreSQL is stopped and the API waits for it',
    { api: silent('/api/', 'response', 'timeout'), facts: { localApi: noAnswer(28), database: databaseDown } },
    'down database-down certain; api-hung<-database-down',
  ],
  [
    'PostgreSQL is stopped and the API root answers without it',
    { facts: { database: databaseDown } },
    'down database-down.alone certain',
  ],
  [
    'PostgreSQL runs and accepts nobody',
    {
      api: api500,
      facts: {
        localApi: local(500),
        database: { ready: 'no-answer', clusters: [unit('postgresql@15-main.service')], listening: true },
      },
    },
    'down database-down.refusing certain; api-error<-database-down',
  ],
  [
    'the wrapper unit says active while the cluster is down',
    {
      api: api500,
      facts: {
        localApi: local(500),
        units: units({ 'postgresql.service': unit('postgresql.service', { sub: 'exited' }) }),
        database: databaseDown,
      },
    },
    'down database-down certain; api-error<-database-down',
  ],
  [
    'nginx is stopped',
    {
      ...refusedWeb,
      facts: {
        units: units({ 'nginx.service': unit('nginx.service', { active: 'inactive', sub: 'dead' }) }),
        localPortal: noAnswer(7),
        localPortalApi: noAnswer(7),
      },
      witnesses: bothUp,
    },
    'down proxy-down certain',
  ],
  [
    'nginx runs and nothing listens',
    {
      ...refusedWeb,
      facts: { listeningPorts: [22, 5432], localPortal: noAnswer(7), localPortalApi: noAnswer(7) },
      witnesses: bothUp,
    },
    'down proxy-down probable',
  ],
  [
    'web refused and SSH asks for a key',
    { ...refusedWeb, ssh: { kind: 'auth-failed', user: 'u', tried: 'key' }, witnesses: bothUp },
    'down proxy-down probable; ssh-auth-failed',
  ],
  [
    'nginx accepts and is stuck',
    {
      portal: silent('/', 'tls', 'timeout'),
      api: silent('/api/', 'tls', 'timeout'),
      facts: { localPortal: noAnswer(28), localPortalApi: noAnswer(28) },
      witnesses: bothUp,
    },
    'down proxy-down unknown',
  ],
  ['a firewall drops visitors', { ...silentWeb, witnesses: bothUp }, 'down web-error.silent certain'],
  [
    'no page opens, nor a witness’s: SSH proves nothing against the web',
    { ...silentWeb, witnesses: bothDead },
    'no-data laptop-offline.web unknown',
  ],
  [
    'no page opens, nor a witness’s, and inside the API is stopped: that is the server’s own word',
    {
      ...silentWeb,
      witnesses: bothDead,
      facts: {
        gunicorn: gunicorn({ masters: [], workers: [] }),
        localApi: noAnswer(7),
        localPortalApi: local(502),
      },
    },
    'down api-down certain; laptop-offline',
  ],
  [
    'somebody else answers on the SSH port of a network that opens nothing',
    { ...silentWeb, ssh: { kind: 'not-ssh', host: 'h', port: 22 }, witnesses: bothDead },
    'no-data laptop-offline unknown',
  ],
  [
    'the same with refusals: another network’s box',
    {
      ...refusedWeb,
      ssh: { kind: 'host-key-changed', keyType: 'x', known: 'a', fingerprint: 'b' },
      witnesses: bothDead,
    },
    'no-data laptop-offline unknown',
  ],
  [
    'gunicorn is gone',
    { api: api502, facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) } },
    'down api-down certain',
  ],
  [
    'gunicorn is gone, seen from outside only',
    { api: api502, ssh: timeout },
    'down api-down probable; ssh-unavailable',
  ],
  [
    'the master was killed and its workers serve on',
    { facts: { gunicorn: gunicorn({ masters: [], workers: [], orphans: processes(4, 101, 1) }) } },
    'attention workers-missing.orphans certain',
  ],
  [
    'the API answers under a name that we do not know',
    { facts: { gunicorn: gunicorn({ masters: [], workers: [] }) } },
    'calm',
  ],
  [
    'workers are stuck',
    { api: silent('/api/', 'response', 'timeout'), facts: { localApi: noAnswer(28) } },
    'down api-hung certain',
  ],
  [
    'the API answers 500 and the database is well',
    { api: api500, facts: { localApi: local(500) } },
    'down api-error certain',
  ],
  ['some requests fail', { api: api500 }, 'down api-error probable'],
  [
    'the API answers with something else',
    { api: probe('/api/', { body: 'not-json' }), facts: { localApi: local(200, { bodyStart: '<html>' }) } },
    'down api-error.body certain',
  ],
  [
    'only the path through nginx is wrong',
    { api: probe('/api/', { status: 404, body: 'not-read' }), facts: { localPortalApi: local(404) } },
    'down web-error unknown',
  ],
  [
    'the path through nginx is well on the server',
    { api: probe('/api/', { status: 403, body: 'not-read' }) },
    'down web-error certain',
  ],
  ['a default page instead of the portal', { portal: probe('/', { body: 'foreign' }) }, 'down web-error.page certain'],
  [
    'a worker is missing',
    { facts: { gunicorn: gunicorn({ workers: processes(3, 101, 100) }) } },
    'attention workers-missing certain',
  ],
  [
    'the dashboard is stopped',
    {
      portal: portal502,
      facts: {
        units: units({ 'dashboard-mme.service': unit('dashboard-mme.service', { active: 'inactive', sub: 'dead' }) }),
        localDashboard: noAnswer(7),
        localPortal: local(502),
      },
    },
    'down dashboard-down certain',
  ],
  [
    'the dashboard fails at each start',
    {
      portal: portal502,
      facts: {
        units: units({
          'dashboard-mme.service': unit('dashboard-mme.service', {
            active: 'failed',
            sub: 'failed',
            result: 'start-limit-hit',
            restarts: 5,
          }),
        }),
        localDashboard: noAnswer(7),
      },
    },
    'down dashboard-failing certain',
  ],
  [
    'the dashboard starts over and over',
    {
      portal: portal502,
      facts: {
        units: units({
          'dashboard-mme.service': unit('dashboard-mme.service', {
            active: 'activating',
            sub: 'auto-restart',
            restarts: 3,
          }),
        }),
        localDashboard: noAnswer(7),
      },
    },
    'down dashboard-failing.looping certain',
  ],
  [
    'the dashboard starts over and over, seen between two of its falls',
    {
      portal: portal502,
      facts: { ...dashboardIs({ restarts: 3, changedAt: someTime - 2000 }), localDashboard: noAnswer(7) },
    },
    'down dashboard-failing.looping certain',
  ],
  [
    'the dashboard was started again long ago, and is stuck now',
    {
      portal: portal502,
      facts: { ...dashboardIs({ restarts: 3, changedAt: someTime - 5 * minute }), localDashboard: noAnswer(7) },
    },
    'down dashboard-down unknown',
  ],
  [
    'the dashboard is masked: nobody can start it',
    {
      portal: portal502,
      facts: {
        ...dashboardIs({ load: 'masked', active: 'inactive', sub: 'dead', changedAt: someTime - minute }),
        localDashboard: noAnswer(7),
      },
    },
    'down dashboard-down.masked certain',
  ],
  [
    'the dashboard’s unit does not exist',
    {
      portal: portal502,
      facts: { ...dashboardIs({ load: 'not-found', active: 'inactive', sub: 'dead' }), localDashboard: noAnswer(7) },
    },
    'down dashboard-down.missing probable',
  ],
  [
    'the dashboard runs without its unit’s file',
    { facts: dashboardIs({ load: 'not-found' }) },
    'attention autostart-missing.gone certain',
  ],
  [
    'nginx runs and is masked',
    { facts: { units: units({ 'nginx.service': unit('nginx.service', { load: 'masked', enabled: 'masked' }) }) } },
    'attention autostart-missing.unit certain',
  ],
  [
    'the API is stopped, and the script that starts it is gone',
    {
      api: api502,
      facts: {
        gunicorn: gunicorn({ masters: [], workers: [] }),
        localApi: noAnswer(7),
        scripts: [{ path: server.api.startScript, exists: false, readable: false, executable: false }],
      },
    },
    'down api-down.script certain',
  ],
  [
    'another program answers on the API’s port',
    {
      api: api502,
      facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: local(200, { bodyStart: '<html>' }) },
    },
    'down api-down certain',
  ],
  [
    'the dashboard runs and does not answer',
    { portal: silent('/', 'response', 'timeout'), facts: { localDashboard: noAnswer(28), localPortal: noAnswer(28) } },
    'down dashboard-down unknown',
  ],
  [
    'dashboard and API are down',
    { portal: portal502, api: api502, ssh: timeout },
    'down api-down probable; dashboard-down; ssh-unavailable',
  ],
  [
    'the certificate expired',
    {
      portal: probe(
        '/',
        {},
        { certificate: certificate({ problem: { kind: 'expired' }, validToAt: someTime - minute }) },
      ),
    },
    'down certificate-expired certain',
  ],
  [
    'the certificate is for another name',
    {
      portal: probe('/', {}, { certificate: certificate({ problem: { kind: 'wrong-name', names: ['otro.gov.co'] } }) }),
    },
    'down certificate-invalid.name certain',
  ],
  [
    'the certificate lacks its intermediate',
    { portal: probe('/', {}, { certificate: certificate({ problem: { kind: 'incomplete-chain', issuer: 'X' } }) }) },
    'down certificate-invalid.chain certain',
  ],
  [
    'the certificate ends in five days',
    { portal: probe('/', {}, { certificate: certificate({ validToAt: someTime + 5 * 86_400_000 }) }) },
    'attention certificate-expiring certain',
  ],
  ['SSH refuses, the web is well', { ssh: refused }, 'attention ssh-unavailable.refused certain'],
  ['SSH is silent, the web is well', { ssh: timeout }, 'attention ssh-unavailable.timeout certain'],
  [
    'the key is refused',
    { ssh: { kind: 'auth-failed', user: 'u', tried: 'key' } },
    'attention ssh-auth-failed certain',
  ],
  [
    'the key is locked on this side',
    { ssh: { kind: 'secret-needed', what: 'passphrase' } },
    'attention ssh-auth-failed.locked certain',
  ],
  [
    'the host key changed',
    { ssh: { kind: 'host-key-changed', fingerprint: 'SHA256:b', known: 'SHA256:a', keyType: 'ssh-ed25519' } },
    'attention host-key-changed unknown',
  ],
  [
    'the host key was never accepted',
    { ssh: { kind: 'host-key-unknown', fingerprint: 'SHA256:b', keyType: 'ssh-ed25519' } },
    'attention host-key-unknown certain',
  ],
  [
    'the host key of a jump host changed',
    {
      ssh: {
        kind: 'jump-failed',
        jumpHost: 'outer',
        cause: { kind: 'host-key-changed', fingerprint: 'SHA256:b', known: 'SHA256:a', keyType: 'ssh-ed25519' },
      },
    },
    'attention host-key-changed unknown',
  ],
  [
    'the host key of a jump host was never accepted',
    {
      ssh: {
        kind: 'jump-failed',
        jumpHost: 'outer',
        cause: { kind: 'host-key-unknown', fingerprint: 'SHA256:b', keyType: 'ssh-ed25519' },
      },
    },
    'attention host-key-unknown certain',
  ],
  [
    'nobody may log in while the web is silent',
    { ...refusedWeb, ssh: { kind: 'login-refused-booting' }, witnesses: bothUp },
    'down server-booting probable; proxy-down<-server-booting',
  ],
  [
    'nobody may log in before a planned shutdown',
    { ssh: { kind: 'login-refused-booting' } },
    'attention ssh-unavailable unknown',
  ],
  [
    'another program holds the port of the API',
    {
      api: probe('/api/', { status: 404, body: 'not-read' }),
      facts: {
        gunicorn: gunicorn({ workers: [] }),
        localApi: local(404),
        errorLog: {
          readable: true,
          modifiedAt: someTime,
          tail: [
            `[${serverStamp(someTime - 9_000)}] [101] [INFO] Starting gunicorn 20.1.0`,
            `[${serverStamp(someTime - 8_000)}] [101] [ERROR] Connection in use: ('127.0.0.1', 8000)`,
          ],
        },
      },
    },
    'down api-down unknown',
  ],
  [
    'booted a minute ago, the API is on its way',
    {
      api: api502,
      facts: { bootAt: someTime - minute, gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) },
    },
    'down server-booting certain; api-down<-server-booting',
  ],
  ['the disk is nearly full, all works', { facts: { disks: [disk(96, 8e9)] } }, 'attention disk-full certain'],
  ['little is left of a large disk', { facts: { disks: [disk(94, 4e9)] } }, 'attention disk-full certain'],
  ['a small disk with little on it is well', { facts: { disks: [{ ...disk(18, 3e9), sizeBytes: 4e9 }] } }, 'calm'],
  ['the disk is filling', { facts: { disks: [disk(91, 18e9)] } }, 'attention disk-filling.noForecast certain'],
  [
    'no file fits any more',
    { facts: { disks: [{ ...disk(40, 100e9), inodesUsedPercent: 99 }] } },
    'attention disk-full.inodes certain',
  ],
  [
    'the full disk broke PostgreSQL and with it the API',
    { api: api500, facts: { localApi: local(500), database: databaseDown, disks: [disk(100, 0)] } },
    'down disk-full.broke certain; database-down<-disk-full; api-error<-disk-full',
  ],
  [
    'a disk that is only nearly full explains nothing',
    { api: api500, facts: { localApi: local(500), database: databaseDown, disks: [disk(96, 8e9)] } },
    'down database-down certain; disk-full; api-error<-database-down',
  ],
  [
    'memory is low',
    {
      facts: {
        memory: {
          totalBytes: 8e9,
          availableBytes: 4e8,
          swapTotalBytes: 0,
          swapFreeBytes: 0,
          swapped: null,
          biggest: null,
        },
      },
    },
    'attention memory-low unknown',
  ],
  [
    'cron is stopped',
    { facts: { units: units({ 'cron.service': unit('cron.service', { active: 'inactive', sub: 'dead' }) }) } },
    'attention watchdog-silent.cron certain',
  ],
  [
    'the watchdog left the crontab',
    { facts: { crontab: { rebootLine: '@reboot x', watchdogLine: null, watchdogMinutes: null } } },
    'attention watchdog-silent.line certain',
  ],
  [
    'the watchdog writes nothing',
    {
      facts: {
        watchdog: {
          lastLineAt: someTime - 12 * minute,
          fileModifiedAt: null,
          lastLine: '',
          readable: true,
          restarts: [],
        },
      },
    },
    'attention watchdog-silent certain',
  ],
  [
    'the watchdog could not yet write after a boot',
    {
      facts: {
        bootAt: someTime - 4 * minute,
        watchdog: {
          lastLineAt: someTime - 60 * minute,
          fileModifiedAt: null,
          lastLine: '',
          readable: true,
          restarts: [],
        },
      },
    },
    'calm',
  ],
  [
    'the @reboot line is gone',
    { facts: { crontab: { ...facts().crontab, rebootLine: null } as never } },
    'attention autostart-missing certain',
  ],
  [
    'nginx would not start at boot',
    { facts: { units: units({ 'nginx.service': unit('nginx.service', { enabled: 'disabled' }) }) } },
    'attention autostart-missing.unit certain',
  ],
  ['a restart would not be allowed', { facts: { sudo: 'denied' } }, 'attention sudo-denied certain'],
  ['the server clock is ahead', { facts: { clockOffsetMs: 200_000 } }, 'attention clock-skew.ahead certain'],
];

function disk(usedPercent: number, availableBytes: number) {
  return {
    mount: '/',
    device: '/dev/vda1',
    sizeBytes: 200e9,
    usedBytes: 0,
    availableBytes,
    usedPercent,
    inodesUsedPercent: 10,
    readOnly: false,
  };
}

describe('one round, one verdict', () => {
  test.each(rounds)('%s', (_title, parts, expected) => {
    expect(line(parts)).toBe(expected);
  });

  test('after ten minutes of a door that stays closed nobody is told to wait', () => {
    const parts = { ...refusedWeb, ssh: { kind: 'login-refused-booting' }, witnesses: bothUp } as const;
    const closed = rememberRound(observation(parts), 4, memory);
    const after = (ms: number) => {
      const later = { ...observation(parts), endedAt: someTime + ms };
      const { primary } = diagnose(later, { server, earlier: new Set<Cause>(), memory: closed });
      return `${String(primary?.cause)} ${String(primary?.confidence)} ${String(primary?.variant)}`;
    };
    expect(after(9 * minute)).toBe('server-booting probable null');
    expect(after(12 * minute)).toBe('server-booting unknown stuck');
    expect(rememberRound(observation({}), 4, closed).loginClosedAt).toBeNull();
  });
});

describe('what a verdict is made of', () => {
  test('evidence names the facts that prove the cause, dated by systemd', () => {
    const { primary } = verdict({ api: api500, facts: { localApi: local(500), database: databaseDown } });
    expect(primary?.evidence).toEqual([
      { text: 'systemctl: postgresql@15-main inactive (dead)', sinceAt: someTime - minute },
    ]);
    expect(primary?.values.since).toEqual({ at: someTime - minute, precision: 'seen' });
  });

  test('what could not be measured is unknown and never counted as well', () => {
    const { unknown, checks } = verdict({ ssh: timeout });
    expect(unknown).toContain('postgresql');
    expect(checks.filter((check) => check.level === 'ok').map((check) => check.id)).toEqual([
      'portal.public',
      'api.public',
      'certificate',
    ]);
  });

  test('a witness that answers stands in the evidence of an unreachable server', () => {
    const { primary } = verdict({ ...silentWeb, ssh: timeout, witnesses: bothUp });
    expect(primary?.evidence.map((one) => one.text)).toContain('witness witness0.example: answered in 41 ms');
  });

  test('a new worker below the same master is a note without alarm', () => {
    const { status, notes } = verdict({
      facts: { gunicorn: gunicorn({ workers: [...processes(3, 101, 100), ...processes(1, 900, 100)] }) },
    });
    expect([status, notes.map((note) => [note.kind, note.values.n])]).toEqual(['calm', [['worker-restarted', 1]]]);
  });

  test('also below a master that has just started, where one that was there is gone', () => {
    const young = (workers: readonly ProcessFacts[]) =>
      gunicorn({ masters: processes(1, 100, 1, 20), workers: [...workers] });
    const replaced = verdict({
      facts: { gunicorn: young([...processes(3, 101, 100, 19), ...processes(1, 900, 100, 3)]) },
    });
    expect(replaced.notes.map((note) => note.kind)).toEqual(['worker-restarted']);
    const joined = young([...processes(4, 101, 100, 19), ...processes(1, 900, 100, 18)]);
    expect(verdict({ facts: { gunicorn: joined } }).notes).toEqual([]);
  });

  test('another boot id is a reboot, and its new processes are no crashed workers', () => {
    const { notes } = verdict({
      facts: {
        bootId: 'boot-2',
        bootAt: someTime - 10 * minute,
        gunicorn: gunicorn({ workers: processes(4, 900, 100) }),
      },
    });
    expect(notes.map(({ kind, variant }) => [kind, variant])).toEqual([['rebooted', undefined]]);
  });

  test('a boot that no shutdown went before is told as such', () => {
    const { notes } = verdict({ facts: { bootId: 'boot-2', bootAt: someTime - minute, cleanShutdown: false } });
    expect(notes.map(({ kind, variant }) => [kind, variant])).toEqual([['rebooted', 'unclean']]);
  });

  test.each([
    [
      'it is silent',
      {
        watchdog: {
          lastLineAt: someTime - 180 * minute,
          fileModifiedAt: someTime - 180 * minute,
          lastLine: 'x',
          readable: true,
          restarts: [],
        },
      },
    ],
    [
      'its script is gone',
      {
        scheduledFiles: (facts().scheduledFiles ?? []).map((file) => ({
          ...file,
          exists: false,
          executable: false,
          readable: false,
        })),
      },
    ],
  ])('nobody is told to wait for a watchdog that will not come: %s', (_, change) => {
    const stopped = { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) };
    const { primary } = verdict({ api: api502, facts: { ...stopped, ...change } });
    expect([primary?.cause, primary?.values.watchdogActive]).toEqual(['api-down', false]);
  });

  test('nor for one that has had its turns in vain', () => {
    const failedAt = someTime - 30 * minute;
    const before = roundMemory({ parts: { api: { wellAt: failedAt - minute, failedAt } } });
    const stopped = { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) };
    const seen = observation({ api: api502, facts: stopped });
    const { primary } = diagnose(seen, { server, earlier: new Set<Cause>(), memory: before });
    expect([primary?.cause, primary?.values.watchdogActive]).toEqual(['api-down', false]);
  });

  test('a restart is advised only where it helps', () => {
    const advice = (parts: RoundParts) => verdict(parts).primary?.restart.kind;
    expect(
      advice({ api: api502, facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) } }),
    ).toBe('helps');
    expect(advice({ api: api500, facts: { localApi: local(500), database: databaseDown } })).toBe('does-not-help');
    expect(advice({ api: api500, facts: { localApi: local(500) } })).toBe('may-help');
  });
});
