import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { HttpProbe } from '../../../src/core/model';
import { probeHttps } from '../../../src/main/probes/https';
import { createTestCertificates } from '../../support/certs';
import type { TestCertificates } from '../../support/certs';
import { findGunicorn, startGunicorn } from '../../support/gunicorn';
import type { GunicornServer } from '../../support/gunicorn';
import { startWebServer } from '../../support/https-server';
import type { TestServer } from '../../support/https-server';
import { findNginx, startNginx } from '../../support/nginx';
import type { NginxServer } from '../../support/nginx';
import { createTempFolder } from '../../support/temp-folder';

const folder = createTempFolder('portal');
let certs: TestCertificates;
beforeAll(() => {
  certs = createTestCertificates(folder.path);
});
afterAll(() => {
  folder.remove();
});

function probe(url: string, expect: 'json' | 'page', timeoutMs = 10_000): Promise<HttpProbe> {
  return probeHttps({ url, expect, caPem: certs.caPem, timeoutMs, now: () => Date.now() });
}

function newFolder(name: string): string {
  const path = join(folder.path, name);
  mkdirSync(path);
  return path;
}

const isInstalled = findNginx() !== null && findGunicorn() !== null;

describe.runIf(isInstalled)('a portal of nginx and gunicorn', () => {
  let dashboard: TestServer;
  let api: GunicornServer;
  let nginx: NginxServer;
  beforeAll(async () => {
    api = await startGunicorn({ folder: newFolder('gunicorn') });
    dashboard = await startWebServer({
      certificate: null,
      answer: (_, response) =>
        response.end('<!DOCTYPE html><title>Portal Energético</title><div id="react-entry-point">'),
    });
    nginx = await startNginx({
      folder: newFolder('nginx'),
      certificate: certs.withIntermediate,
      apiPort: api.port,
      dashboardPort: dashboard.port,
      proxyReadTimeoutS: 1,
    });
  });
  afterAll(async () => {
    await nginx.stop();
    await dashboard.stop();
    await api.stop();
  });

  test('answers with the page and with JSON', async () => {
    api.behave({});
    const [page, json] = await Promise.all([probe(nginx.url, 'page'), probe(`${nginx.url}api/`, 'json')]);
    expect(page.outcome).toMatchObject({ status: 200, body: 'expected' });
    expect(json.outcome).toMatchObject({ status: 200, body: 'expected' });
    expect(json.certificate).toMatchObject({ problem: null, issuer: 'Vigia Test Intermediate' });
    expect(nginx.accessLog()).toContain('"GET /api/ HTTP/1.1" 200');
    expect(nginx.accessLog()).toContain('"Vigia/0.1"');
  });

  test.each([
    ['an exception in the application', { raise: true }, { status: 500, body: 'not-read' }],
    ['a refusal', { status: 503, body: '{"detail":"no database"}' }, { status: 503, body: 'not-read' }],
    [
      'a page where JSON belongs',
      { body: '<title>Portal</title>', contentType: 'text/html' },
      { status: 200, body: 'not-json' },
    ],
    ['half a JSON text', { body: '{"status": ' }, { status: 200, body: 'not-json' }],
    ['nothing', { body: '' }, { status: 200, body: 'empty' }],
  ])('the API answers with %s', async (_, behaviour, outcome) => {
    api.behave(behaviour);
    expect((await probe(`${nginx.url}api/`, 'json')).outcome).toMatchObject({ kind: 'answered', ...outcome });
  });

  test('an API that hangs is given up by nginx, or by the deadline when that is sooner', async () => {
    api.behave({ delayMs: 2_500 });
    const patient = await probe(`${nginx.url}api/`, 'json');
    expect(patient.outcome).toMatchObject({ kind: 'answered', status: 504 });
    expect(patient.phases.firstByteMs).toBeGreaterThan(900);
    const hasty = await probe(`${nginx.url}api/`, 'json', 300);
    expect(hasty.outcome).toEqual({ kind: 'failed', failure: { phase: 'response', reason: 'timeout' } });
    expect(hasty.phases.tlsMs).not.toBeNull();
  });
});

describe.runIf(isInstalled)('nginx alone', () => {
  async function started(options: Partial<Parameters<typeof startNginx>[0]>, name: string): Promise<NginxServer> {
    const certificate = certs.ok;
    const nginx = await startNginx({
      folder: newFolder(name),
      certificate,
      apiPort: null,
      dashboardPort: null,
      ...options,
    });
    onTestFinished(() => nginx.stop());
    return nginx;
  }

  test('with gunicorn stopped it answers 502, and well again once gunicorn is back', async () => {
    const home = newFolder('comes-and-goes');
    const first = await startGunicorn({ folder: home });
    const nginx = await started({ apiPort: first.port }, 'nginx-502');
    await first.stop();
    expect((await probe(`${nginx.url}api/`, 'json')).outcome).toMatchObject({ kind: 'answered', status: 502 });
    const second = await startGunicorn({ folder: home, port: first.port });
    onTestFinished(() => second.stop());
    expect((await probe(`${nginx.url}api/`, 'json')).outcome).toMatchObject({ status: 200, body: 'expected' });
  });

  test('its welcome page is not the portal', async () => {
    const nginx = await started({}, 'nginx-welcome');
    expect((await probe(nginx.url, 'page')).outcome).toMatchObject({ status: 200, body: 'foreign' });
    expect((await probe(`${nginx.url}api/`, 'json')).outcome).toMatchObject({ status: 404 });
  });

  test('a real error page of nginx that comes with status 200 is recognised', async () => {
    const pages = newFolder('error-page');
    const broken = await started({ apiPort: 1 }, 'nginx-broken');
    const errorPage = await fetchText(`${broken.url}api/`);
    expect(errorPage).toContain('502 Bad Gateway');
    writeFileSync(join(pages, 'index.html'), errorPage);
    const nginx = await started({ pages }, 'nginx-200');
    expect((await probe(nginx.url, 'page')).outcome).toMatchObject({ status: 200, body: 'foreign' });
  });

  test('plain HTTP on the port of HTTPS is an answer with its status', async () => {
    const nginx = await started({}, 'nginx-plain');
    const { outcome } = await probe(nginx.url.replace('https:', 'http:'), 'page');
    expect(outcome).toMatchObject({ kind: 'answered', status: 400 });
  });
});

/** Over a second client, so that the page is what nginx says and not what our own code read. */
async function fetchText(url: string): Promise<string> {
  const { stdout } = await promisify(execFile)('curl', ['--silent', '--insecure', url]);
  return stdout;
}
