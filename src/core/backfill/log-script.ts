/**
 * Reads what a log gained since the last time, through rotation, compression and copies, and prints for each file
 *
 *   f MODIFIED FROM SUM BYTES            where reading began, and the sum of the file's first bytes
 *   …                                    lines (`l TEXT`), or the minutes of an access log
 *   t LINES UNKNOWN UNTIMED DONE MORE    DONE bytes were used: whole lines only
 *
 * and at last `more` where a limit was reached and `lost` where the file that was read last is gone.
 *
 * The file is found again by its first bytes; everything newer is read from its beginning. Where it is gone, so is
 * everything that changed no later than it: the rest of it cannot be told from what was read.
 */
export const logFunctions = `
files_of() {
  for file in "$1".* "$1"-*; do
    name=\${file#"$1"}
    case \${name%.gz} in .[0-9] | .[0-9][0-9] | .[0-9][0-9][0-9] | -[0-9]*) ;; *) continue ;; esac
    case \${name%.gz} in -*[!0-9-]*) continue ;; esac
    [ -f "$file" ] && [ -r "$file" ] || continue
    facts=$(limit 2 stat -L -c '%Y %s' -- "$file") || continue
    printf '%s %s\\n' "$facts" "$file"
  done | sort -n | tail -n 40
  facts=$(limit 2 stat -L -c '%Y %s' -- "$1") && printf '%s %s\\n' "$facts" "$1"
}
start_of() {
  case $1 in
    *.gz) limit 3 gzip -dc <"$1" | head -c "$2" ;;
    *) limit 3 head -c "$2" <"$1" ;;
  esac
}
head_of() {
  set -- "$(start_of "$1" "$2" | { md5sum || cksum; })" "$(start_of "$1" "$2" | wc -c)"
  printf '%s %s\\n' "\${1%% *}" $2
}
bytes_of() {
  case $1 in
    *.gz) limit 4 gzip -dc <"$1" | tail -c "+$(($2 + 1))" | head -c "$3" ;;
    *) limit 4 tail -c "+$(($2 + 1))" <"$1" | head -c "$3" ;;
  esac
}
match_of() {
  [ "$2" -gt 0 ] || return 0
  while read -r modified size file; do
    if [ "$modified" -lt "$4" ] && [ "$file" != "$1" ]; then continue; fi
    [ "$(head_of "$file" "$2")" = "$3 $2" ] && printf '%s\\n' "$file"
  done | tail -n 1
}
read_log() {
  path=$1 wide=$2 sum=$3 offset=$4 seen=$5 budget=$6 program=$7
  [ -r "$path" ] || { printf 'closed\\n'; return 1; }
  printf 'open\\n'
  list=$(files_of "$path")
  match=$(printf '%s\\n' "$list" | match_of "$path" "$wide" "$sum" "$seen")
  started=0
  [ -n "$match" ] || started=1
  if [ "$started" = 1 ] && [ "$wide" -gt 0 ]; then printf 'lost\\n'; fi
  printf '%s\\n' "$list" | while read -r modified size file; do
    if [ "$started" = 0 ]; then
      [ "$file" = "$match" ] || continue
      started=1 from=$offset
      case $file in *.gz) ;; *) if [ "$size" -lt "$from" ]; then from=0; fi ;; esac
    else
      if [ "$modified" -lt "$seen" ] && [ "$file" != "$path" ]; then continue; fi
      from=0
    fi
    [ "$size" -gt 0 ] || continue
    if [ "$budget" -lt 4096 ]; then
      printf 'more\\n'
      break
    fi
    case $file in
      *.gz)
        if [ "$size" -gt ${String(8 * 1024 * 1024)} ]; then printf 'skipped\\n'; continue; fi
        take=$budget left=$budget
        ;;
      *)
        left=$((size - from))
        if [ "$left" -gt ${String(24 * 1024 * 1024)} ]; then
          printf 'skipped\\n'
          from=$((size - ${String(24 * 1024 * 1024)})) left=${String(24 * 1024 * 1024)}
        fi
        take=$left
        if [ "$take" -gt "$budget" ]; then take=$budget; fi
        ;;
    esac
    printf 'f %s %s %s\\n' "$modified" "$from" "$(head_of "$file" 256)"
    if [ "$left" = 0 ]; then
      printf 't 0 0 0 0 0\\n'
      continue
    fi
    packed=0
    case $file in *.gz) packed=1 ;; esac
    text=$(
      printf '\\n'
      bytes_of "$file" "$from" "$take" | tr '\\000' '?' | limit 4 awk -v n="$take" -v packed="$packed" "$program"
    )
    printf '%s\\n' "$text"
    last=\${text##*"
t "}
    case $last in '' | *[!0-9' ']*) printf 'more\\n'; break ;; esac
    set -- $last
    budget=$((budget - $4))
    if [ "$5" != 0 ] || [ "$take" -lt "$left" ]; then
      printf 'more\\n'
      break
    fi
  done
}
`;

