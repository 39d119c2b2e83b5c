/** Causes between her computer and the server. */
export const networkCauses = {
  'cause.laptop-offline.certain':
    'Su computador no tiene Internet desde {since:time}; por eso no se sabe cómo está el portal.',
  'cause.laptop-offline.probable':
    'Lo más probable es que su computador esté sin Internet desde {since:time}: no responden ni el portal ni los sitios de prueba.',
  'cause.laptop-offline.unknown':
    'No se sabe si falla el portal o la conexión de su computador: las respuestas son contradictorias desde {since:time}.',
  'cause.laptop-offline.next':
    'Revise el wifi, el cable o la VPN de su computador. Vigía vuelve a mirar apenas haya conexión. Reiniciar servicios no ayuda.',
  'cause.laptop-offline.title': 'Su computador sin Internet',
  'cause.laptop-offline.notify':
    'Desde {since:time} no se sabe cómo está el portal.\nRevise el wifi, el cable o la VPN.',
  'cause.laptop-offline.recovered': 'Volvió la conexión',
  'cause.laptop-offline.tip': '{server:text}: sin datos, su computador no tiene Internet',
  'cause.captive-portal.certain':
    'La red pide iniciar sesión: desde {since:time} contesta la página de acceso de la red y no el portal.',
  'cause.captive-portal.probable':
    'Lo más probable es que la red pida iniciar sesión: desde {since:time} los sitios de prueba contestan con una página ajena.',
  'cause.captive-portal.unknown':
    'No se sabe cómo está el portal: desde {since:time} algo en la red cambia las respuestas.',
  'cause.captive-portal.next':
    'Abra el navegador, acepte la página de la red y espere un minuto. Reiniciar servicios no ayuda.',
  'cause.captive-portal.title': 'La red pide iniciar sesión',
  'cause.captive-portal.notify':
    'Desde {since:time} no se sabe cómo está el portal.\nAbra el navegador y acepte la página.',
  'cause.captive-portal.recovered': 'Volvió la conexión',
  'cause.captive-portal.tip': '{server:text}: sin datos, la red pide iniciar sesión',
  'cause.laptop-offline.unknown.web':
    'Ni el portal ni los sitios de prueba abren desde su computador desde {since:time}, aunque por SSH sí se llega al servidor; no se sabe si los demás ven el portal.',
  'cause.laptop-offline.next.web':
    'Abra otra página en el navegador. Si tampoco abre, es su red; si abre, avise a {whoNetwork:contact}. Vigía vuelve a mirar sin que haga nada.',
  'cause.laptop-offline.title.web': 'Su red no abre la web',
  'cause.laptop-offline.tip.web': '{server:text}: sin datos, su red no abre páginas web',
  'cause.laptop-offline.certain.route':
    'Su computador no tiene camino hacia el servidor desde {since:time}, aunque sí hacia otros sitios; por eso no se sabe cómo está el portal.',
  'cause.laptop-offline.next.route':
    'Encienda la VPN o cambie de red: desde la actual no se llega al servidor. Vigía vuelve a mirar sin que haga nada. Reiniciar servicios no ayuda.',
  'cause.laptop-offline.title.route': 'No hay camino al servidor',
  'cause.laptop-offline.notify.route': 'Desde {since:time} su red no llega hasta él.\nEncienda la VPN o cambie de red.',
  'cause.laptop-offline.tip.route': '{server:text}: sin datos, su red no llega al servidor',
  'cause.laptop-offline.probable.vpn':
    'Lo más probable es que la VPN de su computador se haya desconectado: desde {since:time} no se llega al servidor y no se sabe cómo está el portal.',
  'cause.laptop-offline.next.vpn':
    'Conecte la VPN de nuevo. Vigía vuelve a mirar sin que haga nada. Reiniciar servicios no ayuda.',
  'cause.laptop-offline.title.vpn': 'VPN desconectada',
  'cause.laptop-offline.notify.vpn': 'Desde {since:time} no se sabe cómo está el portal.\nConecte la VPN de nuevo.',
  'cause.laptop-offline.tip.vpn': '{server:text}: sin datos, la VPN está desconectada',
  'cause.laptop-offline.certain.proxy':
    'El proxy de su red no deja pasar a Vigía desde {since:time}; por eso no se sabe cómo está el portal.',
  'cause.laptop-offline.probable.proxy':
    'Lo más probable es que el proxy de su red no deje pasar a Vigía desde {since:time}; no se sabe cómo está el portal.',
  'cause.laptop-offline.next.proxy':
    'Abra el portal en el navegador. Si tampoco abre, avise a {whoNetwork:contact}: el proxy no responde, pide contraseña o bloquea esa dirección. Reiniciar servicios no ayuda.',
  'cause.laptop-offline.title.proxy': 'El proxy no deja pasar',
  'cause.laptop-offline.notify.proxy':
    'Desde {since:time} no se sabe cómo está el portal.\nAvise a {whoNetwork:contact}.',
  'cause.laptop-offline.tip.proxy': '{server:text}: sin datos, el proxy no deja pasar',
  'cause.captive-portal.certain.intercepted':
    'Algo en su red se pone en medio desde {since:time}: muestra otro certificado y no el del servidor; así no se sabe cómo ven el portal los demás.',
  'cause.captive-portal.probable.intercepted':
    'Lo más probable es que algo en su red se ponga en medio desde {since:time}: muestra otro certificado; así no se sabe cómo ven el portal los demás.',
  'cause.captive-portal.next.intercepted':
    'Abra el portal en el celular con datos móviles: si allá abre sin advertencias, es su red. Avise a {whoNetwork:contact}. Reiniciar servicios no ayuda.',
  'cause.captive-portal.title.intercepted': 'Algo se pone en medio',
  'cause.captive-portal.notify.intercepted':
    'Su red muestra un certificado ajeno desde {since:time}.\nPruebe con el celular; avise a {whoNetwork:contact}.',
  'cause.captive-portal.tip.intercepted': '{server:text}: sin datos, algo en su red se pone en medio',
  'cause.name-not-found.certain':
    'Nadie puede entrar porque el nombre {host:text} no se encuentra en Internet desde {since:time}; otros nombres sí.',
  'cause.name-not-found.probable':
    'Lo más probable es un fallo en los nombres de Internet (DNS): {host:text} no se encuentra desde {since:time} y otros nombres sí.',
  'cause.name-not-found.unknown':
    'El nombre {host:text} no se encuentra desde {since:time}; no se sabe si les pasa a todos o solo a su red.',
  'cause.name-not-found.next':
    'Avise a {whoNetwork:contact}: hay que revisar el registro DNS de {host:text}. El servidor puede estar bien; reiniciar no ayuda.',
  'cause.name-not-found.title': 'El portal no se encuentra',
  'cause.name-not-found.notify': 'Falla su nombre en Internet (DNS) desde {since:time}.\nAvise a {whoNetwork:contact}.',
  'cause.name-not-found.recovered': 'El portal ya se encuentra',
  'cause.name-not-found.tip': '{server:text}: falla el nombre (DNS) desde {since:time}',
  'cause.server-unreachable.certain':
    'El servidor no responde ni por web ni por SSH desde {since:time}: está apagado o sin red (desde afuera se ven igual).',
  'cause.server-unreachable.probable':
    'Lo más probable es que el servidor esté apagado o sin red: no responde desde {since:time}.',
  'cause.server-unreachable.unknown':
    'El servidor no responde desde {since:time}; no se sabe si está apagado, sin red o bloqueado para su computador.',
  'cause.server-unreachable.next':
    'Llame a {whoServer:contact} y pregunte: ¿está encendido?, ¿tiene red? Desde aquí no se puede encender ni reiniciar. Al encenderlo, el portal arranca solo en unos 2 min.',
  'cause.server-unreachable.title': 'El servidor no responde',
  'cause.server-unreachable.notify':
    'Apagado o sin red desde {since:time}; su Internet sí funciona.\nLlame a {whoServer:contact}.',
  'cause.server-unreachable.recovered': 'El servidor volvió',
  'cause.server-unreachable.tip': '{server:text}: sin respuesta desde {since:time}',
  'cause.server-booting.certain':
    'El servidor se encendió {boot:moment} y todavía está arrancando sus servicios; suele tardar {usual:duration}.',
  'cause.server-booting.probable':
    'Lo más probable es que el servidor esté arrancando desde {since:time}: aún no deja entrar por SSH.',
  'cause.server-booting.unknown':
    'El servidor apenas responde desde {since:time}; no se sabe si está arrancando o si algo le impide arrancar.',
  'cause.server-booting.unknown.stuck':
    'El servidor no responde a los usuarios y no deja entrar a nadie desde {since:time}: algo no lo deja terminar de arrancar, o alguien lo cerró.',
  'cause.server-booting.next.stuck':
    'No espere más: lleva mucho más de lo normal. Llame a {whoServer:contact} y pida mirar su consola. Desde aquí no se puede entrar ni reiniciar.',
  'cause.server-booting.tip.stuck': '{server:text}: el servidor no termina de arrancar',
  'cause.server-booting.next':
    'Espere hasta {by:time} sin tocar nada. Si para entonces falta algo, Vigía le dirá qué. Reiniciar ahora alarga la espera.',
  'cause.server-booting.title': 'El servidor está arrancando',
  'cause.server-booting.notify':
    'Se encendió {boot:moment}; suele tardar {usual:duration}.\nEspere hasta {by:time}, sin tocar nada.',
  'cause.server-booting.recovered': 'El servidor ya arrancó',
  'cause.server-booting.tip': '{server:text}: el servidor está arrancando',
  'cause.server-booting.certain.bare': 'El servidor todavía está arrancando sus servicios desde {since:time}.',
  'cause.server-booting.next.bare':
    'Espere unos 2 min sin tocar nada. Si después falta algo, Vigía le dirá qué. Reiniciar ahora alarga la espera.',
  'cause.server-booting.notify.bare': 'Sus servicios suelen tardar unos 2 min.\nEspere sin tocar nada.',
} as const;
