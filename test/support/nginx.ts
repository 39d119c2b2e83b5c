import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepts } from './accepts';
import type { TestCertificate } from './certs';
import { startProgram } from './child-process';
import { findFreePort } from './free-port';

export interface NginxOptions {
  /** An empty folder for configuration and logs. */
  readonly folder: string;
  /** The chain that is shown; null: plain HTTP only. */
  readonly certificate: TestCertificate | null;
  /** Where /api/ and / go, on 127.0.0.1. Null: nothing is configured and the files of `pages` are served. */
  readonly apiPort: number | null;
  readonly dashboardPort: number | null;
  /** A folder with pages; default: one with the page that Debian's nginx is installed with. */
  readonly pages?: string;
  readonly proxyReadTimeoutS?: number;
}

export interface NginxServer {
  readonly port: number;
  /** Without a path, ending in a slash: `https://localhost:PORT/`. */
  readonly url: string;
  readonly pid: number;
  /** The folder given, with access.log and error.log in it. */
  readonly accessLog: () => string;
  readonly errorLog: () => string;
  stop(): Promise<void>;
}

/** The page that a fresh nginx shows, as upstream ships it. */
const nginxWelcomePage = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>
</body>
</html>
`;

/** Path of the nginx program, null where it is not installed. */
export function findNginx(): string | null {
  return ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((path) => existsSync(path)) ?? null;
}

/** A real nginx in the foreground on a free port of 127.0.0.1; ready when it accepts connections. */
export async function startNginx(options: NginxOptions): Promise<NginxServer> {
  const { folder } = options;
  const program = findNginx();
  if (program === null) throw new Error('nginx is not installed');
  const port = await findFreePort();
  mkdirSync(join(folder, 'pages'), { recursive: true });
  writeFileSync(join(folder, 'pages', 'index.html'), nginxWelcomePage);
  const config = join(folder, 'nginx.conf');
  writeFileSync(config, configText(options, port));
  const running = await startProgram(program, ['-p', folder, '-c', config, '-e', join(folder, 'error.log')], {
    cwd: folder,
    isReady: () => accepts({ port, host: '127.0.0.1' }),
  });
  return {
    port,
    url: `${options.certificate === null ? 'http' : 'https'}://localhost:${String(port)}/`,
    pid: running.pid,
    accessLog: () => readFileSync(join(folder, 'access.log'), 'utf8'),
    errorLog: () => readFileSync(join(folder, 'error.log'), 'utf8'),
    stop: () => running.stop(),
  };
}

function configText(options: NginxOptions, port: number): string {
  const { folder, certificate } = options;
  const tls =
    certificate === null ? '' : `ssl_certificate ${certificate.certFile}; ssl_certificate_key ${certificate.keyFile};`;
  const root = options.pages ?? join(folder, 'pages');
  return `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
error_log ${join(folder, 'error.log')} info;
events { worker_connections 64; }
http {
  access_log ${join(folder, 'access.log')};
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n  ')}
  default_type text/html;
  server {
    listen 127.0.0.1:${String(port)} ${certificate === null ? '' : 'ssl'};
    server_name localhost;
    ${tls}
    root ${root};
    proxy_connect_timeout 2s;
    proxy_read_timeout ${String(options.proxyReadTimeoutS ?? 60)}s;
    ${options.apiPort === null ? '' : proxyTo('/api/', options.apiPort)}
    ${options.dashboardPort === null ? '' : proxyTo('/', options.dashboardPort)}
  }
}
`;
}

function proxyTo(path: string, port: number): string {
  return `location ${path} { proxy_pass http://127.0.0.1:${String(port)}; proxy_set_header Host $host; }`;
}
