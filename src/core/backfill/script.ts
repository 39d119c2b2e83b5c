import { scriptCommand, wholeScript } from '../remote/remote-shell';
import type { ServerSettings } from '../settings';
import type { BackfillCursor, LogPosition } from './cursor';
import { errorProgram, lineProgram, logFunctions, minuteProgram, mostMinutes } from './log-script';

/** nginx on Debian, Ubuntu and by the packages of nginx.org. */
export interface ProxyPaths {
  readonly log: string;
  readonly config: string;
}
const usualProxy: ProxyPaths = { log: '/var/log/nginx/access.log', config: '/etc/nginx' };
/** Read at most, in bytes: 2 MB in all. */
const budgets = { watchdog: 64 * 1024, proxy: 1024 * 1024, access: 704 * 1024, errors: 256 * 1024 } as const;
/** All is over after this, whatever hangs. */
const deadlineSeconds = 9;
const mostJournalEntries = 400;

/** systemd's own numbers of what it says (sd-messages(7)); its words changed over the years. */
export const journalIds = {
  started: '39f53479d3a045ac8e11786248231fbf',
  stopping: 'de5b426a63be47a7b6ac3eaac82e2f6f',
  stopped: '9d1aaa27d60140bd96365438aad20286',
  failed: 'be02cf6855d2428ba40df7e9d022f03d',
  failureResult: 'd9b373ed55a64feb8242e02dbe79a49c',
  shutdown: '98268866d1d54a499c4e98921d93bc40',
  journalStopped: 'd93fb3c9c24d451a97cea615ce59c00b',
} as const;

/**
 * What happened on the server since the last time, by its own records: one read-only script for one exec, in the style
 * of the round's. Give `stdin` to `command`, and the output to parseBackfillAnswer. It ends within 10 s, reads at most
 * 2 MB of logs and prints less than 250 kB. The longest history that is wanted begins at `sinceSeconds`.
 */
export function buildBackfillScript(
  server: ServerSettings,
  options: {
    readonly nonce: string;
    readonly cursor: BackfillCursor;
    readonly sinceSeconds: number;
    readonly proxy?: ProxyPaths;
  },
): { readonly command: string; readonly stdin: string } {
  const proxy = options.proxy ?? usualProxy;
  const since = Math.max(0, Math.floor(options.sinceSeconds));
  return {
    command: scriptCommand,
    stdin: wholeScript(
      options.nonce,
      {
        UNIT: server.dashboard.unit.replace(/\.service$/, ''),
        API_PATH: server.api.path,
        WATCHDOG_LOG: server.watchdogLog,
        ACCESS_LOG: server.accessLog,
        ERROR_LOG: server.errorLog,
        PROXY_LOG: proxy.log,
        PROXY_CONFIG: proxy.config,
        LINES: lineProgram,
        MINUTES: minuteProgram,
        ERRORS: errorProgram,
        WATCHDOG_AT: positionWords(options.cursor.logs.watchdog, since),
        ACCESS_AT: positionWords(options.cursor.logs.access, since),
        PROXY_AT: positionWords(options.cursor.logs.proxy, since),
        ERRORS_AT: positionWords(options.cursor.logs.errors, since),
        JOURNAL_FROM: String(options.cursor.journalFromSeconds ?? since),
      },
      logFunctions + sectionFunctions,
    ),
  };
}

/** Hexadecimal digits and spaces only. */
function positionWords(position: LogPosition | null, since: number): string {
  const { headBytes, headSum, offset, modifiedSeconds } = position ?? {
    headBytes: 0,
    headSum: '0',
    offset: 0,
    modifiedSeconds: since,
  };
  return [headBytes, headSum, offset, modifiedSeconds].map(String).join(' ');
}

