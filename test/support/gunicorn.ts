import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram } from './child-process';

/** What the small API answers, read anew at each request. */
export interface GunicornBehaviour {
  readonly status?: number;
  readonly delayMs?: number;
  readonly body?: string;
  readonly contentType?: string;
  /** The application raises instead of answering: gunicorn's own error page. */
  readonly raise?: boolean;
}

export interface GunicornOptions {
  /** Folder that gets api/main.py, the control file and the logs. */
  readonly folder: string;
  readonly workers?: number;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly timeoutS?: number;
}

export interface GunicornServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT/api/` */
  readonly url: string;
  /** The master process. */
  readonly pid: number;
  behave(behaviour: GunicornBehaviour): void;
  /** All that gunicorn wrote: its error log. */
  output(): string;
  stop(): Promise<void>;
}

/** Path of the gunicorn program, null where it is not installed. */
export function findGunicorn(): string | null {
  return ['/usr/bin/gunicorn', '/usr/local/bin/gunicorn'].find((path) => existsSync(path)) ?? null;
}

/** A real gunicorn serving `api.main:app`; ready when all its workers have booted. */
export async function startGunicorn(options: GunicornOptions): Promise<GunicornServer> {
  const { folder } = options;
  const program = findGunicorn();
  if (program === null) throw new Error('gunicorn is not installed');
  const workers = options.workers ?? 1;
  const controlFile = join(folder, 'control.json');
  writeApplication(folder, controlFile);
  const args = ['api.main:app', '--workers', String(workers), '--bind', `127.0.0.1:${String(options.port ?? 0)}`];
  args.push('--timeout', String(options.timeoutS ?? 30), '--graceful-timeout', '1', '--chdir', folder);
  const running = await startProgram(program, args, {
    cwd: folder,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    isReady: (output) => output.split('Booting worker with pid').length > workers,
  });
  const port = Number(/Listening at: http:\/\/127\.0\.0\.1:(\d+)/.exec(running.output())?.[1]);
  return {
    port,
    url: `http://127.0.0.1:${String(port)}/api/`,
    pid: running.pid,
    behave: (behaviour) => {
      writeControl(controlFile, behaviour);
    },
    output: running.output,
    stop: () => running.stop(),
  };
}

function writeControl(file: string, behaviour: GunicornBehaviour): void {
  writeFileSync(`${file}.new`, JSON.stringify(behaviour));
  renameSync(`${file}.new`, file);
}

function writeApplication(folder: string, controlFile: string): void {
  mkdirSync(join(folder, 'api'), { recursive: true });
  writeFileSync(join(folder, 'api', '__init__.py'), '');
  writeFileSync(join(folder, 'api', 'main.py'), application(controlFile));
  writeControl(controlFile, {});
}

function application(controlFile: string): string {
  return `import json
import time


def app(environ, start_response):
    with open(${JSON.stringify(controlFile)}) as file:
        control = json.load(file)
    time.sleep(control.get("delayMs", 0) / 1000)
    if control.get("raise"):
        raise RuntimeError("told to fail")
    status = control.get("status", 200)
    body = control.get("body", '{"status": "ok", "path": "%s"}' % environ["PATH_INFO"]).encode()
    headers = [("Content-Type", control.get("contentType", "application/json")), ("Content-Length", str(len(body)))]
    start_response("%d %s" % (status, "OK" if status == 200 else "Told so"), headers)
    return [body]
`;
}
