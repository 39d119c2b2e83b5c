/** The command line. */
export const cli = {
  'cli.answer': '{server:text}: {answer:text}',
  'cli.next': 'Qué hacer: {next:text}',
  'cli.confidence': 'Certeza: {word:text}',
  'cli.off': 'No se vigila:',
  'cli.evidence': 'Pruebas:',
  'cli.also': 'También: {sentence:text}',
  'cli.note': 'Sin alarma: {sentence:text}',
  'cli.item': '  - {text:text}',
  'cli.why': 'Por qué: {sentence:text}',
  'cli.confirming': 'Algo no respondió; se repite la prueba en {wait:duration}.',
  'cli.watch.start': 'Vigía mira {server:text} cada {every:duration}. Ctrl+C termina.',
  'cli.watch.round': '{at:clock}  {word:text}  {sentence:text}',
  'cli.watch.confirming': '{at:clock}  Se está confirmando: {title:text}',
  'cli.watch.notice': '{at:clock}  Aviso: {title:text} · {body:text}',
  'cli.watch.noticeFailed': '{at:clock}  El aviso no se pudo mostrar: {reason:text}',
  'cli.watch.end': 'Terminado: nadie vigila ahora el portal.',
  'cli.restart.step': '{step:text}… bien ({took:duration})',
  'cli.restart.stepFailed': '{step:text}… falló',
  'cli.restart.confirm': '{service:The} funciona bien ahora. Agregue --yes para reiniciar de todos modos.',
  'cli.restart.anyway': 'Para reiniciar de todos modos, agregue --anyway.',
  'cli.init.step': '{mark:text} {title:text}: {text:text}',
  'cli.init.saved': 'Guardado en {path:text}. Pruebe ahora: vigia check',
  'cli.init.failed': 'No se guardó nada: falló el paso «{title:text}».',
  'cli.init.acceptHostKey': 'Si la huella es la que le dieron, agregue: --accept-host-key={fingerprint:text}',
  'cli.init.wrongHostKey':
    'La huella esperada era {expected:text} y el servidor mostró {fingerprint:text}. No se envió nada.',
  'cli.error': 'vigia: {text:text}',
  'cli.error.unknownCommand': 'No existe la orden «{command:text}». «vigia --help» las muestra.',
  'cli.error.unknownOption': 'No existe la opción «{option:text}». «vigia --help» las muestra.',
  'cli.error.missingOption': 'Falta {option:text}.',
  'cli.error.missingValue': 'A {option:text} le falta su valor.',
  'cli.error.badValue': '«{value:text}» no sirve para {option:text}.',
  'cli.error.badValue.because': '«{value:text}» no sirve para {option:text}. {why:text}',
  'cli.error.unknownServer': 'No hay un servidor «{server:text}». Hay: {servers:list}.',
  'cli.error.noServer':
    'Todavía no hay un servidor configurado. Empiece con: vigia init --host SERVIDOR --user USUARIO',
  'cli.error.unknownService': 'No hay un servicio «{service:text}». Hay: {services:list}.',
  'cli.error.unknownLog': 'No hay un registro «{source:text}». Hay: {sources:list}.',
  'cli.logs.most': 'Se leen los últimos {n:count} renglones como máximo. Para ir más atrás: --since o --grep.',
  'cli.logs.cut': '{source:text}: hay más renglones de los que caben aquí; faltan los siguientes. Acorte el tiempo.',
  'cli.logs.unread': '{n:plural:Un archivo anterior no se pudo leer/# archivos anteriores no se pudieron leer}.',
  'cli.logs.untimed': '{source:text}: sus renglones no llevan fecha; no se pueden buscar por tiempo.',
  'cli.error.tooMuch': 'Sobra «{value:text}».',
  'cli.error.contradiction': '{first:text} y {second:text} no van juntas.',
  'cli.error.demoFolder':
    'La carpeta {path:text} ya tiene un servidor configurado, y la demostración lo reemplazaría. Elija otra.',
  'cli.error.file': 'El archivo {path:text} no se puede leer.',
  'cli.error.emptyRange': 'No hay tiempo entre {from:text} y {to:text} que ya haya pasado.',
  'cli.error.fileNotWritten': 'No se puede escribir el archivo {path:text}.',
  'cli.error.history.denied':
    'No tiene permiso para leer el historial de {path:text}. Es de otro usuario del computador; pídale permiso o use su cuenta.',
  'cli.error.history.busy':
    'Otro programa está escribiendo el historial de {path:text} y no termina. Pruebe de nuevo en un momento.',
  'cli.error.history.damaged':
    'El historial de {path:text} está dañado ({detail:text}). Abra Vigía con esa carpeta: guarda aparte el archivo dañado y rescata lo que se pueda.',
  'cli.error.history.newer':
    'El historial de {path:text} es de una versión más nueva de Vigía. Actualice Vigía en este computador.',
  'cli.error.history.unfinished':
    'En el historial de {path:text} quedó una escritura a medias y es demasiado grande para leerlo así. Abra Vigía con esa carpeta: la deshace sola.',
  'cli.error.history.other': 'No se puede leer el historial de {path:text}: {detail:text}.',
  'cli.error.dataDir':
    'No se puede escribir en la carpeta {path:text}. Compruebe que sea suya y que el disco tenga espacio, o elija otra con --data-dir.',
  'cli.error.dataDir.not-own':
    'La carpeta {path:text} es de otro usuario. Vigía no confía en ella: quien puede escribir ahí decide a qué servidor se entra. Use una carpeta suya.',
  'cli.error.dataDir.open-to-others':
    'En la carpeta {path:text} puede escribir cualquier usuario de este equipo. Vigía no confía en ella: quien puede escribir ahí decide a qué servidor se entra. Ciérrela (chmod o-w) o use otra.',
  'cli.error.internal': 'Vigía falló por dentro: {detail:text}',
  'cli.gate.written':
    'En {path:text} quedaron vigia-gate y {n:number} guiones aprobados. Léalos y póngalos en el servidor: docs/servidor.md.',
  'cli.demo.start':
    'Portal simulado: {url:text} · SSH en el puerto {port:text}. Escriba el nombre de un fallo, «lista» o «salir».',
  'cli.demo.on': 'Encendido: {fault:text} ({label:text})',
  'cli.demo.off': 'Apagado: {fault:text} ({label:text})',
  'cli.demo.unknown': 'No hay un fallo «{fault:text}». «lista» los muestra.',
  'cli.demo.line': '  {mark:text} {fault:text}  {label:text}',
  'cli.demo.watch': 'Para vigilarlo desde otra consola: {command:text}',
} as const;
