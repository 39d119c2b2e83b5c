/** The command line's help. */
export const cliUsage = {
  'cli.usage': `Uso: vigia ORDEN [opciones]

Órdenes
  init     guarda la configuración después de probar cada paso
  check    revisa una vez y responde si se puede estar tranquila
  watch    revisa una y otra vez, y avisa
  restart  reinicia un servicio y comprueba que volvió: api, dashboard
  logs     muestra un registro: api-monitor, api-error, api-access, dashboard
  demo     un portal simulado, con fallos que se encienden y se apagan

Para todas
  --data-dir DIR   carpeta con la configuración, las identidades y el historial
  --password-stdin la contraseña (o la de la llave) por la entrada estándar
  --json           la respuesta como JSON
  --language es|en idioma de los textos
  --help           esta ayuda; «vigia ORDEN --help» explica una orden
  --version        la versión`,
  'cli.usage.init': `Uso: vigia init --host SERVIDOR --user USUARIO [opciones]

  --port N                  puerto de SSH (sin él: el de ~/.ssh/config, o 22)
  --key ARCHIVO             llave privada
  --agent                   agente de llaves
  --password-stdin          contraseña (o la de la llave) por la entrada estándar
  --url DIRECCIÓN           dirección pública del portal
  --ca ARCHIVO              más autoridades, en PEM
  --witness DIRECCIÓN       sitio que prueba su propia red (se puede repetir)
  --no-witness              ninguno: red cerrada
  --name NOMBRE             cómo llamar al servidor
  --accept-host-key HUELLA  SHA256:…, la que le dio quien administra el servidor

La contraseña también puede venir en la variable VIGIA_SSH_SECRET.
Termina con 0, o con 1 y el paso que falló.`,
  'cli.usage.check': `Uso: vigia check [--server ID] [--json] [--no-confirm]

  --no-confirm   no repite la prueba cuando algo falla

Termina con 0 tranquila, 1 atención, 2 caída, 3 sin datos.`,
  'cli.usage.watch': `Uso: vigia watch [--server ID] [--every 5m] [--json]

  --every T   tiempo entre revisiones, desde 5s (por ejemplo 30s, 5m, 1h)

Termina con Ctrl+C.`,
  'cli.usage.restart': `Uso: vigia restart SERVICIO [--server ID] [--yes] [--json]

  SERVICIO   api o dashboard
  --yes      reinicia también un servicio que funciona bien

Termina con 0 comprobado, 1 aceptado sin comprobar, 2 falló, 3 no se reinició.`,
  'cli.usage.logs': `Uso: vigia logs REGISTRO [-n N] [-f] [--grep TEXTO] [--since CUÁNDO] [--server ID]

  REGISTRO        api-monitor, api-error, api-access o dashboard
  -n N            cuántos renglones del final (500)
  -f              sigue mostrando los nuevos
  --grep TEXTO    solo los que contienen ese texto
  --since CUÁNDO  por ejemplo 10:42, 2026-11-24T10:42, 30m, 2h

Termina con 0, o con 2 si no se puede leer.`,
  'cli.usage.demo': `Uso: vigia demo

Enciende un portal simulado en este computador. En su línea de órdenes:
  NOMBRE DEL FALLO   lo enciende o lo apaga
  lista              muestra los fallos
  salir              termina`,
  'cli.usage.report': 'Todavía no existe: llega con una versión posterior.',
} as const;
