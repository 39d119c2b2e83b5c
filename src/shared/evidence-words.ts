/**
 * Evidence is written by the core in English, in a few forms of its own, and kept so in the history. Here those forms are
 * said in Spanish; what is quoted of the server's own words, and a form that is not known, stays as it is.
 */
const answer = String.raw`(GET \S+) (\d{3}) in (\d+ ms)`;

const forms: readonly (readonly [RegExp, string])[] = (
  [
    [answer, '$1 $2 en $3'],
    [`${answer}, body not-json`, '$1 $2 en $3, el contenido no es JSON'],
    [`${answer}, body empty`, '$1 $2 en $3, sin contenido'],
    [`${answer}, body foreign`, '$1 $2 en $3, el contenido es de otro'],
    [String.raw`(GET \S+): (\w+) timeout \((\d+ ms)\)`, '$1: $2 sin respuesta ($3)'],
    [String.raw`(GET \S+): (\w+) refused \((\d+ ms)\)`, '$1: $2 rechaza la conexión ($3)'],
    [String.raw`(GET \S+): (\w+) reset \((\d+ ms)\)`, '$1: $2 corta la conexión ($3)'],
    [String.raw`(GET \S+): dns not-found \((\d+ ms)\)`, '$1: el nombre no existe ($2)'],
    [String.raw`(GET \S+): tcp (?:no-route|unreachable) \((\d+ ms)\)`, '$1: no hay ruta ($2)'],
    [String.raw`on the server: (GET \S+) no answer in (\d+ ms)`, 'en el servidor: $1 sin respuesta en $2'],
    [`on the server: ${answer}`, 'en el servidor: $1 $2 en $3'],
    [String.raw`on the server: port (\d+) refused`, 'en el servidor: el puerto $1 rechaza la conexión'],
    [String.raw`on the server, through nginx: (\d+) \(curl (\d+)\)`, 'en el servidor, a través de nginx: $1 (curl $2)'],
    [String.raw`on the server: (\d+ ms)`, 'en el servidor: $1'],
    [String.raw`median of the last 7 days: (\d+ ms)`, 'mediana de los últimos 7 días: $1'],
    ['ps: no gunicorn process', 'ps: ningún proceso de gunicorn'],
    ['ps: no gunicorn master', 'ps: gunicorn sin proceso principal'],
    [
      String.raw`ps: no gunicorn master, (\d+) workers left over`,
      'ps: gunicorn sin proceso principal, quedan procesos sueltos: $1',
    ],
    [String.raw`ps: gunicorn master (.+), (\d+) of (\d+) workers`, 'ps: gunicorn $1, $2 de $3 procesos'],
    [String.raw`ps: gunicorn master (.+), (\d+) workers`, 'ps: gunicorn $1, procesos: $2'],
    ['ps: a worker younger than its master', 'ps: un proceso más nuevo que el principal'],
    [String.raw`start script: (\S+) does not exist`, 'programa de arranque: $1 no existe'],
    [String.raw`start script: (\S+) cannot be run`, 'programa de arranque: $1 no se puede ejecutar'],
    [String.raw`crontab -l: (?:@reboot )?(\S+) does not exist`, 'crontab -l: $1 no existe'],
    [String.raw`crontab -l: (?:@reboot )?(\S+) cannot be run`, 'crontab -l: $1 no se puede ejecutar'],
    ['crontab -l: no line for the watchdog', 'crontab -l: sin el renglón del vigilante'],
    [String.raw`api-error\.log: port (\d+) is taken`, 'api-error.log: el puerto $1 está ocupado'],
    [String.raw`api-monitor\.log: API started by the watchdog`, 'api-monitor.log: el vigilante levantó la API'],
    [String.raw`api-monitor\.log: last line`, 'api-monitor.log: último renglón'],
    [String.raw`(\S+): cannot be read`, '$1: no se puede leer'],
    ['postgresql: nothing listens on its port', 'postgresql: nadie escucha en su puerto'],
    [String.raw`ss: nothing listens on (\d+)`, 'ss: nadie escucha en el puerto $1'],
    ['pg_isready: accepting', 'pg_isready: acepta conexiones'],
    ['pg_isready: rejecting', 'pg_isready: rechaza conexiones'],
    ['pg_isready: no-answer', 'pg_isready: sin respuesta'],
    ['network interfaces: none is up', 'interfaces de red: ninguna activa'],
    ['gateway: answers', 'puerta de enlace: responde'],
    ['gateway: no answer', 'puerta de enlace: no responde'],
    ['gateway: no default route', 'puerta de enlace: sin ruta'],
    [String.raw`VPN interface (\S+): up before, gone now`, 'interfaz VPN $1: antes activa, ahora no está'],
    [String.raw`witness (\S+): answered in (\d+ ms)`, 'testigo $1: contestó en $2'],
    [String.raw`witness (\S+): somebody else's page`, 'testigo $1: contestó otra página'],
    [String.raw`witness (\S+): no answer \((\w+)\)`, 'testigo $1: sin respuesta ($2)'],
    [String.raw`certificate shown here: (.+), by (.+)`, 'certificado que se ve aquí: $1, de $2'],
    [String.raw`certificate on the server: another one \((.+)\)`, 'certificado en el servidor: otro ($1)'],
    [
      String.raw`certificate: (\S+) here, valid by the server's clock`,
      'certificado: $1 aquí, válido según el reloj del servidor',
    ],
    [String.raw`certificate: (.+), by (.+)`, 'certificado: $1, de $2'],
    ['TLS: rejected', 'TLS: rechazado'],
    ['SSH: logged in', 'SSH: se pudo entrar'],
    ['SSH: vigia-gate on the server refused the script', 'SSH: vigia-gate, en el servidor, no dejó pasar el guion'],
    [
      String.raw`SSH: the server lets nobody in \(pam_nologin\)`,
      'SSH: el servidor no deja entrar a nadie (pam_nologin)',
    ],
    [
      String.raw`jump host (.+): host key (\S+): known (\S+), shown (\S+)`,
      'servidor intermedio $1: llave $2: conocida $3, mostrada $4',
    ],
    [
      String.raw`jump host (.+): host key (\S+) (\S+): never accepted`,
      'servidor intermedio $1: llave $2 $3: nunca aceptada',
    ],
    [String.raw`host key (\S+): known (\S+), shown (\S+)`, 'llave $1: conocida $2, mostrada $3'],
    [String.raw`host key (\S+) (\S+): never accepted`, 'llave $1 $2: nunca aceptada'],
    ['uptime: booted', 'uptime: arrancó'],
    [
      String.raw`df: (\S+) (\d+)% used, (\d+)\.(\d+) GB of (\d+)\.(\d+) GB available`,
      'df: $1 $2\u00a0% usado, quedan $3,$4 de $5,$6\u00a0GB',
    ],
    [String.raw`df: (\S+) (\d+)% used \(inodes\)`, 'df: $1 $2\u00a0% usado (inodos)'],
    [
      String.raw`df: (\S+) \+(\d+)\.(\d+) GB/h over the last (\d+)\.(\d+) h`,
      'df: $1 +$2,$3\u00a0GB/h en las últimas $4,$5\u00a0h',
    ],
    [String.raw`swap: (\d+) kB/s in, (\d+) kB/s out, over (\d+) s`, 'swap: entran $1 kB/s, salen $2 kB/s, en $3 s'],
    [String.raw`MemAvailable: (\d+)%`, 'MemAvailable: $1\u00a0%'],
    [String.raw`outages: (\d+)`, 'caídas: $1'],
    [String.raw`kernel: Out of memory: killed (.+)`, 'kernel: faltó memoria y cerró $1'],
    [String.raw`kernel: out of memory, killed (.+)`, 'kernel: faltó memoria y cerró $1'],
    [String.raw`cgroup (\S+): oom_kill rose`, 'cgroup $1: oom_kill aumentó'],
  ] as const
).map(([form, words]) => [new RegExp(`^${form}$`), words]);

/** What the evidence says, in her language. */
export function evidenceInWords(text: string, language: 'es' | 'en'): string {
  if (language === 'en') return text;
  const found = forms.find(([form]) => form.test(text));
  return found === undefined ? text : text.replace(found[0], found[1]);
}
