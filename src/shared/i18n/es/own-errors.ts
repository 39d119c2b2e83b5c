/** Troubles of Vigía's own. */
export const ownErrors = {
  'settings.restored':
    'El archivo de configuración estaba dañado. Se recuperó la copia del {on:date}; revise lo que cambió después. El dañado quedó en {path:text}.',
  'settings.newer': 'La configuración es de una versión más nueva de Vigía. No se tocó; actualice Vigía.',
  'settings.lost':
    'El archivo de configuración está dañado y no hay copia. El dañado quedó en {path:text}; configure el servidor de nuevo.',
  'secrets.unavailable':
    'Este sistema no ofrece un lugar seguro para guardar contraseñas. Vigía la pedirá cada vez que arranque y no la guarda.',
  'secrets.unreadable':
    'La contraseña guardada ya no se puede leer (cambió su usuario o su sistema). Escríbala de nuevo.',
  'history.damaged':
    'El historial estaba dañado. Se apartó en {path:text} y se empezó uno nuevo; la vigilancia no se detuvo. Lo anterior cuenta como «sin datos».',
  'history.repaired': 'El historial estaba dañado y se recuperó hasta {until:time}.',
  'disk.full':
    'El disco de su computador está lleno desde {since:time}. Vigía sigue vigilando y avisando, pero no guarda el historial. Libere espacio.',
  'notices.blocked':
    'El sistema no dejó mostrar el aviso: {reason:text}. Mientras tanto, mire el icono y esta ventana.',
} as const;
