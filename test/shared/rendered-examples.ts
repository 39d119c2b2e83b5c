import type { Cause, CauseValues, Confidence, Finding } from '../../src/core/model';

/** 24 November 2026, 3:30 in Colombia: the moment of all examples. */
export const now = Date.UTC(2026, 10, 24, 8, 30);

/** A time of that night in Colombia; with "-" before it, of the day before. */
export function at(clock: string): number {
  const [hour = 0, minute = 0] = clock.replace('-', '').split(':').map(Number);
  return Date.UTC(2026, 10, clock.startsWith('-') ? 23 : 24, hour + 5, minute);
}

function seen(clock: string): { readonly at: number; readonly precision: 'seen' } {
  return { at: at(clock), precision: 'seen' };
}

function before(clock: string): { readonly at: number; readonly precision: 'before' } {
  return { at: at(clock), precision: 'before' };
}

export function finding(
  cause: Cause,
  status: Finding['status'],
  confidence: Confidence,
  variant: string | null,
  values: CauseValues,
): Finding {
  return {
    cause,
    status,
    confidence,
    variant,
    values,
    evidence: [],
    explainedBy: null,
    restart: { kind: 'does-not-help' },
  };
}

interface Rendered {
  readonly title: string;
  readonly body: string;
  readonly sentence: string;
  readonly next: string;
}

