/** Recoveries, reminders, and notices of uncertain causes. */
export const recovery = {
  'recovered.watchdog':
    'La caída duró {took:duration} ({from:clock}–{to:clock}).\nLo levantó el vigilante del servidor.',
  'recovered.you':
    'La caída duró {took:duration} ({from:clock}–{to:clock}).\nLo arregló usted: su reinicio tardó {restart:duration}.',
  'recovered.itself': 'La caída duró {took:duration} ({from:clock}–{to:clock}).\nSe arregló por su cuenta.',
  'recovered.boot': 'La caída duró {took:duration} ({from:clock}–{to:clock}).\nVolvió al encender el servidor.',
  'recovered.somebody': 'La caída duró {took:duration} ({from:clock}–{to:clock}).\nAlguien lo arregló en el servidor.',
  'recovered.unknown': 'La caída duró {took:duration} ({from:clock}–{to:clock}).\nNo se sabe quién lo arregló.',
  'recovered.startUnseen': 'La caída duró al menos {took:duration} (hasta {until:time}).\nEl comienzo no se vio.',
  'recovered.endUnseen': 'La caída duró como máximo {took:duration} (desde {from:time}).\nEl final no se vio.',
  'recovered.unseen': 'Hubo una caída, vista desde {from:time}.\nNo se vio ni el comienzo ni el final.',
  'recovered.attention': 'Asunto resuelto después de {took:duration}.\nEl portal no dejó de funcionar.',
  'recovered.attention.only': 'Asunto resuelto después de {took:duration}.',
  'recovered.blind': 'Sin datos durante {took:duration} ({from:clock}–{to:clock}).\nAl volver, todo estaba bien.',
  'recovered.flapping':
    '{n:plural:Hubo # caída/Hubo # caídas} en {window:duration}; {total:duration} en total.\nEn calma hace {quiet:duration}.',
  'reminder.title': 'Sigue · {title:text}',
  'reminder.body': 'Va en {took:duration} (desde {since:time}).\nPulse «Ya lo sé» para no recibir más recordatorios.',
  'probable.title': 'Probable · {title:text}',
  'unknown.portal': 'El portal no funciona\nDesde {since:time}; no se sabe por qué.\nAbra Vigía: ahí está qué hacer.',
  'unknown.service':
    '{service:The} no funciona\nDesde {since:time}; no se sabe por qué.\nAbra Vigía: ahí está qué hacer.',
  'unknown.server': 'El servidor no responde\nDesde {since:time}; no se sabe por qué.\nLlame a {whoServer:contact}.',
  'unknown.noData':
    'Sin datos del portal\nDesde {since:time} no se sabe si falla el portal o su red.\nRevise primero su Internet.',
  'unknown.attention':
    'Hay algo por revisar\nLos usuarios pueden entrar; algo no se sabe.\nAbra Vigía: ahí está qué falta.',
  'unknown.portal.bare': 'El portal no funciona\nNo se sabe por qué.\nAbra Vigía: ahí está qué hacer.',
  'unknown.service.bare': '{service:The} no funciona\nNo se sabe por qué.\nAbra Vigía: ahí está qué hacer.',
  'unknown.server.bare': 'El servidor no responde\nNo se sabe por qué.\nLlame a {whoServer:contact}.',
  'unknown.noData.bare': 'Sin datos del portal\nNo se sabe si falla el portal o su red.\nRevise primero su Internet.',
} as const;
