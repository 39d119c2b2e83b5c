/** The first minutes: the way to the demonstration, what was typed before, and the last step. */
export const welcomeEs = {
  'demo.see': 'Ver la demostración',
  'demo.failed': 'La demostración no pudo empezar. Cierre otros programas e inténtelo de nuevo.',
  'demo.leave': 'Salir de la demostración',
  'demo.leave.title': 'Volver a conectar su servidor. De la demostración no queda nada.',
  'setup.resumed': 'Sigue donde lo dejó. La contraseña no se guardó: escríbala de nuevo si hace falta.',
  'setup.resumed.afresh': 'Empezar de nuevo',
  'last.title': 'El último paso: los avisos',
  'last.intro':
    '{name:text} ya se vigila. El icono queda en la bandeja, junto al reloj, y responde de un vistazo. Falta saber si los avisos le llegan.',
  'last.test': 'Aviso de prueba',
  'last.test.help': 'Sale por el mismo camino que uno de verdad',
  'last.test.go': 'Enviar un aviso de prueba',
  'last.test.again': 'Enviar otro',
  'last.drill.help': 'Vea cómo sería una caída, sin tocar el servidor',
  'last.done': 'Terminar',
  'settings.problem.demo':
    'En la demostración no se guarda ningún servidor: se perdería al salir. Salga de ella y conéctelo.',
} as const;
