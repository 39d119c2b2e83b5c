import type { ServerSettings } from './settings';
import { frameFunctions } from './remote/round-frame';
import { firstSections, jobSections, sectionFunctions } from './remote/round-sections';
import { scriptCommand, wholeScript } from './remote/remote-shell';
import { apiUrl, loopbackRoute, loopbackTls } from './remote/loopback';

/**
 * One look inside a server: a single read-only script for one round trip. Give `stdin` to `command`, and the standard
 * output to parseRoundAnswer. It ends within 18 s whatever hangs and prints less than 64 kB. `askSudo` adds a question
 * that the server may write into its own log when the answer is no, so a round that knows a yes does not ask again.
 */
export function buildRoundScript(
  server: ServerSettings,
  options: { readonly nonce: string; readonly askSudo: boolean },
): { readonly command: string; readonly stdin: string } {
  const sections = options.askSudo ? [...jobSections, 'sudo'] : jobSections;
  const main = [
    'main() {',
    '  N=$1',
    '  jobs=',
    '  exec 2>/dev/null',
    // Noise of a start-up file may have left a line open.
    `  printf '\\n'`,
    '  section clock clock',
    ...firstSections.map((name) => `  section ${name} ${name}`),
    ...sections.map((name) => `  job ${name}`),
    '  finish',
    '  section clock_end clock',
    `  printf '%s done\\n' "$N"`,
    '}',
    '',
  ].join('\n');
  return {
    command: scriptCommand,
    stdin: wholeScript(options.nonce, valuesOf(server), frameFunctions + sectionFunctions + main),
  };
}

function valuesOf(server: ServerSettings): Readonly<Record<string, string>> {
  const route = loopbackRoute(server.url);
  const tls = loopbackTls(server.url);
  return {
    APP: server.api.app,
    UNIT: server.dashboard.unit,
    API_URL: `http://127.0.0.1:${String(server.api.port)}${server.api.path}`,
    DASHBOARD_URL: `http://127.0.0.1:${String(server.dashboard.port)}/`,
    PORTAL_URL: server.url,
    PORTAL_API_URL: apiUrl(server),
    PORTAL_HOW: route.option,
    PORTAL_WHERE: route.value,
    TLS_WHERE: tls.where,
    TLS_NAME: tls.name,
    DB_PORT: String(server.database.port),
    START: server.api.startScript,
    STOP: server.api.stopScript,
    LOGS: server.logsFolder,
    WATCHDOG_LOG: server.watchdogLog,
    ERROR_LOG: server.errorLog,
    ACCESS_LOG: server.accessLog,
  };
}
