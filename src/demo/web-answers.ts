import { answered } from './world-time';
import { apiCondition, type World } from './world';

/** What the public address says. `silence`: the connection stays open and nothing comes. */
export type WebAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: 'silence' };

/** nginx's view: `/api/` goes to the API, all the rest to the dashboard. Also what the request left in the logs. */
export function answerWeb(world: World, path: string, at: number): { answer: WebAnswer; world: World } {
  if (!path.startsWith('/api/')) return { answer: dashboardAnswer(world, at), world };
  return { answer: apiAnswer(world), world: answered(world, { at, path, port: 0, version: '1.0' }) };
}

/** What the API says on its own port, through nginx or not. */
export function apiAnswer(world: World): WebAnswer {
  const condition = apiCondition(world);
  if (condition === 'silence') return { kind: 'silence' };
  if (condition === 'none') return badGateway;
  if (condition === 'well') return json(200, apiBody(world));
  return json(500, { detail: 'Internal Server Error' });
}

function apiBody(world: World): Readonly<Record<string, unknown>> {
  return {
    status: 'ok',
    servicio: 'API Portal Energético MME (demostración)',
    version: '1.0.0',
    metricas: 2000,
    ultima_fecha: new Date(world.at).toISOString(),
    pid: world.api?.workers[0]?.pid ?? null,
  };
}

function dashboardAnswer(world: World, at: number): WebAnswer {
  if (world.dashboard === null) return badGateway;
  return { kind: 'answer', status: 200, contentType: 'text/html; charset=utf-8', body: dashboardPage(at) };
}

function json(status: number, body: unknown): WebAnswer {
  return { kind: 'answer', status, contentType: 'application/json', body: JSON.stringify(body) };
}

/** As nginx 1.22 prints it. */
const badGateway: WebAnswer = {
  kind: 'answer',
  status: 502,
  contentType: 'text/html',
  body: [
    '<html>',
    '<head><title>502 Bad Gateway</title></head>',
    '<body>',
    '<center><h1>502 Bad Gateway</h1></center>',
    '<hr><center>nginx/1.22.1</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n'),
};

/** Neither Spanish nor English texts of the application's: this page is the simulated portal's own. */
function dashboardPage(at: number): string {
  return `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Portal Energético MME</title></head>
<body><h1>Portal Energético</h1><p>Portal de demostración: datos inventados.</p>
<p id="hora">${new Date(at).toISOString()}</p></body></html>
`;
}
