/** Facts worth telling without alarm. */
export const notes = {
  'note.worker-restarted.certain':
    '{n:plural:Un proceso/# procesos} de la API se {n:plural:reinició/reiniciaron} {at:moment}; el servicio siguió.',
  'note.worker-restarted.probable':
    'Lo más probable es que {n:plural:un proceso/# procesos} de la API se {n:plural:haya reiniciado/hayan reiniciado} {at:moment}; el servicio siguió.',
  'note.worker-restarted.unknown':
    'Hay {n:plural:un proceso nuevo/# procesos nuevos} de la API desde {since:time}; no se sabe por qué.',
  'note.worker-restarted.next': 'No hay que hacer nada. Si pasa varias veces al día, avise a {whoCode:contact}.',
  'note.worker-restarted.certain.bare': 'Un proceso de la API se reinició {at:moment}; el servicio siguió.',
  'note.rebooted.certain': 'El servidor se reinició {at:moment} y el portal volvió en {took:duration}.',
  'note.rebooted.certain.unclean':
    'El servidor se apagó de golpe y volvió a encender {at:moment}; el portal volvió en {took:duration}.',
  'note.rebooted.certain.unclean.bare': 'El servidor se apagó de golpe y volvió a encender {at:moment}.',
  'note.rebooted.probable': 'Lo más probable es que el servidor se haya reiniciado {at:moment}.',
  'note.rebooted.unknown': 'El servidor se reinició {at:moment}; no se sabe si lo pidió alguien.',
  'note.rebooted.next': 'No hay que hacer nada. Si nadie lo pidió, pregunte a {whoServer:contact}.',
  'note.rebooted.certain.bare': 'El servidor se reinició {at:moment}.',
  'note.watchdog-restarted-api.certain':
    'El vigilante del servidor levantó la API {at:moment}; estuvo caída {took:duration}.',
  'note.watchdog-restarted-api.probable':
    'Lo más probable es que el vigilante del servidor haya levantado la API {at:moment}.',
  'note.watchdog-restarted-api.unknown': 'La API volvió {at:moment}; no se sabe quién la levantó.',
  'note.watchdog-restarted-api.next': 'No hay que hacer nada. Si se repite, mire en «Registros» por qué se cae.',
  'note.watchdog-restarted-api.certain.bare': 'El vigilante del servidor levantó la API {at:moment}.',
  'note.certificate-renewed.certain': 'El certificado se renovó {at:moment}; vale hasta el {expires:date}.',
  'note.certificate-renewed.probable':
    'Lo más probable es que el certificado se haya renovado {at:moment}; su red podría estar mostrando otro.',
  'note.certificate-renewed.unknown': 'El certificado cambió {at:moment}; no se sabe si fue una renovación.',
  'note.certificate-renewed.certain.bare': 'El certificado se renovó {at:moment}.',
} as const;