/** The texts as they were agreed: notification, sentence and next step. */
export const renderedExamples: readonly { readonly finding: Finding; readonly es: Rendered; readonly en: Rendered }[] =
  [
    {
      finding: finding('laptop-offline', 'no-data', 'certain', null, { since: seen('02:50') }),
      es: {
        title: 'Su computador sin Internet',
        body: 'Desde las 2:50 no se sabe cómo está el portal.\nRevise el wifi, el cable o la VPN.',
        sentence: 'Su computador no tiene Internet desde las 2:50; por eso no se sabe cómo está el portal.',
        next: 'Revise el wifi, el cable o la VPN de su computador. Vigía vuelve a mirar apenas haya conexión. Reiniciar servicios no ayuda.',
      },
      en: {
        title: 'Your computer is offline',
        body: "Since 2:50 the portal's state is not known.\nCheck Wi-Fi, cable or VPN.",
        sentence: 'Your computer has had no Internet since 2:50, so the state of the portal is not known.',
        next: "Check your computer's Wi-Fi, cable or VPN. Vigía looks again as soon as there is a connection. Restarting services does not help.",
      },
    },
    {
      finding: finding('laptop-offline', 'no-data', 'unknown', null, { since: before('03:10') }),
      es: {
        title: 'Sin datos del portal',
        body: 'Desde antes de las 3:10 no se sabe si falla el portal o su red.\nRevise primero su Internet.',
        sentence:
          'No se sabe si falla el portal o la conexión de su computador: las respuestas son contradictorias desde antes de las 3:10.',
        next: 'Revise el wifi, el cable o la VPN de su computador. Vigía vuelve a mirar apenas haya conexión. Reiniciar servicios no ayuda.',
      },
      en: {
        title: 'No data on the portal',
        body: "Since before 3:10: its fault or your network's, not known.\nCheck your Internet first.",
        sentence:
          "It is not known whether the portal or your computer's connection fails: answers have disagreed since before 3:10.",
        next: "Check your computer's Wi-Fi, cable or VPN. Vigía looks again as soon as there is a connection. Restarting services does not help.",
      },
    },
    {
      finding: finding('server-unreachable', 'down', 'certain', null, { since: seen('02:58') }),
      es: {
        title: 'El servidor no responde',
        body: 'Apagado o sin red desde las 2:58; su Internet sí funciona.\nLlame a quien administra el servidor.',
        sentence:
          'El servidor no responde ni por web ni por SSH desde las 2:58: está apagado o sin red (desde afuera se ven igual).',
        next: 'Llame a quien administra el servidor y pregunte: ¿está encendido?, ¿tiene red? Desde aquí no se puede encender ni reiniciar. Al encenderlo, el portal arranca solo en unos 2 min.',
      },
      en: {
        title: 'The server does not answer',
        body: 'Off or cut off since 2:58; your Internet works.\nCall whoever runs the server.',
        sentence:
          'The server has answered neither web nor SSH since 2:58: it is switched off or cut off (from outside they look alike).',
        next: 'Call whoever runs the server and ask: is it switched on? does it have network? It cannot be switched on or restarted from here. Once on, the portal starts by itself in about 2 min.',
      },
    },
    {
      finding: finding('server-unreachable', 'down', 'unknown', null, { since: seen('01:05') }),
      es: {
        title: 'El servidor no responde',
        body: 'Desde la 1:05; no se sabe por qué.\nLlame a quien administra el servidor.',
        sentence:
          'El servidor no responde desde la 1:05; no se sabe si está apagado, sin red o bloqueado para su computador.',
        next: 'Llame a quien administra el servidor y pregunte: ¿está encendido?, ¿tiene red? Desde aquí no se puede encender ni reiniciar. Al encenderlo, el portal arranca solo en unos 2 min.',
      },
      en: {
        title: 'The server does not answer',
        body: 'Since 1:05; it is not known why.\nCall whoever runs the server.',
        sentence:
          'The server has not answered since 1:05; it is not known whether it is off, cut off or blocked for your computer.',
        next: 'Call whoever runs the server and ask: is it switched on? does it have network? It cannot be switched on or restarted from here. Once on, the portal starts by itself in about 2 min.',
      },
    },
    {
      finding: finding('proxy-down', 'down', 'certain', null, { since: seen('03:02') }),
      es: {
        title: 'nginx está detenido',
        body: 'Nadie puede entrar al portal desde las 3:02.\nHay que iniciar nginx; reiniciar la API no ayuda.',
        sentence: 'Nadie puede entrar al portal porque nginx, que recibe las visitas, está detenido desde las 3:02.',
        next: 'Entre por SSH y ejecute `sudo nginx -t`; si no muestra errores, `sudo systemctl start nginx`. Si no tiene permiso, llame a quien administra el servidor. Reiniciar la API o el tablero no ayuda.',
      },
      en: {
        title: 'nginx is stopped',
        body: 'Nobody can reach the portal since 3:02.\nnginx must be started; restarting the API is no help.',
        sentence: 'Nobody can reach the portal because nginx, which receives visitors, has been stopped since 3:02.',
        next: 'Log in by SSH and run `sudo nginx -t`; if it shows no errors, `sudo systemctl start nginx`. Without permission, call whoever runs the server. Restarting the API or the dashboard does not help.',
      },
    },
    {
      finding: finding('proxy-down', 'down', 'probable', null, { since: seen('-23:15') }),
      es: {
        title: 'Probable · nginx está detenido',
        body: 'Nadie puede entrar al portal desde ayer a las 23:15.\nHay que iniciar nginx; reiniciar la API no ayuda.',
        sentence:
          'Lo más probable es que nginx esté detenido: desde ayer a las 23:15 el servidor rechaza las visitas web y sí acepta SSH.',
        next: 'Entre por SSH y ejecute `sudo nginx -t`; si no muestra errores, `sudo systemctl start nginx`. Si no tiene permiso, llame a quien administra el servidor. Reiniciar la API o el tablero no ayuda.',
      },
      en: {
        title: 'Probable · nginx is stopped',
        body: 'Nobody can reach the portal since yesterday at 23:15.\nnginx must be started; restarting the API is no help.',
        sentence:
          'Most likely nginx is stopped: since yesterday at 23:15 the server refuses web visits and accepts SSH.',
        next: 'Log in by SSH and run `sudo nginx -t`; if it shows no errors, `sudo systemctl start nginx`. Without permission, call whoever runs the server. Restarting the API or the dashboard does not help.',
      },
    },
    {
      finding: finding('database-down', 'down', 'certain', 'full', { since: seen('03:20'), usedCount: 100, max: 100 }),
      es: {
        title: 'PostgreSQL no responde',
        body: 'Por eso falla la API desde las 3:20.\nLlame a quien administra la base de datos.',
        sentence: 'La API falla porque PostgreSQL no tiene conexiones libres desde las 3:20 (100 de 100 en uso).',
        next: 'Llame a quien administra la base de datos: PostgreSQL está encendido y hay que ver por qué no da conexiones. Reiniciar la API no lo arregla; a lo sumo alivia un rato.',
      },
      en: {
        title: 'PostgreSQL does not answer',
        body: 'So the API fails since 3:20.\nCall whoever runs the database.',
        sentence: 'The API fails because PostgreSQL has had no free connections since 3:20 (100 of 100 in use).',
        next: 'Call whoever runs the database: PostgreSQL is running and somebody must see why it gives no connections. Restarting the API does not mend it; at most it helps for a while.',
      },
    },
    {
      finding: finding('api-down', 'down', 'certain', null, {
        since: seen('03:01'),
        by: at('03:10'),
        watchdogActive: true,
      }),
      es: {
        title: 'La API está detenida',
        body: 'Desde las 3:01. El vigilante debería levantarla antes de las 3:10.\nSi no, reiníciela desde Vigía.',
        sentence: 'La API está detenida desde las 3:01: no hay ningún proceso suyo en el servidor.',
        next: 'El vigilante del servidor debería levantarla antes de las 3:10. Si no lo hace, pulse «Reiniciar la API»: aquí sí ayuda.',
      },
      en: {
        title: 'The API is stopped',
        body: 'Since 3:01. The watchdog should revive it before 3:10.\nIf not, restart it in Vigía.',
        sentence: 'The API has been stopped since 3:01: none of its processes is on the server.',
        next: 'The server\'s watchdog should bring it up before 3:10. If it does not, press "Restart the API": here it helps.',
      },
    },
    {
      finding: finding('api-down', 'down', 'probable', null, { since: before('03:10'), watchdogActive: false }),
      es: {
        title: 'Probable · La API está detenida',
        body: 'Desde antes de las 3:10, y nadie la está levantando.\nAbra Vigía y pulse «Reiniciar la API».',
        sentence:
          'Lo más probable es que la API esté detenida desde antes de las 3:10: nginx contesta que no la encuentra (error 502).',
        next: 'Pulse «Reiniciar la API»: aquí sí ayuda. El vigilante del servidor no la está levantando.',
      },
      en: {
        title: 'Probable · The API is stopped',
        body: 'Since before 3:10, and nothing is bringing it up.\nOpen Vigía and press "Restart the API".',
        sentence:
          'Most likely the API has been stopped since before 3:10: nginx answers that it cannot find it (error 502).',
        next: 'Press "Restart the API": here it helps. The server\'s watchdog is not bringing it up.',
      },
    },
    {
      finding: finding('api-error', 'down', 'certain', null, { since: seen('02:40'), status: 500 }),
      es: {
        title: 'La API responde con error',
        body: 'Error 500 desde las 2:40; PostgreSQL está bien.\nReinicie la API una vez; si vuelve, avise.',
        sentence:
          'La API responde con error 500 desde las 2:40; PostgreSQL está bien, así que el fallo está en la propia API.',
        next: 'Pulse «Reiniciar la API» una sola vez: puede ayudar. Si el error vuelve, abra «Registros» y envíe el informe a quien desarrolla el portal.',
      },
      en: {
        title: 'The API answers with errors',
        body: 'Error 500 since 2:40; PostgreSQL is well.\nRestart the API once; if it returns, report it.',
        sentence:
          'The API has answered with error 500 since 2:40; PostgreSQL is well, so the fault is in the API itself.',
        next: 'Press "Restart the API" once: it may help. If the error returns, open "Logs" and send the report to whoever develops the portal.',
      },
    },
    {
      finding: finding('api-error', 'down', 'unknown', null, { since: seen('02:40'), status: 503 }),
      es: {
        title: 'La API no funciona',
        body: 'Desde las 2:40; no se sabe por qué.\nAbra Vigía: ahí está qué hacer.',
        sentence: 'La API responde con error 503 desde las 2:40; no se sabe por qué.',
        next: 'Pulse «Reiniciar la API» una sola vez: puede ayudar. Si el error vuelve, abra «Registros» y envíe el informe a quien desarrolla el portal.',
      },
      en: {
        title: 'The API does not work',
        body: 'Since 2:40; it is not known why.\nOpen Vigía to see what to do.',
        sentence: 'The API has answered with error 503 since 2:40; it is not known why.',
        next: 'Press "Restart the API" once: it may help. If the error returns, open "Logs" and send the report to whoever develops the portal.',
      },
    },
    {
      finding: finding('dashboard-down', 'down', 'certain', null, { since: seen('03:07'), unit: 'dashboard-mme' }),
      es: {
        title: 'El tablero está detenido',
        body: 'Desde las 3:07 los usuarios no ven el tablero.\nReinícielo desde Vigía: aquí sí ayuda.',
        sentence: 'El tablero está detenido desde las 3:07: su servicio, dashboard-mme, no está activo.',
        next: 'Pulse «Reiniciar el tablero»: aquí sí ayuda. Nadie lo levanta solo: el vigilante del servidor solo cuida la API.',
      },
      en: {
        title: 'The dashboard is stopped',
        body: 'Since 3:07 users do not see it.\nRestart it in Vigía: here it helps.',
        sentence: 'The dashboard has been stopped since 3:07: its service, dashboard-mme, is not active.',
        next: 'Press "Restart the dashboard": here it helps. Nothing revives it by itself: the server\'s watchdog only minds the API.',
      },
    },
    {
      finding: finding('dashboard-down', 'down', 'probable', null, { since: seen('-23:50'), unit: 'dashboard-mme' }),
      es: {
        title: 'Probable · El tablero está detenido',
        body: 'Desde ayer a las 23:50 los usuarios no ven el tablero.\nReinícielo desde Vigía: aquí sí ayuda.',
        sentence:
          'Lo más probable es que el tablero esté detenido desde ayer a las 23:50: nginx contesta que no lo encuentra (error 502).',
        next: 'Pulse «Reiniciar el tablero»: aquí sí ayuda. Nadie lo levanta solo: el vigilante del servidor solo cuida la API.',
      },
      en: {
        title: 'Probable · The dashboard is stopped',
        body: 'Since yesterday at 23:50 users do not see it.\nRestart it in Vigía: here it helps.',
        sentence:
          'Most likely the dashboard has been stopped since yesterday at 23:50: nginx answers that it cannot find it (error 502).',
        next: 'Press "Restart the dashboard": here it helps. Nothing revives it by itself: the server\'s watchdog only minds the API.',
      },
    },
    {
      finding: finding('certificate-expired', 'down', 'certain', null, { expired: at('-19:00') }),
      es: {
        title: 'El certificado venció',
        body: 'Venció ayer a las 19:00; los navegadores no dejan entrar.\nPida renovarlo; reiniciar no ayuda.',
        sentence: 'El certificado del portal venció ayer a las 19:00: los navegadores advierten y no dejan entrar.',
        next: 'Llame a quien administra el servidor y pida renovar el certificado hoy; después hay que recargar nginx (`sudo systemctl reload nginx`). Reiniciar la API no ayuda.',
      },
      en: {
        title: 'The certificate expired',
        body: 'It expired yesterday at 19:00; browsers do not let people in.\nAsk to renew it; restarting is no help.',
        sentence: "The portal's certificate expired yesterday at 19:00: browsers warn and do not let people in.",
        next: 'Call whoever runs the server and ask to renew the certificate today; nginx must then be reloaded (`sudo systemctl reload nginx`). Restarting the API does not help.',
      },
    },
    {
      finding: finding('disk-full', 'attention', 'certain', null, {
        since: seen('02:15'),
        mount: '/',
        usedPercent: 97,
        freeBytes: 1.1e9,
        biggest: 'api-access.log',
        sizeBytes: 38e9,
      }),
      es: {
        title: 'El disco está lleno',
        body: '97 % usado desde las 2:15; los servicios pueden fallar.\nLibere espacio; reiniciar no ayuda.',
        sentence:
          'El disco principal (/) está lleno desde las 2:15: 97 % usado, quedan 1,1 GB. Los servicios pueden fallar.',
        next: 'Pida a quien administra el servidor liberar espacio: rotar o borrar registros viejos. Lo más grande: api-access.log (38 GB). Reiniciar no ayuda: el servicio podría no volver a arrancar.',
      },
      en: {
        title: 'The disk is full',
        body: '97% used since 2:15; services may fail.\nFree some space; restarting is no help.',
        sentence: 'Disk / (main) has been full since 2:15: 97% used, 1.1 GB left. Services may fail.',
        next: 'Ask whoever runs the server to free space: rotate or delete old logs. Largest: api-access.log (38 GB). Restarting does not help: the service might not start again.',
      },
    },
    {
      finding: finding('disk-full', 'attention', 'certain', 'broke', {
        since: seen('02:15'),
        mount: '/',
        parts: ['postgresql', 'api'],
        biggest: 'api-access.log',
        sizeBytes: 38e9,
      }),
      es: {
        title: 'El disco está lleno',
        body: 'Por eso hay fallos en PostgreSQL y la API desde las 2:15.\nLibere espacio; reiniciar no ayuda.',
        sentence: 'Hay fallos en PostgreSQL y la API porque el disco principal (/) está lleno desde las 2:15.',
        next: 'Pida a quien administra el servidor liberar espacio: rotar o borrar registros viejos. Lo más grande: api-access.log (38 GB). Reiniciar no ayuda: el servicio podría no volver a arrancar.',
      },
      en: {
        title: 'The disk is full',
        body: 'So PostgreSQL and the API have failed since 2:15.\nFree some space; restarting is no help.',
        sentence: 'There are failures in PostgreSQL and the API because disk / (main) has been full since 2:15.',
        next: 'Ask whoever runs the server to free space: rotate or delete old logs. Largest: api-access.log (38 GB). Restarting does not help: the service might not start again.',
      },
    },
    {
      finding: finding('watchdog-silent', 'attention', 'certain', null, { since: seen('-23:55') }),
      es: {
        title: 'El vigilante no da señales',
        body: 'Desde ayer a las 23:55 nadie levantaría la API si se cae.\nPor ahora el portal funciona.',
        sentence: 'El vigilante del servidor no escribe desde ayer a las 23:55: si la API se cae, nadie la levantará.',
        next: 'Entre por SSH y mire `crontab -l` y `systemctl status cron`. Mientras tanto, si la API se cae hay que reiniciarla desde Vigía.',
      },
      en: {
        title: 'The watchdog is silent',
        body: 'Since yesterday at 23:55 nothing would revive the API if it falls.\nThe portal works for now.',
        sentence:
          "The server's watchdog has written nothing since yesterday at 23:55: if the API falls, nothing will bring it back.",
        next: 'Log in by SSH and look at `crontab -l` and `systemctl status cron`. Meanwhile, if the API falls it must be restarted from Vigía.',
      },
    },
    {
      finding: finding('watchdog-silent', 'attention', 'unknown', null, { since: seen('-23:55') }),
      es: {
        title: 'Hay algo por revisar',
        body: 'Los usuarios pueden entrar; algo no se sabe.\nAbra Vigía: ahí está qué falta.',
        sentence:
          'No se sabe si el vigilante del servidor funciona: su registro no se puede leer desde ayer a las 23:55.',
        next: 'Entre por SSH y mire `crontab -l` y `systemctl status cron`. Mientras tanto, si la API se cae hay que reiniciarla desde Vigía.',
      },
      en: {
        title: 'Something needs a look',
        body: 'Users can get in; something is not known.\nOpen Vigía to see what is missing.',
        sentence:
          "It is not known whether the server's watchdog works: its log cannot be read since yesterday at 23:55.",
        next: 'Log in by SSH and look at `crontab -l` and `systemctl status cron`. Meanwhile, if the API falls it must be restarted from Vigía.',
      },
    },
  ];
