import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { forServer } from '../../src/core/portal-profile';
import { defaultSettings, type ServerSettings, type Settings } from '../../src/core/settings';
import { createTestCertificates, type TestCertificate } from './certs';
import { findFreePort } from './free-port';
import { findGunicorn } from './gunicorn';
import { startNginx } from './nginx';
import { commandLineOf } from './process-tree';
import { startSshd, type Sshd } from './sshd';
import { createTempFolder } from './temp-folder';
import { waitUntil } from './wait-until';

/** A portal of real parts on loopback: OpenSSH, nginx with TLS, gunicorn started by scripts as the real one is. */
export interface RealPortal {
  readonly sshd: Sshd;
  /** What nginx shows: for whoever stands in its place. */
  readonly certificate: TestCertificate;
  readonly server: ServerSettings;
  readonly settings: Settings;
  readonly logsFolder: string;
  startApi(): void;
  stopApi(): void;
  /** Well again, whatever a test did to it: processes that are still on their way out are waited for. */
  restoreApi(): Promise<void>;
  /** Pids of gunicorn's master and workers. */
  apiPids(): readonly number[];
  /** Breaks the start: the application does not load. */
  breakCode(): void;
  stopNginx(): Promise<void>;
  setDashboard(answer: 'well' | 'error'): void;
  stop(): Promise<void>;
}

const workers = 2;
const app = `portal${String(process.pid)}.main`;

export async function startRealPortal(): Promise<RealPortal> {
  const temp = createTempFolder();
  const folder = temp.path;
  const apiPort = await findFreePort();
  const dashboard = await startDashboard();
  const certificates = createTestCertificates(join(folder));
  mkdirSync(join(folder, 'nginx'));
  const nginx = await startNginx({
    folder: join(folder, 'nginx'),
    certificate: certificates.ok,
    apiPort,
    dashboardPort: dashboard.port,
  });
  const sshd = await startSshd();
  const scripts = writeScripts(folder, apiPort);
  const witness = await startWitness();
  const base = forServer({
    host: sshd.host,
    user: sshd.user,
    port: sshd.port,
    auth: { kind: 'key', file: sshd.keyFile },
    url: nginx.url,
    caFile: certificates.caFile,
    name: null,
    known: defaultSettings,
    target: { kind: 'new' },
  });
  const logsFolder = join(folder, 'logs');
  const server: ServerSettings = {
    ...base,
    api: { ...base.api, port: apiPort, app, workers, startScript: scripts.start, stopScript: scripts.stop },
    dashboard: { unit: 'vigia-test-dashboard', port: dashboard.port },
    logsFolder,
    watchdogLog: join(logsFolder, 'api-monitor.log'),
    errorLog: join(logsFolder, 'api-error.log'),
    accessLog: join(logsFolder, 'api-access.log'),
  };
  const startApi = () => {
    execFileSync(scripts.start, { stdio: 'ignore' });
  };
  const stopApi = () => {
    execFileSync(scripts.stop, { stdio: 'ignore' });
  };
  // gunicorn answers with its first worker and forks the next ones after a pause of its own.
  const allWorkers = () => waitUntil('all workers', () => findPids().length === workers + 1);
  startApi();
  await allWorkers();
  return {
    sshd,
    certificate: certificates.ok,
    server,
    settings: { ...defaultSettings, witnesses: [{ url: witness.url, expect: 'witness' }], servers: [server] },
    logsFolder,
    startApi,
    stopApi,
    restoreApi: async () => {
      writeFileSync(scripts.module, application);
      if (await answers(apiPort)) return;
      stopApi();
      await waitUntil('gunicorn to end', () => findPids().length === 0);
      startApi();
      await allWorkers();
    },
    apiPids: () => findPids(),
    breakCode: () => {
      writeFileSync(scripts.module, 'import module_that_is_missing\n');
    },
    stopNginx: nginx.stop,
    setDashboard: dashboard.set,
    stop: async () => {
      stopApi();
      await Promise.all([nginx.stop(), sshd.stop(), dashboard.stop(), witness.stop()]);
      temp.remove();
    },
  };
}

const application = `def app(environ, start_response):
    body = b'{"status": "ok"}'
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
`;

/** Scripts in the manner of the portal's: a daemon with a pid file, a stop that waits, exit codes that prove little. */
function writeScripts(
  folder: string,
  port: number,
): { readonly start: string; readonly stop: string; readonly module: string } {
  const packageFolder = join(folder, app.replace('.main', ''));
  const logs = join(folder, 'logs');
  for (const path of [packageFolder, logs]) mkdirSync(path);
  const module = join(packageFolder, 'main.py');
  writeFileSync(join(packageFolder, '__init__.py'), '');
  writeFileSync(module, application);
  writeFileSync(join(logs, 'api-monitor.log'), `[${new Date().toISOString()}] OK: API responde (HTTP 200)\n`);
  const pidFile = join(folder, 'gunicorn.pid');
  const start = join(folder, 'start_api_daemon.sh');
  const stop = join(folder, 'stop_api.sh');
  writeScript(
    start,
    `cd ${folder} || exit 1
if [ -f ${pidFile} ] && kill -0 "$(cat ${pidFile})" 2>/dev/null; then echo "La API ya está en ejecución"; exit 0; fi
PYTHONDONTWRITEBYTECODE=1 ${findGunicorn() ?? 'gunicorn'} ${app}:app --workers ${String(workers)} --bind 127.0.0.1:${String(port)} --daemon --graceful-timeout 2 \\
  --pid ${pidFile} --access-logfile ${logs}/api-access.log --error-logfile ${logs}/api-error.log --capture-output
for i in $(seq 1 50); do sleep 0.1; if curl -s -o /dev/null --max-time 2 http://127.0.0.1:${String(port)}/api/; then echo "API iniciada"; exit 0; fi; done
echo "Error: la API no respondió" >&2; exit 1`,
  );
  writeScript(
    stop,
    `pid=$(cat ${pidFile} 2>/dev/null) || { echo "La API no estaba en ejecución"; exit 0; }
kill -TERM "$pid" 2>/dev/null
for i in $(seq 1 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
kill -KILL "$pid" 2>/dev/null; rm -f ${pidFile}; echo "API detenida"`,
  );
  return { start, stop, module };
}

function writeScript(file: string, body: string): void {
  writeFileSync(file, `#!/bin/bash\n${body}\n`);
  chmodSync(file, 0o755);
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${String(port)}/api/`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function findPids(): readonly number[] {
  try {
    const text = execFileSync('pgrep', ['-f', app], { encoding: 'utf8' });
    return text
      .trim()
      .split('\n')
      .map(Number)
      .filter((pid) => commandLineOf(pid).includes('gunicorn'));
  } catch {
    return [];
  }
}

interface Dashboard {
  readonly port: number;
  set(answer: 'well' | 'error'): void;
  stop(): Promise<void>;
}

async function startDashboard(): Promise<Dashboard> {
  let answer: 'well' | 'error' = 'well';
  const server = createServer((_request, response) => {
    response.statusCode = answer === 'well' ? 200 : 500;
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Portal Energético</title><h1>Portal</h1>');
  });
  const port = await listen(server);
  return {
    port,
    set: (next) => {
      answer = next;
    },
    stop: () => closeServer(server),
  };
}

async function startWitness(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.end('witness');
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${String(port)}/`, stop: () => closeServer(server) };
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
