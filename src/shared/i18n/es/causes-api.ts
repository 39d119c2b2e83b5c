/** Causes in nginx, PostgreSQL and the API. */
export const apiCauses = {
  'cause.proxy-down.certain':
    'Nadie puede entrar al portal porque nginx, que recibe las visitas, está detenido desde {since:time}.',
  'cause.proxy-down.probable':
    'Lo más probable es que nginx esté detenido: desde {since:time} el servidor rechaza las visitas web y sí acepta SSH.',
  'cause.proxy-down.unknown': 'El servidor no atiende las visitas web desde {since:time}; no se sabe por qué.',
  'cause.proxy-down.next':
    'Entre por SSH y ejecute `sudo nginx -t`; si no muestra errores, `sudo systemctl start nginx`. Si no tiene permiso, llame a {whoServer:contact}. Reiniciar la API o el tablero no ayuda.',
  'cause.proxy-down.title': 'nginx está detenido',
  'cause.proxy-down.notify':
    'Nadie puede entrar al portal desde {since:time}.\nHay que iniciar nginx; reiniciar la API no ayuda.',
  'cause.proxy-down.recovered': 'nginx volvió',
  'cause.proxy-down.tip': '{server:text}: nginx detenido desde {since:time}',
  'cause.database-down.certain': 'La API falla porque PostgreSQL está detenido desde {since:time}.',
  'cause.database-down.certain.refusing':
    'La API falla porque PostgreSQL no acepta conexiones desde {since:time}, aunque está encendido.',
  'cause.database-down.certain.full':
    'La API falla porque PostgreSQL no tiene conexiones libres desde {since:time} ({used:count} de {max:count} en uso).',
  'cause.database-down.probable': 'Lo más probable es que la API falle por PostgreSQL: no responde desde {since:time}.',
  'cause.database-down.unknown':
    'PostgreSQL no responde desde {since:time}; no se sabe si está detenido o sobrecargado.',
  'cause.database-down.next':
    'Entre por SSH y ejecute `sudo systemctl start postgresql`; si no tiene permiso, llame a {whoDatabase:contact}. Reiniciar la API no ayuda mientras PostgreSQL no responda.',
  'cause.database-down.next.running':
    'Llame a {whoDatabase:contact}: PostgreSQL está encendido y hay que ver por qué no da conexiones. Reiniciar la API no lo arregla; a lo sumo alivia un rato.',
  'cause.database-down.title': 'PostgreSQL está detenido',
  'cause.database-down.notify':
    'Por eso falla la API desde {since:time}.\nHay que iniciar PostgreSQL; reiniciar la API no ayuda.',
  'cause.database-down.recovered': 'PostgreSQL volvió',
  'cause.database-down.title.other': 'PostgreSQL no responde',
  'cause.database-down.notify.other': 'Por eso falla la API desde {since:time}.\nLlame a {whoDatabase:contact}.',
  'cause.database-down.tip': '{server:text}: PostgreSQL caído desde {since:time}',
  'cause.database-down.certain.full.bare':
    'La API falla porque PostgreSQL no tiene conexiones libres desde {since:time}.',
  'cause.database-down.certain.alone':
    'PostgreSQL está detenido desde {since:time}: la API todavía contesta, pero sin datos.',
  'cause.database-down.notify.alone':
    'Desde {since:time}; la API se queda sin datos.\nHay que iniciar PostgreSQL; reiniciar la API no ayuda.',
  'cause.api-down.certain': 'La API está detenida desde {since:time}: no hay ningún proceso suyo en el servidor.',
  'cause.api-down.probable':
    'Lo más probable es que la API esté detenida desde {since:time}: nginx contesta que no la encuentra (error 502).',
  'cause.api-down.unknown': 'La API no funciona desde {since:time}; no se sabe si está detenida o bloqueada.',
  'cause.api-down.certain.script':
    'La API está detenida desde {since:time}, y el programa que la arranca, {path:text}, no está o no se puede ejecutar.',
  'cause.api-down.next.script':
    'Reiniciar no ayuda: no hay con qué arrancarla. Pida a {whoServer:contact} reponer {path:text} o darle permiso de ejecución; después pulse «Reiniciar la API».',
  'cause.api-down.notify.script':
    'Desde {since:time} los usuarios no pueden usarla.\nReiniciar no ayuda: falta el programa que la arranca.',
  'cause.api-down.next':
    'El vigilante del servidor debería levantarla antes de {by:time}. Si no lo hace, pulse «Reiniciar la API»: aquí sí ayuda.',
  'cause.api-down.next.noWatchdog':
    'Pulse «Reiniciar la API»: aquí sí ayuda. El vigilante del servidor no la está levantando.',
  'cause.api-down.next.bootFailed':
    'En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}: la API falla al arrancar por un error de código. Reiniciar no ayuda hasta que se corrija.',
  'cause.api-down.title': 'La API está detenida',
  'cause.api-down.notify':
    'Desde {since:time}. El vigilante debería levantarla antes de {by:time}.\nSi no, reiníciela desde Vigía.',
  'cause.api-down.recovered': 'La API volvió',
  'cause.api-down.notify.noWatchdog':
    'Desde {since:time}, y nadie la está levantando.\nAbra Vigía y pulse «Reiniciar la API».',
  'cause.api-down.tip': '{server:text}: API detenida desde {since:time}',
  'cause.api-down.next.bare':
    'El vigilante del servidor debería levantarla en unos minutos. Si no lo hace, pulse «Reiniciar la API»: aquí sí ayuda.',
  'cause.api-down.notify.bare': 'Desde {since:time}.\nAbra Vigía y pulse «Reiniciar la API».',
  'cause.api-cannot-start.certain': 'La API no arranca desde {since:time}: su código falla al cargarse.',
  'cause.api-cannot-start.certain.gunicorn':
    'La API no arranca desde {since:time}: gunicorn, el programa que la sirve, se cierra al empezar.',
  'cause.api-cannot-start.next.gunicorn':
    'En «Registros», pulse «Copiar el informe» y envíelo a {whoServer:contact}. Reiniciar no ayuda hasta que se corrija lo que impide el arranque.',
  'cause.api-cannot-start.notify.gunicorn':
    'Se cierra al empezar desde {since:time}.\nEnvíe el informe a {whoServer:contact}; reiniciar no ayuda.',
  'cause.api-cannot-start.probable':
    'Lo más probable es que la API no arranque por un error de código: desde {since:time} sus procesos terminan al empezar.',
  'cause.api-cannot-start.unknown': 'La API no arranca desde {since:time}; no se sabe por qué.',
  'cause.api-cannot-start.next':
    'En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}. Reiniciar no ayuda hasta que se corrija el código.',
  'cause.api-cannot-start.title': 'La API no arranca',
  'cause.api-cannot-start.notify':
    'Falla su código desde {since:time}.\nEnvíe el informe a {whoCode:contact}; reiniciar no ayuda.',
  'cause.api-cannot-start.recovered': 'La API volvió',
  'cause.api-cannot-start.tip': '{server:text}: la API no arranca desde {since:time}',
  'cause.api-hung.certain':
    'La API está encendida pero no contesta desde {since:time}: sus procesos están ocupados o bloqueados.',
  'cause.api-hung.probable':
    'Lo más probable es que la API esté bloqueada desde {since:time}: recibe la consulta y no contesta en {limit:duration}.',
  'cause.api-hung.unknown': 'La API no contesta a tiempo desde {since:time}; no se sabe por qué.',
  'cause.api-hung.next':
    'Si no ha vuelto antes de {by:time}, pulse «Reiniciar la API»: suele ayudar. Si se repite, envíe el informe a {whoCode:contact}.',
  'cause.api-hung.title': 'La API no contesta',
  'cause.api-hung.notify':
    'Está encendida pero bloqueada desde {since:time}.\nSi no vuelve antes de {by:time}, reiníciela.',
  'cause.api-hung.recovered': 'La API volvió a contestar',
  'cause.api-hung.tip': '{server:text}: la API no contesta desde {since:time}',
  'cause.api-hung.next.bare':
    'Si no ha vuelto en 5 min, pulse «Reiniciar la API»: suele ayudar. Si se repite, envíe el informe a {whoCode:contact}.',
  'cause.api-hung.notify.bare': 'Está encendida pero bloqueada desde {since:time}.\nSi no vuelve en 5 min, reiníciela.',
  'cause.api-hung.probable.bare':
    'Lo más probable es que la API esté bloqueada desde {since:time}: recibe la consulta y no contesta.',
  'cause.api-error.certain':
    'La API responde con error {status:text} desde {since:time}; PostgreSQL está bien, así que el fallo está en la propia API.',
  'cause.api-error.certain.body':
    'La API responde desde {since:time} con un contenido que no es el suyo; PostgreSQL está bien.',
  'cause.api-error.probable':
    'Lo más probable es un error en el código de la API: responde con error {status:text} desde {since:time}.',
  'cause.api-error.unknown': 'La API responde con error {status:text} desde {since:time}; no se sabe por qué.',
  'cause.api-error.next':
    'Pulse «Reiniciar la API» una sola vez: puede ayudar. Si el error vuelve, abra «Registros» y envíe el informe a {whoCode:contact}.',
  'cause.api-error.title': 'La API responde con error',
  'cause.api-error.notify':
    'Error {status:text} desde {since:time}; PostgreSQL está bien.\nReinicie la API una vez; si vuelve, avise.',
  'cause.api-error.recovered': 'La API responde bien',
  'cause.api-error.tip': '{server:text}: API con errores desde {since:time}',
  'cause.api-error.certain.bare':
    'La API responde con error desde {since:time}; PostgreSQL está bien, así que el fallo está en la propia API.',
  'cause.api-error.probable.bare':
    'Lo más probable es un error en el código de la API: responde con error desde {since:time}.',
  'cause.api-error.unknown.bare': 'La API responde con error desde {since:time}; no se sabe por qué.',
  'cause.api-error.notify.body':
    'Contenido ajeno desde {since:time}; PostgreSQL está bien.\nReinicie la API una vez; si vuelve, avise.',
  'cause.api-error.notify.bare':
    'Desde {since:time}; PostgreSQL está bien.\nReinicie la API una vez; si vuelve, avise.',
} as const;
