/** Second lines under a diagnosis: why it fell, its proof, and what is missing to know more. */
export const why = {
  'why.outOfMemory': 'El sistema cerró {service:the} por falta de memoria {at:moment}.',
  'why.stopped': 'Alguien detuvo {service:the} por orden directa {at:moment}.',
  'why.bootFailed': '{service:The} falló al arrancar {at:moment}: «{error:text}».',
  'why.afterReboot': 'El servidor se reinició {at:moment} y {service:the} no arrancó.',
  'why.afterChange': 'Los archivos {service:of} cambiaron {at:moment}, poco antes del fallo.',
  'why.portTaken': 'Otro programa ocupa el puerto {port:text} {service:of}.',
  'why.slowRequest': 'Una consulta tardó más de {limit:duration} y la API cerró el proceso que la atendía.',
  'why.slowRequest.bare': 'Una consulta tardó demasiado y la API cerró el proceso que la atendía.',
  'proof.online':
    'Su computador sí tenía Internet: {n:plural:# sitio externo respondió/# sitios externos respondieron} al mismo tiempo.',
  'proof.offline':
    'Su computador no tenía Internet: tampoco {n:plural:respondió # sitio externo/respondieron # sitios externos}.',
  'missing.ssh': 'Para saber más hace falta entrar por SSH, y ahora no se puede.',
  'missing.permission': 'Para saber más hace falta permiso para leer {path:text}.',
  'missing.time': 'Falta repetir la prueba: en {wait:duration} habrá respuesta.',
} as const;
