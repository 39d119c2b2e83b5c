/** Causes in what keeps the portal running. */
export const upkeepCauses = {
  'cause.workers-missing.certain':
    'La API trabaja con {n:count} de sus {total:count} procesos desde {since:time}: atiende, pero aguanta menos visitas.',
  'cause.workers-missing.probable':
    'Lo más probable es que un proceso de la API falle al arrancar desde {since:time}: hay {n:count} de {total:count}.',
  'cause.workers-missing.unknown':
    'La API tiene {n:count} de {total:count} procesos desde {since:time}; no se sabe por qué no se reponen.',
  'cause.workers-missing.next':
    'Espere 5 min más: la API repone sus procesos sola. Si siguen faltando, pulse «Reiniciar la API» cuando haya pocas visitas.',
  'cause.workers-missing.title': 'Faltan procesos de la API',
  'cause.workers-missing.notify':
    'Hay {n:count} de {total:count} desde {since:time}; el portal funciona.\nSi siguen faltando, reinicie la API.',
  'cause.workers-missing.recovered': 'La API está completa',
  'cause.workers-missing.tip': '{server:text}: API con {n:count} de {total:count} procesos',
  'cause.workers-missing.certain.bare':
    'A la API le faltan procesos desde {since:time}: atiende, pero aguanta menos visitas.',
  'cause.workers-missing.certain.orphans':
    'La API atiende, pero su proceso principal no está desde {since:time}: nadie repondrá los procesos que fallen.',
  'cause.workers-missing.next.orphans':
    'Pulse «Reiniciar la API» cuando haya pocas visitas: puede ayudar. Mientras tanto la API sigue atendiendo.',
  'cause.workers-missing.title.orphans': 'La API quedó sin control',
  'cause.workers-missing.notify.orphans':
    'Sin proceso principal desde {since:time}; el portal funciona.\nReinicie la API con pocas visitas.',
  'cause.workers-missing.tip.orphans': '{server:text}: API sin proceso principal desde {since:time}',
  'cause.workers-missing.notify.bare':
    'El portal funciona, pero aguanta menos visitas.\nSi siguen faltando, reinicie la API.',
  'cause.workers-missing.tip.bare': '{server:text}: faltan procesos de la API',
  'cause.workers-missing.certain.crashing':
    'Los procesos de la API fallan y se reponen solos: {n:plural:# vez/# veces} en {window:duration}, la última {last:moment}. El portal siguió atendiendo.',
  'cause.workers-missing.next.crashing':
    'En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}: el fallo está en la propia API. Reiniciarla ayuda, a lo sumo, un rato.',
  'cause.workers-missing.title.crashing': 'Fallan procesos de la API',
  'cause.workers-missing.notify.crashing':
    'Se repusieron {n:plural:# vez/# veces} en {window:duration}; el portal funciona.\nEnvíe el informe de «Registros».',
  'cause.workers-missing.tip.crashing': '{server:text}: fallan procesos de la API, la última vez {last:moment}',
  'cause.watchdog-silent.certain':
    'El vigilante del servidor no escribe desde {since:time}: si la API se cae, nadie la levantará.',
  'cause.watchdog-silent.certain.cron':
    'Las tareas programadas del servidor (cron) están detenidas desde {since:time}: si la API se cae, nadie la levantará.',
  'cause.watchdog-silent.certain.line':
    'El vigilante ya no está en las tareas programadas (crontab): si la API se cae, nadie la levantará.',
  'cause.watchdog-silent.certain.script':
    'El vigilante no puede ejecutarse: {path:text} no existe o no tiene permiso. Si la API se cae, nadie la levantará.',
  'cause.watchdog-silent.next.script':
    'Pida a {whoServer:contact} reponer {path:text} o darle permiso de ejecución. Mientras tanto, si la API se cae hay que reiniciarla desde Vigía.',
  'cause.watchdog-silent.notify.script': 'Su archivo falta o no se puede ejecutar.\nPor ahora el portal funciona.',
  'cause.watchdog-silent.tip.script': '{server:text}: el vigilante no se puede ejecutar',
  'cause.watchdog-silent.certain.account':
    'El servidor no ejecuta las tareas programadas de esta cuenta desde {since:time}: su contraseña venció o está bloqueada. Si la API se cae, nadie la levantará.',
  'cause.watchdog-silent.next.account':
    'Pida a {whoServer:contact} renovar la contraseña o desbloquear la cuenta {user:text}. Mientras tanto, si la API se cae hay que reiniciarla desde Vigía.',
  'cause.watchdog-silent.notify.account':
    'La cuenta está bloqueada para tareas programadas.\nPor ahora el portal funciona.',
  'cause.watchdog-silent.tip.account': '{server:text}: cuenta bloqueada para tareas programadas',
  'cause.watchdog-silent.probable':
    'Lo más probable es que el vigilante del servidor no se ejecute desde {since:time}: su registro no avanza.',
  'cause.watchdog-silent.unknown':
    'No se sabe si el vigilante del servidor funciona: su registro no se puede leer desde {since:time}.',
  'cause.watchdog-silent.next':
    'Entre por SSH y mire `crontab -l` y `systemctl status cron`. Mientras tanto, si la API se cae hay que reiniciarla desde Vigía.',
  'cause.watchdog-silent.title': 'El vigilante no da señales',
  'cause.watchdog-silent.notify':
    'Desde {since:time} nadie levantaría la API si se cae.\nPor ahora el portal funciona.',
  'cause.watchdog-silent.recovered': 'El vigilante volvió',
  'cause.watchdog-silent.tip': '{server:text}: vigilante callado desde {since:time}',
  'cause.watchdog-silent.notify.line': 'Ya no está en las tareas programadas (crontab).\nPor ahora el portal funciona.',
  'cause.watchdog-silent.tip.line': '{server:text}: falta el vigilante en el crontab',
  'cause.watchdog-silent.notify.bare': 'Si la API se cae, nadie la levantaría.\nPor ahora el portal funciona.',
  'cause.watchdog-silent.unknown.bare':
    'No se sabe si el vigilante del servidor funciona: su registro no se puede leer.',
  'cause.watchdog-silent.tip.bare': '{server:text}: vigilante callado',
  'cause.autostart-missing.certain':
    'Si el servidor se reinicia, {service:the} no arrancará: falta la línea `@reboot` en las tareas programadas.',
  'cause.autostart-missing.certain.unit':
    'Si el servidor se reinicia, {service:the} no arrancará: su servicio no está marcado para el arranque.',
  'cause.autostart-missing.certain.script':
    'Si el servidor se reinicia, {service:the} no arrancará: {path:text} no existe o no tiene permiso de ejecución.',
  'cause.autostart-missing.certain.gone':
    'Si el servidor se reinicia, {service:the} no arrancará: el archivo de su servicio, {unit:text}, ya no está.',
  'cause.autostart-missing.next.gone':
    'Por ahora todo funciona. Pida a {whoServer:contact} reponer el archivo de {unit:text} antes del próximo reinicio del servidor. No reinicie el servicio hasta entonces: no volvería.',
  'cause.autostart-missing.next.script':
    'Por ahora todo funciona. Pida a {whoServer:contact} reponer {path:text} o darle permiso antes del próximo reinicio del servidor. Reiniciar el servicio no lo arregla.',
  'cause.autostart-missing.probable':
    'Lo más probable es que {service:the} no arranque si el servidor se reinicia: la línea `@reboot` cambió.',
  'cause.autostart-missing.unknown':
    'No se sabe si {service:the} arrancaría tras un reinicio del servidor: no se pueden leer las tareas programadas.',
  'cause.autostart-missing.next':
    'Por ahora todo funciona. Antes del próximo reinicio del servidor, agregue lo que falta: {fix:text}. Reiniciar el servicio no lo arregla.',
  'cause.autostart-missing.title': 'Falta arranque automático',
  'cause.autostart-missing.notify':
    'Si el servidor se reinicia, {service:the} no arrancará.\nPor ahora funciona; vea en Vigía qué falta.',
  'cause.autostart-missing.recovered': 'El arranque está completo',
  'cause.autostart-missing.tip': '{server:text}: no arrancaría {service:the}',
  'cause.autostart-missing.next.bare':
    'Por ahora todo funciona. Pida a {whoServer:contact} agregar lo que falta antes del próximo reinicio del servidor. Reiniciar el servicio no lo arregla.',
  'cause.code-error.certain':
    'Hay un error nuevo en el código de la API desde {since:time}: «{error:text}», {n:plural:# vez/# veces}.',
  'cause.code-error.probable':
    'Lo más probable es que un cambio del {changed:date} haya traído un error: «{error:text}», {n:plural:# vez/# veces} desde {since:time}.',
  'cause.code-error.unknown':
    'La API anota errores nuevos desde {since:time} ({n:plural:# vez/# veces}); no se sabe a quién afectan.',
  'cause.code-error.next':
    'El portal sigue atendiendo. En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}. Reiniciar no corrige el código.',
  'cause.code-error.title': 'Error nuevo en el código',
  'cause.code-error.notify':
    '{n:plural:# vez/# veces} desde {since:time}; el portal sigue atendiendo.\nEnvíe el informe de «Registros».',
  'cause.code-error.recovered': 'El error no se repitió',
  'cause.code-error.tip': '{server:text}: error nuevo en el código de la API',
  'cause.code-error.certain.bare': 'Hay errores nuevos en el código de la API desde {since:time}.',
  'cause.clock-skew.certain.ahead':
    'El reloj del servidor está adelantado {offset:duration}: las horas de sus registros no coinciden con las de su computador.',
  'cause.clock-skew.certain.behind':
    'El reloj del servidor está atrasado {offset:duration}: las horas de sus registros no coinciden con las de su computador.',
  'cause.clock-skew.probable':
    'Lo más probable es que el reloj del servidor esté mal: difiere {offset:duration} del de su computador.',
  'cause.clock-skew.unknown':
    'Los relojes del servidor y de su computador difieren {offset:duration}; no se sabe cuál está bien.',
  'cause.clock-skew.next':
    'Pida a {whoServer:contact} revisar `timedatectl`. Vigía ya corrige las horas que muestra. Reiniciar no ayuda.',
  'cause.clock-skew.title': 'Reloj del servidor mal',
  'cause.clock-skew.notify':
    'Difiere {offset:duration} del de su computador.\nEl portal funciona; Vigía corrige las horas.',
  'cause.clock-skew.recovered': 'El reloj está en hora',
  'cause.clock-skew.tip': '{server:text}: reloj del servidor, {offset:duration} de diferencia',
  'cause.clock-skew.certain.bare': 'El reloj del servidor difiere {offset:duration} del de su computador.',
  'cause.flapping.certain':
    'El portal está inestable: {n:plural:# caída/# caídas} en {window:duration}, la última {last:moment}.',
  'cause.flapping.certain.watchdog':
    'El vigilante del servidor tuvo que levantar la API {n:plural:# vez/# veces} en {window:duration}, la última {last:moment}; mientras tanto hubo cortes cortos.',
  'cause.flapping.probable.watchdog':
    'Lo más probable es que el vigilante del servidor haya levantado la API {n:plural:# vez/# veces} en {window:duration}, la última {last:moment}.',
  'cause.flapping.next.watchdog':
    'Abra «Registros», mire por qué se cae la API y envíe el informe a {whoCode:contact}. Reiniciarla no lo arregla: el vigilante ya lo hace.',
  'cause.flapping.title.watchdog': 'La API se cae a menudo',
  'cause.flapping.notify.watchdog':
    'Levantada {n:plural:# vez/# veces} en {window:duration}; la última, {last:moment}.\nEnvíe el informe de «Registros».',
  'cause.flapping.tip.watchdog': '{server:text}: la API se cae a menudo, la última vez {last:moment}',
  'cause.flapping.probable':
    'Lo más probable es que el portal esté inestable por {why:text}: {n:plural:# caída/# caídas} en {window:duration}.',
  'cause.flapping.unknown':
    'El portal se cae y vuelve ({n:plural:# vez/# veces} en {window:duration}); no se sabe por qué.',
  'cause.flapping.next':
    'No reinicie cada vez: no lo está arreglando. En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}. Vigía no avisa cada caída; avisa cuando pase {quiet:duration} en calma.',
  'cause.flapping.notify.bare': 'Se cae y vuelve una y otra vez.\nUn solo aviso hasta que se calme.',
  'cause.flapping.title': 'El portal está inestable',
  'cause.flapping.notify':
    '{n:plural:# caída/# caídas} en {window:duration}; la última, {last:moment}.\nUn solo aviso hasta que se calme.',
  'cause.flapping.recovered': 'El portal está estable',
  'cause.flapping.tip': '{server:text}: inestable, {n:plural:# caída/# caídas} en {window:duration}',
  'cause.flapping.certain.bare': 'El portal está inestable: se cae y vuelve una y otra vez.',
  'cause.flapping.next.bare':
    'No reinicie cada vez: no lo está arreglando. En «Registros», pulse «Copiar el informe» y envíelo a {whoCode:contact}. Vigía no avisa cada caída.',
} as const;