const sectionFunctions = `
s_clock() { date '+%s %N %z'; }
s_zone() {
  link=$(readlink /etc/localtime)
  [ -z "$TZ" ] || link=/zoneinfo/\${TZ#:}
  case $link in */zoneinfo/*) printf '%s\\n' "\${link#*/zoneinfo/}" ;; *) head -n 1 /etc/timezone ;; esac
}
s_sites() {
  limit 2 grep -RhsE '^[[:space:]]*server_name[[:space:]]' "$PROXY_CONFIG/sites-enabled" "$PROXY_CONFIG/conf.d" "$PROXY_CONFIG/nginx.conf" |
    cut -b 1-300 | head -n 60
}
s_boots() {
  limit 2 env TZ=UTC last -Fx -n 60 shutdown reboot | cut -b 1-160 | while read -r line; do printf 'w %s\\n' "$line"; done
  limit 3 env TZ=UTC journalctl --no-pager --list-boots | tail -n 60 | cut -b 1-200 | while read -r line; do
    printf 'b %s\\n' "$line"
  done
}
s_journal() {
  set -- "UNIT=$UNIT.service" UNIT=nginx.service UNIT=postgresql.service
  for cluster in /etc/postgresql/*/*/; do
    [ -d "$cluster" ] || continue
    name=\${cluster%/}
    version=\${name%/*}
    set -- "$@" "UNIT=postgresql@\${version##*/}-\${name##*/}.service"
  done
  for version in 10 11 12 13 14 15 16 17 18; do set -- "$@" "UNIT=postgresql-$version.service"; done
  command -v journalctl >/dev/null || return 127
  limit 5 journalctl --no-pager -o export --since "@$JOURNAL_FROM" _PID=1 "$@" \\
    + MESSAGE_ID=${journalIds.shutdown} + MESSAGE_ID=${journalIds.journalStopped} 2>&1 | tr '\\000' '?' | limit 6 awk '
    /insufficient permissions|not seeing messages|No journal files/ { closed = 1 }
    /^__REALTIME_TIMESTAMP=/ { at = substr($0, 22, 17) }
    /^UNIT=/ { unit = substr($0, 6, 100) }
    /^MESSAGE_ID=/ { id = substr($0, 12, 32) }
    /^$/ { entry() }
    function entry() {
      if (at != "" && id ~ /^(${Object.values(journalIds).join('|')})$/) {
        print "j " at " " (unit == "" ? "-" : unit) " " id
        if (++n >= ${String(mostJournalEntries)}) { full = 1; exit }
      }
      at = unit = id = ""
    }
    END {
      if (!full) entry()
      printf "t %d %d %d\\n", n, full, closed
    }'
}
s_kernel() {
  limit 3 journalctl --no-pager -o short-unix --since "@$JOURNAL_FROM" _TRANSPORT=kernel + _PID=1 MESSAGE_ID=fe6faa94e7774663a0da52717891d8ef |
    limit 4 awk '
    /Killed process|oom-kill:|killed by the OOM killer/ { kill[kills++ % 20] = substr($0, 1, 300); next }
    /I\\/O error|EXT4-fs error|XFS .*([Cc]orrupt|[Ss]hut)|Remounting filesystem read-only/ && !/[^a-z](fd0|(sr|loop|zram)[0-9])/ {
      damage[damages++ % 20] = substr($0, 1, 300)
    }
    END {
      for (n in kill) print kill[n]
      for (n in damage) print damage[n]
    }'
}
s_watchdog() { read_log "$WATCHDOG_LOG" $WATCHDOG_AT ${String(budgets.watchdog)} "$LINES"; }
s_proxy() { behind=1; read_minutes "$PROXY_LOG" $PROXY_AT ${String(budgets.proxy)}; }
s_access() { behind=0; read_minutes "$ACCESS_LOG" $ACCESS_AT ${String(budgets.access)}; }
s_errors() { read_log "$ERROR_LOG" $ERRORS_AT ${String(budgets.errors)} "$ERRORS"; }
read_minutes() {
  export API_PATH
  read_log "$@" "BEGIN { behind = $behind; most = ${String(mostMinutes)} } $MINUTES"
}
part() {
  printf '%s begin %s\\n' "$N" "$1"
  "s_$1" | cut -b 1-400 | head -c 100000
  printf '\\n%s end %s 0\\n' "$N" "$1"
}
work() {
  for name in clock zone sites watchdog proxy access boots journal kernel errors clock_end; do part $name; done
}
s_clock_end() { s_clock; }
main() {
  N=$1
  exec 2>/dev/null
  printf '\\n'
  work &
  worker=$!
  (
    trap 'kill $nap; exit' TERM
    sleep ${String(deadlineSeconds)} &
    nap=$!
    wait $nap && kill -9 $worker
  ) >/dev/null &
  killer=$!
  wait $worker
  kill $killer
  printf '%s done\\n' "$N"
}
`;