/** What both programs do: whole lines only. A line that fills the whole piece is passed over, or nothing would go on. */
const wholeLines = `
function take_line() {
  if (full) return
  use(held)
  if (!full) done += size
}
{
  if (NR > 1) take_line()
  if (full) exit
  held = $0
  size = length($0) + 1
  total += size
}
END {
  if (NR > 0 && total <= n) take_line()
  if (done == 0 && n >= 65536 && !full) done = n
  more = (full || (packed && total >= n)) ? 1 : 0
  flush_out()
  printf "t %d %d %d %d %d\\n", lines, unknown, untimed, done, more
}
`;

/** The lines as they are, clipped. A piece may have more of them than an answer takes. */
export const lineProgram = `
function use(line) {
  if (printed > 80000) { full = 1; return }
  lines++
  line = substr(line, 1, 160)
  printed += length(line) + 3
  print "l " line
}
function flush_out() {}
${wholeLines}`;

/**
 * Of an error log only what gunicorn says of itself and its workers (error-lines.ts): tracebacks are no business of a
 * back-fill. An exception that nothing caught has no stamp; it gets the one of the line before.
 */
export const errorProgram = `
function use(line,   said) {
  if (printed > 20000) { full = 1; return }
  lines++
  said = ""
  if (match(line, /^\\[[0-9][0-9][0-9][0-9]-[^]]*\\] \\[[0-9]+\\] \\[[A-Z]+\\] /)) {
    stamp = substr(line, 1, index(line, "]"))
    if (substr(line, RLENGTH + 1) ~ /^(Booting worker with pid: |Worker |WORKER TIMEOUT |Autorestarting worker |Maximum request limit of |Starting gunicorn |Handling signal: |Shutting down: |Reason: )/) said = line
  } else if (line ~ /^(gunicorn\\.errors\\.)?HaltServer: /) said = stamp " " line
  if (said == "") return
  said = substr(said, 1, 160)
  printed += length(said) + 3
  print "l " said
}
function flush_out() {}
${wholeLines}`;

export const mostMinutes = 1200;

/**
 * Counts of each minute, in the log's own time and zone:
 *
 *   d 24/Nov/2026 -0500
 *   05:46 SERVED-API SERVED-WEB GATEWAY-API GATEWAY-WEB ERROR-API ERROR-WEB OTHERS OWN
 *
 * OWN are questions of monitors: from the server itself (the watchdog), or by a name that says so. 4xx are OTHERS, they
 * prove neither; so is a redirection by nginx, which answers it with nothing behind it, and a file that it may serve
 * itself. A line that is not in the common log format is UNKNOWN, and UNTIMED where it is uvicorn's: uvicorn's workers
 * ignore gunicorn's format and write no time (benoitc/gunicorn#2299).
 */
export const minuteProgram = `
function use(line,   rest, quoted, words, day, minute, status, path, who, column) {
  if (!match(line, /\\[[0-9][0-9]\\/[A-Z][a-z][a-z]\\/[0-9][0-9][0-9][0-9]:[0-9][0-9]:[0-9][0-9]:[0-9][0-9] [+-][0-9][0-9][0-9][0-9]\\] "/)) {
    lines++
    if (line ~ /^[^ ]+:[0-9]+ - "[A-Z]+ [^ ]* HTTP\\/[0-9.]+" [1-5][0-9][0-9]/) untimed++
    else unknown++
    return
  }
  day = substr(line, RSTART + 1, 11) " " substr(line, RSTART + 22, 5)
  minute = substr(line, RSTART + 13, 5)
  rest = substr(line, RSTART + RLENGTH)
  split(rest, quoted, "\\"")
  split(quoted[1], words, " ")
  path = words[2]
  split(quoted[2], words, " ")
  status = words[1]
  if (status !~ /^[1-5][0-9][0-9]$/) { lines++; unknown++; return }
  who = tolower(quoted[5])
  if (day " " minute != current) {
    if (minutes >= most) { full = 1; return }
    flush_out()
    minutes++
    current = day " " minute
    if (day != shown) { print "d " day; shown = day }
    now = minute
  }
  lines++
  column = 7
  if (line ~ /^(127\\.|::1 |::ffff:127\\.|localhost )/ || who ~ /vigia|curl\\/|wget\\/|health|monitor|uptime|nagios|zabbix|pingdom|kube-probe|check_http|prometheus|blackbox/) column = 8
  else if (status >= 200 && status < 300 || !behind && status >= 300 && status < 400) {
    if (!behind || path !~ /^\\/(\\.well-known|static|robots\\.txt|favicon\\.ico|nginx_status|stub_status)/) column = 1
  }
  else if (status >= 502 && status <= 504) column = 3
  else if (status >= 500) column = 5
  if (column < 7 && behind && index(path, ENVIRON["API_PATH"]) != 1) column++
  count[column]++
}
function flush_out(   column, text) {
  if (now == "") return
  text = now
  for (column = 1; column <= 8; column++) { text = text " " (count[column] + 0); count[column] = 0 }
  print text
  now = ""
}
${wholeLines}`;
