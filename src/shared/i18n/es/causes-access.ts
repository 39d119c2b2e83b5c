/** Causes in the access by SSH. */
export const accessCauses = {
  'cause.ssh-unavailable.certain.refused':
    'El servidor rechaza las conexiones SSH desde {since:time}: en una emergencia no se podría reiniciar nada.',
  'cause.ssh-unavailable.certain.gate':
    'El filtro del servidor (vigia-gate) no deja pasar lo que Vigía pide desde {since:time}: no se puede mirar por dentro ni reiniciar.',
  'cause.ssh-unavailable.certain.timeout':
    'El puerto {port:text} de SSH no contesta desde {since:time}: en una emergencia no se podría reiniciar nada.',
  'cause.ssh-unavailable.probable':
    'Lo más probable es que su red no deje pasar SSH desde {since:time}; el portal funciona.',
  'cause.ssh-unavailable.unknown':
    'No se puede entrar por SSH desde {since:time}; no se sabe si es el servidor o su red.',
  'cause.ssh-unavailable.next':
    'Si no está en la oficina, encienda la VPN. Si ya está encendida, pida a {whoServer:contact} revisar el servicio SSH. Sin SSH no se puede reiniciar desde Vigía.',
  'cause.ssh-unavailable.next.gate':
    'Pida a {whoServer:contact} poner en el servidor los guiones de esta versión (`vigia gate`).',
  'cause.ssh-unavailable.title': 'No se puede entrar por SSH',
  'cause.ssh-unavailable.notify':
    'El portal funciona, pero sin SSH no se puede reiniciar.\nPruebe con la VPN encendida.',
  'cause.ssh-unavailable.title.gate': 'El filtro no deja mirar',
  'cause.ssh-unavailable.notify.gate':
    'El portal funciona, pero no se puede reiniciar.\nPida poner el filtro nuevo (vigia-gate).',
  'cause.ssh-unavailable.tip.gate': '{server:text}: portal bien; el filtro no deja mirar desde {since:time}',
  'cause.ssh-unavailable.recovered': 'Volvió el acceso por SSH',
  'cause.ssh-unavailable.tip': '{server:text}: portal bien, sin SSH desde {since:time}',
  'cause.ssh-unavailable.certain.bare':
    'No se puede entrar por SSH desde {since:time}: en una emergencia no se podría reiniciar nada.',
  'cause.ssh-auth-failed.certain':
    'El servidor no acepta {credential:text} de {user:text} desde {since:time}: no se puede mirar por dentro ni reiniciar.',
  'cause.ssh-auth-failed.probable':
    'Lo más probable es que hayan cambiado la llave o la contraseña de {user:text} en el servidor: no se acepta desde {since:time}.',
  'cause.ssh-auth-failed.unknown': 'El servidor no deja entrar a {user:text} desde {since:time}; no se sabe por qué.',
  'cause.ssh-auth-failed.next':
    'En «Ajustes», abra el acceso del servidor y pulse «Probar». Nada se borró. Vigía no insiste por su cuenta para que el servidor no bloquee al usuario.',
  'cause.ssh-auth-failed.title': 'El servidor no deja entrar',
  'cause.ssh-auth-failed.notify':
    'No acepta {credential:text}; el portal se vigila solo por web.\nPruebe en «Ajustes».',
  'cause.ssh-auth-failed.recovered': 'Ya se puede entrar por SSH',
  'cause.ssh-auth-failed.tip': '{server:text}: SSH no deja entrar desde {since:time}',
  'cause.ssh-auth-failed.certain.bare':
    'El servidor no deja entrar por SSH desde {since:time}: no se puede mirar por dentro ni reiniciar.',
  'cause.ssh-auth-failed.probable.bare':
    'Lo más probable es que hayan cambiado la llave o la contraseña en el servidor: no se acepta desde {since:time}.',
  'cause.ssh-auth-failed.unknown.bare': 'El servidor no deja entrar por SSH desde {since:time}; no se sabe por qué.',
  'cause.ssh-auth-failed.notify.bare': 'Por ahora el portal se vigila solo por web.\nPruebe en «Ajustes».',
  'cause.ssh-auth-failed.certain.locked':
    'Falta una contraseña para entrar por SSH desde {since:time}: no se puede mirar por dentro ni reiniciar.',
  'cause.ssh-auth-failed.certain.keyFile':
    'El archivo de la llave no se puede usar desde {since:time}: no se puede mirar por dentro ni reiniciar.',
  'cause.ssh-auth-failed.certain.agent':
    'El agente de llaves no está o no tiene llaves desde {since:time}: no se puede mirar por dentro ni reiniciar.',
  'cause.ssh-auth-failed.next.locked':
    'Escriba en Vigía la contraseña que falta. Mientras tanto el portal se vigila solo por web.',
  'cause.ssh-auth-failed.next.keyFile':
    'En «Ajustes», abra el acceso del servidor, elija la llave privada y pulse «Probar».',
  'cause.ssh-auth-failed.next.agent': 'Agregue la llave con `ssh-add`, o elija un archivo de llave en «Ajustes».',
  'cause.ssh-auth-failed.title.locked': 'Falta una contraseña',
  'cause.ssh-auth-failed.notify.locked': 'Sin ella el portal se vigila solo por web.\nAbra Vigía para escribirla.',
  'cause.ssh-auth-failed.title.keyFile': 'La llave no se puede usar',
  'cause.ssh-auth-failed.notify.keyFile': 'Por ahora el portal se vigila solo por web.\nElija la llave en «Ajustes».',
  'cause.ssh-auth-failed.title.agent': 'El agente no tiene llaves',
  'cause.ssh-auth-failed.notify.agent': 'Por ahora el portal se vigila solo por web.\nAgregue la llave al agente.',
  'cause.ssh-auth-failed.tip.locked': '{server:text}: falta una contraseña de SSH',
  'cause.ssh-auth-failed.tip.keyFile': '{server:text}: la llave de SSH no se puede usar',
  'cause.ssh-auth-failed.tip.agent': '{server:text}: el agente no tiene llaves',
  'cause.host-key-changed.certain':
    'El servidor muestra una identidad distinta de la conocida desde {since:time}: Vigía cortó la conexión y no envió nada.',
  'cause.host-key-changed.probable':
    'Lo más probable es que hayan reinstalado el servidor: su identidad es otra desde {since:time}. Vigía no envió nada.',
  'cause.host-key-changed.unknown':
    'La identidad del servidor es otra desde {since:time}; no se sabe si lo reinstalaron o si otro equipo se hace pasar por él.',
  'cause.host-key-changed.next':
    'No acepte todavía. Pregunte a {whoServer:contact} si lo reinstaló y pida la huella. Acéptela solo si es igual a {fingerprint:text}.',
  'cause.host-key-changed.title': 'Cambió la identidad SSH',
  'cause.host-key-changed.notify': 'Vigía cortó la conexión y no envió nada.\nPregunte antes de aceptar.',
  'cause.host-key-changed.recovered': 'Identidad confirmada',
  'cause.host-key-changed.tip': '{server:text}: cambió la identidad del servidor',
  'cause.host-key-changed.certain.bare':
    'El servidor mostró una identidad distinta de la conocida: Vigía cortó la conexión y no envió nada.',
  'cause.host-key-changed.probable.bare':
    'Lo más probable es que hayan reinstalado el servidor: su identidad cambió. Vigía no envió nada.',
  'cause.host-key-changed.unknown.bare':
    'La identidad del servidor cambió; no se sabe si lo reinstalaron o si otro equipo se hace pasar por él.',
  'cause.host-key-changed.next.bare':
    'No acepte todavía. Pregunte a {whoServer:contact} si lo reinstaló y pida la huella.',
  'cause.host-key-unknown.certain':
    'Falta confirmar la identidad del servidor; hasta entonces Vigía no entra por SSH y solo mira la web.',
  'cause.host-key-unknown.probable':
    'Lo más probable es que sea la primera conexión desde este computador: la identidad del servidor está sin confirmar.',
  'cause.host-key-unknown.unknown':
    'La identidad del servidor está sin confirmar y no se sabe si antes se había aceptado.',
  'cause.host-key-unknown.next':
    'Pida la huella a {whoServer:contact} y compárela con {fingerprint:text}. Si es igual, pulse «Es el servidor correcto».',
  'cause.host-key-unknown.title': 'Falta confirmar el servidor',
  'cause.host-key-unknown.notify': 'Hasta entonces solo se vigila la web.\nAbra Vigía y compare la huella.',
  'cause.host-key-unknown.recovered': 'Identidad confirmada',
  'cause.host-key-unknown.tip': '{server:text}: falta confirmar la identidad',
  'cause.host-key-unknown.next.bare':
    'Pida la huella a {whoServer:contact}, compárela y pulse «Es el servidor correcto» solo si es igual.',
  'cause.sudo-denied.certain':
    'Desde Vigía no se podría reiniciar {service:the}: el servidor no le da ese permiso a {user:text}.',
  'cause.sudo-denied.probable':
    'Lo más probable es que falte el permiso para reiniciar {service:the}: el servidor pide contraseña de administrador.',
  'cause.sudo-denied.unknown':
    'No se sabe si se podría reiniciar {service:the}: el servidor no deja consultar los permisos.',
  'cause.sudo-denied.next':
    'En «Ajustes», abra el acceso del servidor y pulse «Probar»: ahí sale la línea que {whoServer:contact} debe agregar. Por ahora el portal funciona; sin ella, el botón de reiniciar no serviría.',
  'cause.sudo-denied.title': 'Falta permiso de reinicio',
  'cause.sudo-denied.notify':
    'Todo funciona, pero no se podría reiniciar {service:the}.\nAbra Vigía: ahí está qué hacer.',
  'cause.sudo-denied.recovered': 'Ya hay permiso de reinicio',
  'cause.sudo-denied.tip': '{server:text}: sin permiso para reiniciar {service:the}',
  'cause.sudo-denied.certain.bare':
    'Desde Vigía no se podría reiniciar {service:the}: falta el permiso en el servidor.',
} as const;
