/** The set-up checklist. */
export const setup = {
  'setup.name.title': 'Nombre del servidor',
  'setup.name.ok': '{host:text} existe ({address:text}).',
  'setup.name.notFound':
    'Ese nombre no existe. Revise que esté bien escrito; si lo está, encienda la VPN o pregunte a {whoNetwork:contact}.',
  'setup.name.noDns': 'Su computador no puede consultar ningún nombre. Revise su Internet.',
  'setup.port.title': 'Puerto de SSH',
  'setup.port.ok': 'El puerto {port:text} contesta ({took:latency}).',
  'setup.port.refused':
    'El servidor existe, pero rechaza el puerto {port:text}. Confirme el número del puerto; si es correcto, el servicio SSH está apagado.',
  'setup.port.timeout':
    'Nadie contesta en {limit:duration}. Casi siempre es un cortafuegos: encienda la VPN o pida abrir el puerto {port:text} para su red.',
  'setup.port.notSsh': 'En el puerto {port:text} contesta otro programa, no SSH. Confirme el número.',
  'setup.identity.title': 'Identidad del servidor',
  'setup.identity.ok': 'Es el servidor conocido ({fingerprint:text}).',
  'setup.identity.unknown':
    'Primera vez. Pida la huella a {whoServer:contact} (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`) y compárela: {fingerprint:text}.',
  'setup.identity.changed':
    'La identidad cambió: antes {old:text}, ahora {fingerprint:text}. No siga hasta preguntar a {whoServer:contact}.',
  'setup.identity.accept': 'Es el servidor correcto',
  'setup.login.title': 'Entrada',
  'setup.login.ok': 'Entra como {user:text} con {credential:text}.',
  'setup.login.keyRejected':
    'El servidor no acepta esta llave para {user:text}. Agréguela: `ssh-copy-id -i {file:text}.pub {user:text}@{host:text}`, o envíe el archivo .pub a {whoServer:contact}.',
  'setup.login.passphraseNeeded':
    'La llave está protegida. Escriba su contraseña (la de la llave, no la del servidor).',
  'setup.login.passphraseWrong': 'Esa no es la contraseña de la llave. El archivo no cambió; pruebe de nuevo.',
  'setup.login.keyUnreadable':
    'El archivo {file:text} no se puede abrir o no es una llave. Elija la llave privada, sin «.pub».',
  'setup.login.keyFormat':
    'Este formato de llave no se puede usar. Haga una copia convertida y elíjala aquí: `cp -p {file:text} {file:text}.vigia && ssh-keygen -p -Z aes256-ctr -f {file:text}.vigia`',
  'setup.login.keyFormat.windows':
    'Este formato de llave no se puede usar. En PowerShell: `Copy-Item {file:text} {file:text}.vigia; ssh-keygen -p -Z aes256-ctr -f {file:text}.vigia`',
  'setup.login.keyFormat.putty':
    'Es una llave de PuTTY. Conviértala: `puttygen {file:text} -O private-openssh-new -o {file:text}.vigia`; o en PuTTYgen, Conversions › Export OpenSSH key (force new file format).',
  'setup.login.keyFormat.new':
    'Si la conversión dice «invalid format», cree una llave nueva: `ssh-keygen -t ed25519 -f {file:text}.vigia`, y agréguela en el servidor.',
  'setup.login.agentEmpty': 'El agente de llaves no tiene ninguna. Agréguela: `ssh-add {file:text}`.',
  'setup.login.agentMissing':
    'No hay un agente de llaves en este computador. Elija un archivo de llave o enciéndalo (en Windows: servicio «OpenSSH Authentication Agent»).',
  'setup.login.passwordRefused':
    'El servidor no acepta esa contraseña. Pruebe una vez más; después espere, para que no bloquee al usuario.',
  'setup.login.passwordOff': 'Este servidor no admite contraseñas. Use una llave.',
  'setup.login.algorithms':
    'El servidor y Vigía no tienen un método de cifrado en común. Pida a {whoServer:contact} actualizar el servicio SSH.',
  'setup.sudo.title': 'Permiso para reiniciar el tablero',
  'setup.sudo.ok': 'Se puede reiniciar {unit:text} sin contraseña, y nada más.',
  'setup.sudo.missing':
    'Falta el permiso. Pida a {whoServer:contact} que ejecute `sudo visudo -f /etc/sudoers.d/vigia` y escriba: `{user:text} ALL=(root) NOPASSWD: {systemctl:text} restart {unit:text}, {systemctl:text} reset-failed {unit:text}`',
  'setup.sudo.tooMuch':
    'Funciona, pero {user:text} puede hacer de todo como administrador. Es más seguro limitarlo a la línea que se muestra.',
  'setup.scripts.title': 'Programas para detener y arrancar la API',
  'setup.scripts.ok': 'Están los dos y se pueden ejecutar.',
  'setup.scripts.missing': 'No existe {path:text}. Confirme la ruta con {whoCode:contact}.',
  'setup.scripts.notExecutable': '{path:text} no se puede ejecutar. En el servidor: `chmod u+x {path:text}`.',
  'setup.logs.title': 'Registros',
  'setup.logs.ok': '{n:plural:Se lee # registro/Se leen # registros}; el último renglón es de {seen:age}.',
  'setup.logs.missing': 'No existe {path:text}. Corrija la ruta; si es correcta, se creará al primer renglón.',
  'setup.logs.unreadable':
    '{user:text} no puede leer {path:text}. Pida a {whoServer:contact}: `sudo setfacl -m u:{user:text}:r {path:text}`.',
  'setup.logs.journal':
    'Falta permiso para leer el registro de {unit:text}. Pida: `sudo usermod -aG systemd-journal {user:text}` y pruebe de nuevo.',
  'setup.units.title': 'Servicios del sistema',
  'setup.units.ok': '{units:list}: activos y marcados para el arranque.',
  'setup.units.unknown': 'El servidor no conoce {unit:text}. ¿Quiso decir {near:list}?',
  'setup.units.notEnabled':
    '{unit:text} funciona, pero no arrancaría con el servidor. Pida: `sudo systemctl enable {unit:text}`.',
  'setup.crontab.title': 'Tareas programadas (crontab)',
  'setup.crontab.ok': 'Están el arranque (`@reboot`) y el vigilante (cada {every:duration}).',
  'setup.crontab.noReboot':
    'Falta la línea de arranque de la API. Con `crontab -e` agregue: `@reboot sleep 30 && {path:text}`',
  'setup.crontab.noWatchdog':
    'Falta la línea del vigilante. Pídala a {whoServer:contact} y agréguela con `crontab -e`; empieza por `*/5 * * * *`.',
  'setup.web.title': 'Dirección web',
  'setup.web.ok': '{url:text} abre bien ({status:text}, {took:latency}); el certificado vale hasta el {expires:date}.',
  'setup.web.name': 'El nombre de {url:text} no existe. Revise que esté bien escrito.',
  'setup.web.certificate':
    'La dirección abre, pero su certificado falla: {why:text}. Si lo pone su red, agregue su archivo PEM en «Más datos», «Autoridad propia».',
  'setup.web.status':
    'La dirección responde con error {status:text}. Ábrala en el navegador; si allí abre, revise la ruta escrita aquí.',
  'setup.web.proxyLogin':
    'Su red pide usuario para navegar. Pida a {whoNetwork:contact} una salida directa hacia el portal.',
  'setup.notices.title': 'Avisos e icono',
  'setup.notices.ok': 'El aviso de prueba se mostró. Arrastre el icono de Vigía junto al reloj para verlo siempre.',
  'setup.done': 'Todo listo. Desde ahora el icono responde: {question:text}',
  'setup.partly': 'Se puede empezar así. No se vigilará: {missing:list}.',
  'setup.waiting': 'Se probará cuando se arregle lo anterior.',
  'setup.sudo.unreadable': 'No se pudo comprobar el permiso para reiniciar el tablero.',
  'setup.scripts.unreadable': 'No se pudo comprobar si están los programas de la API.',
  'setup.logs.unreadableAll': 'No se pudo comprobar si se leen los registros.',
  'setup.logs.ok.bare': '{n:plural:Se lee # registro/Se leen # registros}.',
  'setup.units.unknown.bare': 'El servidor no conoce {unit:text}.',
  'setup.units.stopped': '{unit:text} no está activo ahora.',
  'setup.crontab.ok.bare': 'Están el arranque (`@reboot`) y el vigilante.',
  'setup.crontab.unreadable': 'No se pudieron leer las tareas programadas.',
  'setup.web.ok.bare': '{url:text} abre bien ({status:text}, {took:latency}).',
  'setup.web.certificate.bare':
    'La dirección abre, pero su certificado no es válido. Si lo pone su red, agregue su archivo PEM en «Más datos», «Autoridad propia».',
  'setup.running': 'Probando…',
  'setup.name.ok.bare': '{host:text} se busca desde el servidor intermedio.',
  'setup.identity.ok.bare': 'Es el servidor conocido.',
  'setup.login.passwordNeeded': 'Falta la contraseña de {user:text}. Escríbala y pruebe de nuevo.',
  'setup.login.other':
    'El servidor contesta, pero {user:text} no pudo entrar. Pida a {whoServer:contact} revisar el servicio SSH.',
  'setup.units.unreadable': 'No se pudo preguntar por los servicios del sistema.',
  'setup.web.silent':
    '{url:text} no contesta. Revise la dirección y su red; si están bien, el portal no abre desde aquí.',
  'certificateProblem.expired': 'venció',
  'certificateProblem.not-yet-valid': 'todavía no empieza a valer',
  'certificateProblem.wrong-name': 'es para otro nombre',
  'certificateProblem.unknown-issuer': 'lo firma una autoridad que los navegadores no conocen',
  'certificateProblem.self-signed': 'se firmó a sí mismo',
  'certificateProblem.incomplete-chain': 'le falta el certificado intermedio',
  'certificateProblem.other': 'el navegador lo rechazaría',
} as const;
