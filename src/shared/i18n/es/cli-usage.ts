/** The command line's help. */
export const cliUsage = {
  'cli.usage': `Uso: vigia ORDEN [opciones]

Órdenes
  init     guarda la configuración después de probar cada paso
  check    revisa una vez y responde si se puede estar tranquila
  watch    revisa una y otra vez, y avisa
  restart  reinicia un servicio y comprueba que volvió: api, dashboard
  logs     muestra registros: api-monitor, api-error, api-access, dashboard, nginx-error, all
  report   la disponibilidad y las caídas de un tiempo
  gate     lo que un administrador pone en el servidor para que la llave solo pueda lo de Vigía
  demo     un portal simulado, con fallos que se encienden y se apagan
  help     esta ayuda; «vigia help ORDEN» explica una orden

Para todas
  --data-dir DIR    carpeta con la configuración, las identidades y el historial
  --password-stdin  la contraseña (o la de la llave) por la entrada estándar
  --json            la respuesta como JSON
  --language es|en  idioma de los textos
  -h, --help        esta ayuda, o la de la orden
  --version         la versión

La contraseña también puede venir en la variable VIGIA_SSH_SECRET.`,
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

Sin --key ni --password-stdin se usa el agente de llaves.
Termina con 0, o con 1 y el paso que falló.`,
  'cli.usage.check': `Uso: vigia check [--server ID] [--json] [--no-confirm]

  --server ID    el servidor, si hay varios (sin ella: el primero)
  --no-confirm   no repite la prueba cuando algo falla

Termina con 0 tranquila, 1 atención, 2 caída, 3 sin datos.`,
  'cli.usage.watch': `Uso: vigia watch [--server ID] [--every 5m] [--json]

  --server ID  solo ese servidor (sin ella: todos)
  --every T    tiempo entre revisiones, desde 5s (por ejemplo 30s, 5m, 1h)

Con --json, un documento por renglón y por revisión. Termina con Ctrl+C.`,
  'cli.usage.restart': `Uso: vigia restart SERVICIO [--server ID] [--yes] [--anyway] [--json]

  SERVICIO     api o dashboard
  --server ID  el servidor, si hay varios (sin ella: el primero)
  -y, --yes    reinicia también un servicio que funciona bien
  --anyway     reinicia aunque tres reinicios seguidos no lo hayan arreglado

Termina con 0 comprobado, 1 aceptado sin comprobar, 2 falló, 3 no se reinició.`,
  'cli.usage.logs': `Uso: vigia logs REGISTRO… [-n N] [-f] [--grep TEXTO | --regex EXPRESIÓN] [--since CUÁNDO] [--until CUÁNDO] [--server ID]

  REGISTRO           api-monitor, api-error, api-access, dashboard, nginx-error o all; varios se ordenan por su hora
  --server ID        el servidor, si hay varios (sin ella: el primero)
  -n, --lines N      cuántos renglones del final (500; con --since o --until, todos)
  -f, --follow       sigue mostrando los nuevos
  --grep TEXTO       solo los que contienen ese texto, también en los archivos anteriores y comprimidos
  --regex EXPRESIÓN  lo mismo, con una expresión regular
  --since CUÁNDO     por ejemplo 10:42, 2026-11-24T10:42, 30m, 2h
  --until CUÁNDO     hasta entonces

Termina con 0, o con 2 si alguno no se puede leer.`,
  'cli.usage.demo': `Uso: vigia demo [--no-watch] [--json]

  --no-watch  solo el portal, sin vigilarlo aquí

Enciende un portal simulado en este computador, con una carpeta propia si no se da --data-dir. En su línea de órdenes:
  NOMBRE DEL FALLO   lo enciende o lo apaga
  lista              muestra los fallos
  salir              termina`,
  'cli.usage.gate': `Uso: vigia gate --to CARPETA [--server ID] [--json]

  --to CARPETA    una carpeta nueva: vigia-gate y los guiones que deja pasar, como texto
  --server ID     el servidor, si hay varios (sin ella: el primero)

Cómo se instala: docs/servidor.md. Después de actualizar Vigía o de cambiar rutas en la configuración, otra vez.
Termina con 0, o con 3 si no se pudo escribir.`,
  'cli.usage.report': `Uso: vigia report [--from D] [--to D] [--server ID] [--json | --csv | --html ARCHIVO]

  --from D        desde cuándo: 2026, 2026-T4, 2026-11, 2026-11-24 o 2026-11-24T10:42
  --to D          hasta cuándo, ese día, mes o año incluido (sin ella: hasta ahora)
  --server ID     el servidor, si hay varios (sin ella: el primero)
  --csv           una tabla para hojas de cálculo
  --html ARCHIVO  una página para imprimir o enviar

Sin fechas: el último mes completo o, si de él no se sabe nada, lo que va de este.
Con --json, un documento. Termina con 0, o con 3 si una fecha no es válida o la página no se pudo escribir.`,
} as const;
