/** The sections about what runs: units, processes, requests of the server to itself, the database. */
import { localAgent } from '../own-probe';

/**
 * Old systemd does not know \`--timestamp=unix\`. Clusters are named as well as matched: a pattern finds only units that
 * are in memory.
 */
const unitSection = `
s_units() {
  set -- "$UNIT" nginx.service postgresql.service cron.service crond.service ssh.service sshd.service 'postgresql@*.service' 'postgresql-[0-9]*.service'
  for cluster in /etc/postgresql/*/*/; do
    [ -d "$cluster" ] || continue
    name=\${cluster%/}
    version=\${name%/*}
    set -- "$@" "postgresql@\${version##*/}-\${name##*/}.service"
  done
  what=Id,LoadState,ActiveState,SubState,Result,NRestarts,ExecMainStatus,UnitFileState,StateChangeTimestamp
  limit 5 systemctl show --no-pager -p "$what" --timestamp=unix -- "$@" || limit 5 systemctl show --no-pager -p "$what" -- "$@"
}
`;

/**
 * \`p PID PARENT STATE AGE RSS START CAUGHT ARGS\`. START is the kernel's start tick, also of this shell (\`self\`): the
 * difference is the age even in a container, where ps prints nonsense. CAUGHT is the mask of handled signals, which
 * tells a master from a worker that it left behind. Whatever another account of the server calls its own programs, only
 * those of this account, of the owner of the start script and of root can be the API, and what they started.
 */
const processSection = `
s_processes() {
  started self && printf 'self %s\\n' "$start"
  set -- "$(id -u)" "$(stat -L -c %u -- "$START")" 0
  { limit 5 ps -ww -eo pid=,ppid=,stat=,etimes=,rss=,uid=,args=; printf '\\nps %s\\n' "$?"; } | {
    top=0 accepted=' '
    while read -r pid parent state age rss uid args; do
      case $pid in ps) printf 'ps %s\\n' "$parent" ;; esac
      case $rss in '' | *[!0-9]*) continue ;; esac
      if [ "$rss" -gt "$top" ]; then top=$rss top_pid=$pid; fi
      case $args in *gunicorn*"$APP"*) ;; *) continue ;; esac
      case " $1 $2 $3 $accepted" in *" $uid "*) ;; *)
        case $accepted in *" p$parent "*) ;; *) continue ;; esac
        ;;
      esac
      accepted="$accepted p$pid "
      started "$pid" || start=-
      caught "$pid" || mask=-
      printf 'p %s %s %s %s %s %s %s %s\\n' "$pid" "$parent" "$state" "$age" "$rss" "$start" "$mask" "$args"
    done
    [ "$top" -gt 0 ] && read -r name <"/proc/$top_pid/comm" && printf 'top %s %s\\n' "$top" "$name"
  }
}
started() {
  start=-
  read -r line <"/proc/$1/stat" || return 1
  set -- \${line##*) }
  start=\${20}
}
caught() {
  mask=-
  while read -r key value; do
    case $key in SigCgt:) mask=$value; return 0 ;; esac
  done <"/proc/$1/status"
  return 1
}
`;

/**
 * The first 200 bytes of the answer and, as the last line, status, seconds and curl's exit code. \`dd\` takes bytes one
 * by one so that nothing is lost between it and \`tail\`. No proxy and no .curlrc of the account.
 */
const answerSections = `
ask() {
  { limit 9 curl -q -s -k -g --noproxy '*' -m 8 -A ${localAgent} -w '\\n%{http_code} %{time_total}' "$@"; printf ' %s\\n' "$?"; } | {
    dd bs=1 count=200
    tail -c 100
  }
}
s_local_api() { ask "$API_URL"; }
s_local_dashboard() { ask "$DASHBOARD_URL"; }
s_local_portal() { ask "$PORTAL_HOW" "$PORTAL_WHERE" "$PORTAL_URL"; }
s_local_portal_api() { ask "$PORTAL_HOW" "$PORTAL_WHERE" "$PORTAL_API_URL"; }
`;

/**
 * What nginx shows for the public name on loopback: whoever changes the certificate on the way to the laptop is not
 * there. The fingerprint is compared, the chain is not judged.
 */
const certificateSection = `
s_certificate() {
  [ -n "$TLS_WHERE" ] || return 3
  command -v openssl || return 127
  text=$(limit 6 openssl s_client -connect "$TLS_WHERE" \${TLS_NAME:+-servername "$TLS_NAME"})
  printf '%s\\n' "$text" | limit 3 openssl x509 -noout -fingerprint -sha256 -enddate
}
`;

/** TCP first, as the API does it. A database that answers only on its socket is alive all the same. */
const databaseSection = `
s_database() {
  ready=$(command -v pg_isready)
  for file in /usr/pgsql-*/bin/pg_isready /usr/lib/postgresql/*/bin/pg_isready; do
    [ -z "$ready" ] && [ -x "$file" ] && ready=$file
  done
  [ -n "$ready" ] || return 127
  limit 6 "$ready" -q -h 127.0.0.1 -p "$DB_PORT" -t 2
  code=$?
  printf 'tcp %s\\n' "$code"
  [ "$code" = 2 ] || return 0
  limit 5 "$ready" -q -p "$DB_PORT" -t 2
  printf 'socket %s\\n' "$?"
}
`;

export const serviceSections = [unitSection, processSection, answerSections, certificateSection, databaseSection].join(
  '',
);
