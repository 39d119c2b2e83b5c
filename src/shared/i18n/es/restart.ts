/** The restart sheet: steps, outcomes, refusals, failures. */
export const restart = {
  'restart.title': '¿Reiniciar {service:the}?',
  'restart.why': 'Qué falla: {sentence:text}',
  'restart.healthy': '{service:The} funciona bien ahora. Reiniciar cortará a quien use {service:the}.',
  'restart.cut.api':
    'Las consultas a la API, durante {usual:about}. Las que están en curso tienen hasta {grace:duration} para terminar.',
  'restart.cut.api.bare': 'Las consultas a la API. Las que están en curso tienen hasta {grace:duration} para terminar.',
  'restart.cut.dashboard': 'El tablero, durante {usual:about}. Quien lo tenga abierto deberá recargar la página.',
  'restart.cut.dashboard.bare': 'El tablero. Quien lo tenga abierto deberá recargar la página.',
  'restart.last': '{took:duration}, {at:moment}: {how:text}',
  'restart.first': 'Ninguna desde Vigía: no se sabe cuánto tarda.',
  'restart.advice.helps': 'En este caso reiniciar ayuda.',
  'restart.advice.may-help': 'En este caso puede ayudar. Pruebe una sola vez.',
  'restart.advice.does-not-help': 'Mientras no se corrija la causa, reiniciar no ayuda.',
  'restart.startLimit':
    'El sistema dejó de intentarlo (límite de arranques). Antes de reiniciar se le permite otro intento con `reset-failed`.',
  'restart.anyway':
    '{n:plural:Ya va # reinicio/Ya van # reinicios} en 30 min y no lo arreglan: otro más podría empeorarlo. Queda anotado que usted insistió.',
  'past.verified': 'funcionó',
  'past.verified.again': 'contestó; volvió a fallar {after:duration} después',
  'past.verified.on': 'contestó, y siguió fallando',
  'past.unverified': 'quedó sin confirmar',
  'past.failed': 'falló',
  'past.failed.stop': 'falló al detener',
  'past.failed.start': 'falló al arrancar',
  'past.failed.answering': 'no llegó a contestar',
  'past.line': '{at:clock} ({took:duration}): {how:text}',
  'repeats.error': '`{error:text}` ({n:count} de {of:count} veces).',
  'repeats.cause': 'Antes de cada reinicio: {title:text} ({n:count} de {of:count} veces).',
  'repeats.nothing': 'Nada se repite en lo que se alcanzó a ver.',
  'repeats.sendTo': 'Envíe el informe a {whoCode:contact}.',
  'restartReport.title': '{server:text}: reiniciar {service:the} no lo está arreglando',
  'restartReport.count': '{n:plural:# reinicio/# reinicios} en 30 min:',
  'restartReport.now': 'Ahora: {sentence:text}',
  'restartReport.repeats': 'Lo que se repite: {what:text}',
  'step.precheck': 'Comprobando que se puede reiniciar',
  'step.stop': 'Deteniendo {service:the}; espera a las consultas en curso',
  'step.start': 'Arrancando {service:the}',
  'step.answering': 'Esperando a que conteste ({took:duration} de {limit:duration})',
  'step.workers': 'Contando sus procesos: {n:count} de {total:count}',
  'step.stable': 'Confirmando que sigue bien ({n:count} de 2 pruebas)',
  'step.answering.bare': 'Esperando a que conteste',
  'step.workers.bare': 'Contando sus procesos',
  'step.stable.bare': 'Confirmando que sigue bien',
  'outcome.verified': 'Listo: {service:the} volvió y contesta bien. Tardó {took:duration}.',
  'outcome.unverified':
    'El servidor aceptó el reinicio, pero {service:the} no contesta todavía después de {took:duration}. Vigía sigue mirando y le avisa; no reinicie otra vez.',
  'outcome.failed':
    'El reinicio falló en el paso «{step:text}»: {why:text}. {service:The} sigue sin funcionar. Antes de empezar: {before:text}. {next:text}',
  'outcome.refused': 'No se reinició nada: {why:text}',
  'outcome.worse': 'Está peor que antes del reinicio. Así estaba: {before:text}.',
  'outcome.notHelping':
    'Reiniciar no lo está arreglando: {n:plural:# vez/# veces} en 30 min y vuelve a fallar. Envíe el informe a {whoCode:contact}.',
  'outcome.failed.bare': 'El reinicio falló en el paso «{step:text}»: {why:text}. {next:text}',
  'outcome.unverified.other':
    'El servidor aceptó el reinicio, pero no se pudo comprobar del todo: {why:text}. {next:text}',
  'refused.database': 'PostgreSQL está caído; {service:the} volvería a fallar. Primero hay que iniciar PostgreSQL.',
  'refused.disk': 'El disco está lleno ({used:percent}); {service:the} podría no arrancar. Primero libere espacio.',
  'refused.offline': 'Su computador no tiene Internet; la orden no llegaría.',
  'refused.unreachable': 'El servidor no contesta por SSH; la orden no llegaría.',
  'refused.booting': 'El servidor está arrancando. Espere hasta {by:time}.',
  'refused.running': 'Ya hay un reinicio en curso ({service:the}, empezó {began:age}). Espere a que termine.',
  'refused.watchdog':
    'El vigilante del servidor actúa en {left:duration}; los dos a la vez podrían chocar. Se podrá reiniciar en {wait:duration}.',
  'refused.locked':
    'Ya van {n:count} reinicios en 30 min y no lo arreglan. El botón vuelve {at:moment}; la vigilancia sigue.',
  'refused.permission':
    'El servidor no da permiso para reiniciar {service:the}. En «Ajustes», abra el acceso del servidor y pulse «Probar»: ahí sale la línea que falta.',
  'refused.identity': 'La identidad del servidor no está confirmada; no se envía ninguna orden.',
  'refused.diskDamaged':
    'El disco está dañado y en solo lectura; {service:the} podría no arrancar. Primero hay que revisarlo.',
  'refused.twoMasters':
    'Hay dos copias de la API a la vez; otro reinicio empeoraría. Pida ayuda a {whoServer:contact}.',
  'refused.useless': 'Reiniciar no ayuda en este caso: {sentence:text}',
  'refused.notConfirmed': '{service:The} funciona bien: primero hay que confirmar el reinicio.',
  'before.well': 'todo contestaba',
  'failure.script-missing': 'no existe {path:text}',
  'failure.script-missing.next': 'Confirme la ruta con {whoCode:contact}.',
  'failure.exit-code': 'la orden terminó con el código {code:text}',
  'failure.exit-code.next': 'Mire lo que respondió el servidor y los errores en «Registros».',
  'failure.old-process-remains': 'el proceso anterior no terminó',
  'failure.old-process-remains.next':
    'Espere 1 min y pulse «Comprobar ahora». Si sigue igual, pida ayuda a {whoServer:contact}: dos copias a la vez lo empeoran.',
  'failure.no-process': 'no apareció ningún proceso nuevo',
  'failure.no-process.next':
    'Abra «Registros»: casi siempre es un error al arrancar. Envíe el informe a {whoCode:contact}.',
  'failure.internal': 'Vigía falló por dentro',
  'failure.internal.next': 'La orden pudo llegar: pulse «Comprobar ahora» antes de reiniciar otra vez.',
  'failure.nothing-changed': 'contesta, pero nada muestra que se haya reiniciado',
  'failure.nothing-changed.next': 'Mire lo que contestó el servidor en los pasos de arriba.',
  'failure.gate-refused': 'el filtro del servidor (vigia-gate) no permite esta orden',
  'failure.gate-refused.next': 'Pida a {whoServer:contact} aprobarla en el servidor (`vigia gate`).',
  'failure.connection-lost': 'se cortó la conexión con el servidor',
  'failure.connection-lost.next': 'La orden pudo llegar: pulse «Comprobar ahora» antes de reiniciar otra vez.',
  'failure.not-answering': 'no contesta todavía',
  'failure.not-answering.next':
    'Espere la próxima revisión; si sigue igual, abra «Registros» y envíe el informe a {whoCode:contact}.',
  'failure.permission': 'el servidor no dio permiso',
  'failure.permission.next':
    'En «Ajustes», abra el acceso del servidor y pulse «Probar»: ahí sale la línea que {whoServer:contact} debe agregar.',
  'failure.start-limit': 'el sistema dejó de intentarlo (límite de arranques)',
  'failure.start-limit.next':
    'Mire en «Registros» por qué falla. El próximo reinicio desde Vigía le permite antes otro intento (`reset-failed`).',
  'failure.command-timeout': 'la orden no terminó en {limit:duration}',
  'failure.command-timeout.next':
    'La orden puede seguir en el servidor: pulse «Comprobar ahora» antes de reiniciar otra vez.',
  'failure.workers-missing': 'volvió con {n:count} de sus {total:count} procesos',
  'failure.workers-missing.next':
    'Espere 5 min: la API repone sus procesos sola. Si siguen faltando, abra «Registros» y envíe el informe a {whoCode:contact}.',
} as const;
