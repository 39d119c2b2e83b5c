/** Why the server could not be asked over SSH, each with its next step. */
export const errors = {
  'error.name-not-found': 'El nombre {host:text} no se encuentra.',
  'error.name-not-found.next':
    'Revise que esté bien escrito; si lo está, encienda la VPN o pregunte a {whoNetwork:contact}.',
  'error.refused': '{host:text} rechaza el puerto {port:text} de SSH.',
  'error.refused.next':
    'Confirme el número del puerto; si es correcto, el servicio SSH está apagado: avise a {whoServer:contact}.',
  'error.timeout': 'Nadie contesta en {host:text}, puerto {port:text}, en {limit:duration}.',
  'error.timeout.next':
    'Casi siempre es un cortafuegos: encienda la VPN o pida a {whoNetwork:contact} abrir el puerto {port:text} para su red.',
  'error.unreachable': 'Desde su red no hay camino hasta {host:text}, puerto {port:text}.',
  'error.unreachable.next':
    'Revise el wifi, el cable o la VPN de su computador; si están bien, avise a {whoNetwork:contact}.',
  'error.no-route': 'Su computador no tiene camino hasta {host:text}.',
  'error.no-route.next': 'Revise el wifi, el cable o la VPN de su computador.',
  'error.not-ssh': 'En {host:text}, puerto {port:text}, contesta otro programa y no SSH.',
  'error.not-ssh.next': 'Confirme el número del puerto con {whoServer:contact}.',
  'error.no-common-algorithm': 'El servidor y Vigía no tienen un método de cifrado en común ({what:text}).',
  'error.no-common-algorithm.bare': 'El servidor y Vigía no tienen un método de cifrado en común.',
  'error.no-common-algorithm.next': 'Pida a {whoServer:contact} actualizar el servicio SSH.',
  'error.host-key-unknown': 'La identidad de {host:text} está sin confirmar; Vigía no envió nada.',
  'error.host-key-unknown.next':
    'Pida la huella a {whoServer:contact} y compárela con {fingerprint:text}. Acéptela solo si es igual.',
  'error.host-key-changed':
    'La identidad de {host:text} cambió: antes {known:text}, ahora {fingerprint:text}. Vigía cortó la conexión y no envió nada.',
  'error.host-key-changed.next':
    'No acepte todavía. Pregunte a {whoServer:contact} si reinstaló el servidor y pida la huella.',
  'error.auth-failed': 'El servidor no acepta {credential:text} de {user:text}.',
  'error.auth-failed.next.key':
    'Agregue la llave: `ssh-copy-id -i {file:text}.pub {user:text}@{host:text}`, o envíe el archivo .pub a {whoServer:contact}.',
  'error.auth-failed.next.agent':
    'Mire con `ssh-add -l` qué llaves ofrece el agente y confirme con {whoServer:contact} cuál acepta el servidor.',
  'error.auth-failed.next.password': 'Pruebe una vez más; después espere, para que el servidor no bloquee al usuario.',
  'error.auth-failed.next.bare': 'Confirme el usuario y la llave con {whoServer:contact}.',
  'error.login-refused-booting': 'El servidor está arrancando o apagándose y todavía no deja entrar.',
  'error.login-refused-booting.next': 'Espere unos 2 min; Vigía vuelve a mirar. Reiniciar no ayuda.',
  'error.password-not-accepted-by-server': 'El servidor no admite contraseñas para {user:text}.',
  'error.password-not-accepted-by-server.next': 'Use un archivo de llave o el agente de llaves.',
  'error.secret-needed.passphrase': 'La llave está protegida y falta su contraseña.',
  'error.secret-needed.passphrase.next': 'Escríbala en Vigía, o agregue la llave al agente: `ssh-add {file:text}`.',
  'error.secret-needed.passphrase.next.bare': 'Escríbala en Vigía, o agregue la llave al agente con `ssh-add`.',
  'error.secret-needed.password': 'Falta la contraseña de {user:text}.',
  'error.secret-needed.password.next': 'Escríbala en Vigía. Sin ella solo se vigila la web.',
  'error.passphrase-wrong': 'Esa no es la contraseña de la llave {file:text}.',
  'error.passphrase-wrong.next': 'El archivo no cambió; pruebe de nuevo.',
  'error.key-unreadable': 'El archivo {file:text} no se puede abrir.',
  'error.key-unreadable.next': 'Revise la ruta y los permisos, y elija la llave privada, sin «.pub».',
  'error.key-format': 'El formato de la llave {file:text} no se puede usar.',
  'error.key-format.next':
    'Haga una copia convertida y elíjala: `cp -p {file:text} {file:text}.vigia && ssh-keygen -p -Z aes256-ctr -f {file:text}.vigia`',
  'error.key-format.unknown': 'El archivo {file:text} no es una llave que Vigía pueda leer.',
  'error.key-format.unknown.next':
    'Elija la llave privada, sin «.pub». Si lo es, cree una nueva: `ssh-keygen -t ed25519 -f {file:text}.vigia`',
  'error.key-format.putty': 'El archivo {file:text} es una llave de PuTTY.',
  'error.key-format.putty.next':
    'Conviértala y elija la copia: `puttygen {file:text} -O private-openssh-new -o {file:text}.vigia`',
  'error.key-format.public': 'El archivo {file:text} es la llave pública.',
  'error.key-format.public.next': 'Elija la privada: casi siempre tiene el mismo nombre, sin «.pub».',
  'error.key-format.certificate': 'El archivo {file:text} es un certificado y no una llave.',
  'error.key-format.certificate.next': 'Elija la llave privada que lo acompaña, o use el agente de llaves.',
  'error.key-format.security-key':
    'La llave {file:text} vive en un dispositivo de seguridad y Vigía no puede usarla sola.',
  'error.key-format.security-key.next':
    'Cree una llave propia para Vigía: `ssh-keygen -t ed25519 -f ~/.ssh/vigia`, y agréguela en el servidor.',
  'error.agent-missing': 'No hay un agente de llaves en este computador.',
  'error.agent-missing.next':
    'Elija un archivo de llave o encienda el agente (en Windows: servicio «OpenSSH Authentication Agent»).',
  'error.agent-empty': 'El agente de llaves no tiene ninguna.',
  'error.agent-empty.next': 'Agregue la suya con `ssh-add`.',
  'error.session-refused': 'El servidor deja entrar, pero no abre la sesión.',
  'error.session-refused.next':
    'Pida a {whoServer:contact} revisar la consola de {user:text} y el límite de sesiones de SSH (MaxSessions).',
  'error.disconnected': 'La conexión con el servidor se cortó.',
  'error.disconnected.next': 'Espere la próxima revisión; si se repite, revise su red y avise a {whoServer:contact}.',
  'error.command-timeout': 'El servidor dejó entrar, pero no terminó de contestar en {limit:duration}.',
  'error.command-timeout.next':
    'Puede estar muy ocupado. Espere la próxima revisión; si se repite, avise a {whoServer:contact}.',
  'error.gate-refused': 'El servidor deja entrar, pero su filtro (vigia-gate) no permite lo que Vigía pidió.',
  'error.gate-refused.next':
    'Pida a {whoServer:contact} poner en el servidor los guiones de esta versión (`vigia gate`).',
  'error.answer-unreadable': 'El servidor contestó algo que Vigía no entiende.',
  'error.answer-unreadable.next':
    'Pida a {whoServer:contact} revisar que {user:text} entre con una consola normal (sh o bash), sin una orden fija.',
  'error.too-much-output': 'El servidor envió más de {limit:size} y Vigía dejó de leer.',
  'error.too-much-output.next': 'Mire qué escriben `.bashrc` y `.profile` de {user:text} al entrar por SSH.',
  'error.jump-failed': 'No se pudo pasar por el servidor intermedio {jump:text}. {sentence:text}',
  'error.auth-held':
    'El servidor no aceptó {credential:text} de {user:text}; no se intenta otra vez hasta {until:time}.',
  'error.auth-held.next':
    'Corrija el acceso en «Ajustes» y pulse «Probar». Vigía no insiste, para que el servidor no bloquee al usuario.',
  'error.other': 'No se pudo entrar por SSH: {detail:text}',
  'error.other.bare': 'No se pudo entrar por SSH.',
  'error.other.next': 'Copie este texto y envíelo a {whoServer:contact}.',
} as const;
