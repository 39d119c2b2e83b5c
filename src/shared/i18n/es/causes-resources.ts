/** Causes in disk, memory and speed. */
export const resourceCauses = {
  'cause.disk-full.certain':
    'El disco {mount:text} está lleno desde {since:time}: {used:percent} usado, quedan {free:size}. Los servicios pueden fallar.',
  'cause.disk-full.certain.broke':
    'Hay fallos en {parts:parts} porque el disco {mount:text} está lleno desde {since:time}.',
  'cause.disk-full.certain.inodes':
    'En el disco {mount:text} no caben más archivos desde {since:time}: hay demasiados archivos pequeños ({used:percent} del máximo).',
  'cause.disk-full.probable':
    'Lo más probable es que el disco {mount:text} esté lleno: desde {since:time} hay servicios que no pueden escribir.',
  'cause.disk-full.unknown':
    'No se sabe cuánto espacio queda en {mount:text}: el servidor no deja medirlo desde {since:time}.',
  'cause.disk-full.next':
    'Pida a {whoServer:contact} liberar espacio: rotar o borrar registros viejos. Lo más grande: {biggest:text} ({size:size}). Reiniciar no ayuda: el servicio podría no volver a arrancar.',
  'cause.disk-full.title': 'El disco está lleno',
  'cause.disk-full.notify':
    '{used:percent} usado desde {since:time}; los servicios pueden fallar.\nLibere espacio; reiniciar no ayuda.',
  'cause.disk-full.recovered': 'Ya hay espacio en el disco',
  'cause.disk-full.notify.broke':
    'Por eso hay fallos en {parts:parts} desde {since:time}.\nLibere espacio; reiniciar no ayuda.',
  'cause.disk-full.tip': '{server:text}: disco lleno ({used:percent}) desde {since:time}',
  'cause.disk-full.certain.bare': 'El disco {mount:text} está lleno desde {since:time}. Los servicios pueden fallar.',
  'cause.disk-full.next.bare':
    'Pida a {whoServer:contact} liberar espacio: rotar o borrar registros viejos. Reiniciar no ayuda: el servicio podría no volver a arrancar.',
  'cause.disk-full.notify.bare': 'Los servicios pueden fallar.\nLibere espacio; reiniciar no ayuda.',
  'cause.disk-full.notify.inodes':
    'Desde {since:time} no caben más archivos.\nBorre archivos pequeños; reiniciar no ayuda.',
  'cause.disk-full.tip.bare': '{server:text}: disco lleno',
  'cause.disk-full.certain.readonly':
    'El disco {mount:text} quedó en solo lectura por un daño desde {since:time}: nada se puede guardar.',
  'cause.disk-full.probable.readonly':
    'Lo más probable es que el disco {mount:text} esté dañado: desde {since:time} está en solo lectura y nada se puede guardar.',
  'cause.disk-full.next.readonly':
    'Llame a {whoServer:contact}: hay que revisar el disco antes de volver a montarlo. Liberar espacio o reiniciar servicios no ayuda.',
  'cause.disk-full.title.readonly': 'El disco está dañado',
  'cause.disk-full.notify.readonly':
    'Desde {since:time} está en solo lectura: nada se puede guardar.\nLlame a quien administra el servidor.',
  'cause.disk-full.tip.readonly': '{server:text}: disco en solo lectura desde {since:time}',
  'cause.disk-filling.certain': 'El disco {mount:text} va en {used:percent}: a este ritmo se llena {when:day}.',
  'cause.disk-filling.certain.noForecast':
    'El disco {mount:text} va en {used:percent}; todavía no hay datos para decir cuándo se llenará.',
  'cause.disk-filling.certain.inodes':
    'En el disco {mount:text} se usa el {used:percent} de los archivos posibles: hay demasiados archivos pequeños.',
  'cause.disk-filling.probable':
    'Lo más probable es que el disco {mount:text} se llene {when:day}: va en {used:percent} y sube sin regularidad.',
  'cause.disk-filling.unknown': 'El disco {mount:text} va en {used:percent}; no se sabe qué lo está llenando.',
  'cause.disk-filling.next':
    'Pida a {whoServer:contact} rotar los registros antes de que se llene. Lo más grande: {biggest:text} ({size:size}). Reiniciar no ayuda.',
  'cause.disk-filling.title': 'El disco se está llenando',
  'cause.disk-filling.notify': 'Va en {used:percent}; a este ritmo se llena {when:day}.\nPida rotar los registros.',
  'cause.disk-filling.recovered': 'El disco tiene espacio',
  'cause.disk-filling.tip': '{server:text}: disco en {used:percent}, se llena {when:day}',
  'cause.disk-filling.certain.bare': 'El disco del servidor se está llenando.',
  'cause.disk-filling.probable.bare':
    'Lo más probable es que el disco {mount:text} se llene pronto: va en {used:percent} y sube sin regularidad.',
  'cause.disk-filling.next.bare':
    'Pida a {whoServer:contact} rotar los registros antes de que se llene. Reiniciar no ayuda.',
  'cause.disk-filling.notify.bare': 'Va en {used:percent}; por ahora todo funciona.\nPida rotar los registros.',
  'cause.disk-filling.tip.bare': '{server:text}: disco en {used:percent}',
  'cause.memory-low.certain':
    'Queda poca memoria en el servidor desde {since:time}: {free:size} ({left:percent}). Lo que más usa: {process:text} ({size:size}).',
  'cause.memory-low.probable':
    'Lo más probable es que {process:text} esté acaparando la memoria desde {since:time}: quedan {free:size}.',
  'cause.memory-low.unknown':
    'Queda poca memoria en el servidor desde {since:time} ({free:size}); no se sabe qué la usa.',
  'cause.memory-low.next':
    'Si lo que más usa es la API o el tablero, reiniciarlo puede ayudar por un tiempo. Si se repite, avise a {whoCode:contact}.',
  'cause.memory-low.title': 'Queda poca memoria',
  'cause.memory-low.notify':
    'Libre: {free:size} ({left:percent}) desde {since:time}; el portal funciona.\nVea qué la usa en Vigía.',
  'cause.memory-low.recovered': 'Hay memoria suficiente',
  'cause.memory-low.tip': '{server:text}: poca memoria desde {since:time}',
  'cause.memory-low.certain.bare': 'Queda poca memoria en el servidor desde {since:time}.',
  'cause.memory-low.notify.bare': 'El portal funciona.\nVea qué la usa en Vigía.',
  'cause.out-of-memory.certain':
    'El servidor se quedó sin memoria {at:moment} y el sistema cerró {victim:text} para seguir funcionando.',
  'cause.out-of-memory.probable':
    'Lo más probable es que el servidor se haya quedado sin memoria {at:moment}: se cerró {victim:text} de golpe.',
  'cause.out-of-memory.unknown': '{victim:text} se cerró de golpe {at:moment}; no se sabe si fue por falta de memoria.',
  'cause.out-of-memory.next':
    'Mire si {victim:text} ya volvió; si no, reiniciarlo ayuda. Si se repite, pida a {whoServer:contact} más memoria o a {whoCode:contact} revisar el consumo.',
  'cause.out-of-memory.title': 'Se agotó la memoria',
  'cause.out-of-memory.notify': 'El sistema cerró {victim:text} {at:moment}.\nMire en Vigía si ya volvió.',
  'cause.out-of-memory.recovered': 'Sin más cierres por memoria',
  'cause.out-of-memory.tip': '{server:text}: se agotó la memoria {at:moment}',
  'cause.out-of-memory.certain.bare':
    'El servidor se quedó sin memoria y el sistema cerró un programa para seguir funcionando.',
  'cause.out-of-memory.next.bare':
    'Mire en «Servicios» si todo volvió; reiniciar lo que falte ayuda. Si se repite, pida a {whoServer:contact} más memoria.',
  'cause.out-of-memory.notify.bare': 'El sistema cerró un programa del servidor.\nMire en Vigía si todo volvió.',
  'cause.out-of-memory.tip.bare': '{server:text}: se agotó la memoria',
  'cause.out-of-memory.certain.broke':
    'Hay fallos en {parts:parts} porque el servidor se quedó sin memoria {at:moment} y el sistema cerró {victim:text}.',
  'cause.out-of-memory.probable.broke':
    'Lo más probable es que haya fallos en {parts:parts} porque el servidor se quedó sin memoria {at:moment}.',
  'cause.out-of-memory.probable.bare':
    'Lo más probable es que el servidor se haya quedado sin memoria {at:moment}: el sistema cerró un programa de golpe.',
  'cause.out-of-memory.notify.broke':
    'Por eso hay fallos en {parts:parts} {at:moment}.\nMire en Vigía si ya volvió; si no, reinicie.',
  'cause.slow.certain': 'El portal está lento desde {since:time}: tarda {now:latency} y lo normal son {usual:latency}.',
  'cause.slow.probable':
    'Lo más probable es que el portal esté lento por {why:text} desde {since:time}: tarda {now:latency}.',
  'cause.slow.unknown':
    'El portal está lento desde {since:time} ({now:latency}); no se sabe si es el servidor o su red.',
  'cause.slow.next':
    'Espere 15 minutos. Si sigue lento, mire memoria y disco en Vigía antes de reiniciar; reiniciar la API puede ayudar una vez.',
  'cause.slow.title': 'El portal está lento',
  'cause.slow.notify':
    'Tarda {now:latency} desde {since:time}; lo normal son {usual:latency}.\nLos usuarios pueden entrar.',
  'cause.slow.recovered': 'El portal va a buen ritmo',
  'cause.slow.tip': '{server:text}: lento ({now:latency}) desde {since:time}',
  'cause.slow.certain.bare': 'El portal está lento desde {since:time}.',
  'cause.slow.probable.bare':
    'Lo más probable es que el servidor esté ocupado: el portal está lento desde {since:time}.',
} as const;
