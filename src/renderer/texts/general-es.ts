/** What starts Vigía, and what it needs for that. */
export const generalEs = {
  'login.title': 'Inicio',
  'login.label': 'Arrancar al iniciar sesión',
  'login.help':
    'Vigía arranca en la bandeja, sin abrir la ventana. Así vigila desde que usted entra, aunque no la abra.',
  'login.off': 'Ahora Vigía vigila solo desde que usted la abre.',
  'login.elsewhere':
    'Al iniciar sesión arranca otra copia: {command:text}. Enciéndalo para que arranque esta, que es la que tiene abierta.',
  'login.blocked.windows':
    'Está apagado en el Administrador de tareas de Windows. Ábralo, vaya a «Aplicaciones de arranque» y habilite Vigía.',
  'login.blocked.macos':
    'macOS espera su permiso: en «Ajustes del Sistema › General › Ítems de inicio», permita Vigía.',
  'login.unreadable':
    'No se puede ver si está encendido: {path:text} no se deja leer ({reason:text}). Revise sus permisos.',
  'login.unavailable.development':
    'Esta Vigía corre desde su código y no se puede arrancar así al iniciar sesión. Instale el programa y actívelo allí.',
  'login.unavailable.demo': 'La demostración no arranca al iniciar sesión. Active esto con su servidor.',
  'login.unavailable.path':
    'El escritorio no puede arrancar el programa desde su carpeta: el nombre tiene un carácter especial, como % o =. Muévalo a otra carpeta.',
  'login.problem.closed':
    'No cambió: {path:text} no se deja escribir. Revise los permisos de esa carpeta e inténtelo de nuevo.',
  'login.problem.full': 'No cambió: el disco de su computador está lleno. Libere espacio e inténtelo de nuevo.',
  'login.problem.refused': 'El sistema no lo permitió y quedó como estaba. Pregunte a quien administra su computador.',
  'login.problem.failed': 'No se pudo cambiar y quedó como estaba. Inténtelo de nuevo.',
  'updates.title': 'Actualizaciones',
  'updates.label': 'Buscar versiones nuevas de Vigía',
  'updates.help':
    'Una vez al día, en silencio y nunca durante una caída. La versión nueva se instala al salir de Vigía.',
  'updates.current': 'Vigía {version:text} · actualizada',
  'updates.found': 'Vigía {version:text} · hay una versión nueva, la {next:text}, y se está descargando',
  'updates.ready': 'Vigía {version:text} · hay una versión nueva, la {next:text}: se instala al salir',
  'updates.restart': 'Reiniciar para actualizar',
  'updates.refused':
    'Ahora no se puede: hay un reinicio en marcha o un simulacro. Espere a que termine e inténtelo de nuevo.',
  'updates.off.development': 'Esta Vigía corre desde su código y no se actualiza sola.',
  'updates.off.demo': 'La demostración no se actualiza sola.',
  'updates.off.no-feed': 'Esta copia no busca versiones nuevas.',
  'updates.off.policy': 'Quien administra su computador apagó las actualizaciones.',
  'updates.off.setting': 'Ahora Vigía no busca versiones nuevas.',
  'updates.off.system-package': 'Esta copia la actualiza su sistema, junto con los demás programas.',
  'updates.off.by-hand':
    'Esta copia no se puede reemplazar sola. Descargue la versión nueva y póngala en el lugar de esta.',
  'updates.off.unsigned':
    'Esta copia no está firmada y no podría saber de quién es una descarga. Instale usted la versión nueva.',
} as const;
