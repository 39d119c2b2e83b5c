/** Causes in the dashboard, the public web and its certificate. */
export const webCauses = {
  'cause.dashboard-down.certain':
    'El tablero está detenido desde {since:time}: su servicio, {unit:text}, no está activo.',
  'cause.dashboard-down.probable':
    'Lo más probable es que el tablero esté detenido desde {since:time}: nginx contesta que no lo encuentra (error 502).',
  'cause.dashboard-down.unknown': 'El tablero no funciona desde {since:time}; no se sabe si está detenido o bloqueado.',
  'cause.dashboard-down.next':
    'Pulse «Reiniciar el tablero»: aquí sí ayuda. Nadie lo levanta solo: el vigilante del servidor solo cuida la API.',
  'cause.dashboard-down.title': 'El tablero está detenido',
  'cause.dashboard-down.notify':
    'Desde {since:time} los usuarios no ven el tablero.\nReinícielo desde Vigía: aquí sí ayuda.',
  'cause.dashboard-down.recovered': 'El tablero volvió',
  'cause.dashboard-down.tip': '{server:text}: tablero detenido desde {since:time}',
  'cause.dashboard-down.certain.bare': 'El tablero está detenido desde {since:time}: su servicio no está activo.',
  'cause.dashboard-down.certain.masked':
    'El tablero está detenido desde {since:time} y su servicio, {unit:text}, está bloqueado (masked): nadie puede iniciarlo hasta que se desbloquee.',
  'cause.dashboard-down.certain.masked.bare':
    'El tablero está detenido y su servicio está bloqueado (masked): nadie puede iniciarlo hasta que se desbloquee.',
  'cause.dashboard-down.next.masked':
    'Reiniciar no ayuda. Pida a {whoServer:contact} ejecutar `sudo systemctl unmask {unit:text}`; después pulse «Reiniciar el tablero».',
  'cause.dashboard-down.notify.masked':
    'Desde {since:time} los usuarios no ven el tablero.\nReiniciar no ayuda: vea en Vigía qué hacer.',
  'cause.dashboard-down.probable.missing':
    'Lo más probable es que el tablero esté detenido desde {since:time}: su servicio, {unit:text}, no existe en el servidor.',
  'cause.dashboard-down.unknown.missing':
    'El tablero no funciona desde {since:time}, y su servicio, {unit:text}, no existe en el servidor.',
  'cause.dashboard-down.next.missing':
    'Reiniciar no ayuda: no hay servicio que reiniciar. Pida a {whoServer:contact} reponer {unit:text}.',
  'cause.dashboard-down.notify.missing':
    'Desde {since:time} los usuarios no ven el tablero.\nReiniciar no ayuda: vea en Vigía qué hacer.',
  'cause.dashboard-failing.certain':
    'El tablero no logra arrancar desde {since:time}: falló {n:plural:# vez/# veces} y el sistema dejó de intentarlo.',
  'cause.dashboard-failing.certain.looping':
    'El tablero arranca y se cae una y otra vez desde {since:time}: va en {n:plural:# intento/# intentos}.',
  'cause.dashboard-failing.probable':
    'Lo más probable es un error en el código o la configuración del tablero: no arranca desde {since:time}.',
  'cause.dashboard-failing.unknown': 'El tablero no arranca desde {since:time}; no se sabe por qué.',
  'cause.dashboard-failing.next':
    'En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}. Reiniciar no ayuda mientras no se corrija; después pulse «Reiniciar el tablero»: Vigía le permite antes otro intento.',
  'cause.dashboard-failing.title': 'El tablero no arranca',
  'cause.dashboard-failing.notify':
    'Falla una y otra vez desde {since:time}; reiniciar no ayuda.\nEnvíe el informe de «Registros».',
  'cause.dashboard-failing.recovered': 'El tablero volvió',
  'cause.dashboard-failing.tip': '{server:text}: tablero con fallos desde {since:time}',
  'cause.dashboard-failing.certain.bare': 'El tablero no logra arrancar desde {since:time}: falla cada vez.',
  'cause.dashboard-failing.next.bare':
    'En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}. Reiniciar no ayuda mientras no se corrija.',
  'cause.web-error.certain':
    'Desde afuera el portal responde con error {status:text} desde {since:time}, aunque en el servidor todo está bien.',
  'cause.web-error.certain.silent':
    'Desde afuera el portal no responde desde {since:time}, aunque en el servidor todo está bien.',
  'cause.web-error.certain.page':
    'Desde afuera el portal muestra una página que no es la suya desde {since:time}, aunque en el servidor todo está bien.',
  'cause.web-error.probable':
    'Lo más probable es que el cortafuegos o una regla de nginx frene las visitas desde {since:time}: en el servidor todo está bien.',
  'cause.web-error.unknown': 'Desde afuera el portal no funciona desde {since:time}; no se sabe qué lo impide.',
  'cause.web-error.next':
    'Avise a {whoNetwork:contact}: hay que revisar el cortafuegos y las reglas de nginx. Reiniciar la API o el tablero no ayuda.',
  'cause.web-error.title': 'El portal no abre',
  'cause.web-error.notify':
    'Desde {since:time} no se entra desde afuera; el servidor está bien.\nAvise a {whoNetwork:contact}.',
  'cause.web-error.recovered': 'El portal abre de nuevo',
  'cause.web-error.tip': '{server:text}: el portal no abre desde {since:time}',
  'cause.web-error.certain.bare':
    'Desde afuera el portal no funciona desde {since:time}, aunque en el servidor todo está bien.',
  'cause.certificate-expired.certain':
    'El certificado del portal venció {expired:moment}: los navegadores advierten y no dejan entrar.',
  'cause.certificate-expired.probable':
    'Lo más probable es que el certificado haya vencido {expired:moment}; su red revisa el tráfico y podría estar mostrando otro.',
  'cause.certificate-expired.unknown':
    'El certificado se rechaza desde {since:time}; no se sabe si venció el del portal o el que pone su red.',
  'cause.certificate-expired.next':
    'Llame a {whoServer:contact} y pida renovar el certificado hoy; después hay que recargar nginx (`sudo systemctl reload nginx`). Reiniciar la API no ayuda.',
  'cause.certificate-expired.title': 'El certificado venció',
  'cause.certificate-expired.notify':
    'Venció {expired:moment}; los navegadores no dejan entrar.\nPida renovarlo; reiniciar no ayuda.',
  'cause.certificate-expired.recovered': 'Certificado renovado',
  'cause.certificate-expired.tip': '{server:text}: el certificado venció',
  'cause.certificate-expired.certain.bare':
    'El certificado del portal venció: los navegadores advierten y no dejan entrar.',
  'cause.certificate-expired.probable.bare':
    'Lo más probable es que el certificado haya vencido; su red revisa el tráfico y podría estar mostrando otro.',
  'cause.certificate-expired.notify.bare':
    'Los navegadores no dejan entrar al portal.\nPida renovarlo; reiniciar no ayuda.',
  'cause.certificate-invalid.certain.name':
    'El certificado es para {names:list} y no para {host:text}: desde {since:time} los navegadores no dejan entrar.',
  'cause.certificate-invalid.certain.issuer':
    'El certificado lo firma {issuer:text}, que los navegadores no conocen: desde {since:time} no dejan entrar.',
  'cause.certificate-invalid.certain.chain':
    'Al certificado le falta una pieza (el certificado intermedio) desde {since:time}: algunos navegadores y programas no dejan entrar.',
  'cause.certificate-invalid.certain.early':
    'El certificado empieza a valer {from:moment}: hasta entonces los navegadores no dejan entrar.',
  'cause.certificate-invalid.probable':
    'Lo más probable es que el certificado del portal esté mal puesto desde {since:time}; su red revisa el tráfico y podría estar mostrando otro.',
  'cause.certificate-invalid.unknown': 'El certificado se rechaza desde {since:time}; no se sabe por qué.',
  'cause.certificate-invalid.next':
    'Llame a {whoServer:contact}: se cambió el certificado y quedó mal. Abra el portal en el celular con datos para ver si les pasa a todos. Reiniciar no ayuda.',
  'cause.certificate-invalid.title': 'El certificado no es válido',
  'cause.certificate-invalid.notify':
    'Desde {since:time} los navegadores no dejan entrar.\nLlame a {whoServer:contact}.',
  'cause.certificate-invalid.recovered': 'El certificado ya es válido',
  'cause.certificate-invalid.tip': '{server:text}: certificado inválido desde {since:time}',
  'cause.certificate-invalid.certain.bare':
    'El certificado del portal no es válido desde {since:time}: los navegadores no dejan entrar.',
  'cause.certificate-expiring.certain':
    'El certificado del portal vence el {expires:date}: {days:plural:queda # día/quedan # días}.',
  'cause.certificate-expiring.probable':
    'Lo más probable es que el certificado venza el {expires:date}; su red revisa el tráfico y podría estar mostrando otro.',
  'cause.certificate-expiring.unknown':
    'El certificado vence el {expires:date}; no se sabe si la renovación está programada.',
  'cause.certificate-expiring.next':
    'Confirme con {whoServer:contact} quién lo renueva y cuándo. Última renovación vista: {renewed:date}. No hay que reiniciar nada.',
  'cause.certificate-expiring.title': 'El certificado vence pronto',
  'cause.certificate-expiring.notify': 'Vence el {expires:date}; por ahora todo funciona.\nConfirme quién lo renueva.',
  'cause.certificate-expiring.recovered': 'Certificado renovado',
  'cause.certificate-expiring.tip': '{server:text}: el certificado vence en {days:plural:# día/# días}',
  'cause.certificate-expiring.next.bare':
    'Confirme con {whoServer:contact} quién lo renueva y cuándo. No hay que reiniciar nada.',
} as const;
