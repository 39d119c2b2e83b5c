import type { LogSource, LogSpan } from '../logs/types';
import { scriptCommand, wholeScript } from '../remote/remote-shell';
import type { ServerSettings } from '../settings';
import { logPlace } from './log-places';
import { logFileFunctions, sentLineLength, stampProgram } from './log-shell';

export interface LogReadOptions {
  readonly source: LogSource;
  readonly span: LogSpan;
  /** Of a window: also what comes after it. */
  readonly follow: boolean;
  readonly nonce: string;
  /** nginx's error log where it is not in its usual place. */
  readonly proxyLog?: string | undefined;
}

/** Sent of what was written before, at most. */
const spanBytes = 16 * 1024 * 1024;
/** Of what is new, before it looks whether the file is still the same. */
const followBytes = 4 * 1024 * 1024;

/**
 * One script for one exec: prints a log, and follows it if asked, until the channel is closed.
 *
 *   NONCE clock SECONDS NANOSECONDS ZONE     what comes before it is a login shell's noise; again every minute, as an error
 *   …                                        the log, as it is
 *   NONCE read CUT UNREAD UNTIMED            all that was there is read; it may stand behind half a line, which goes on
 *
 * A file is followed by its descriptor. Renamed, it is read on until another one of its name is written; cut short, as by
 * copytruncate, the rest is taken from the copy, and it is read from its beginning. So no line is lost or comes twice,
 * unless a file that was cut short grows past its old size within half a second.
 * Exit 66: no such file, 77: may not be read.
 */
export function buildLogRead(
  server: ServerSettings,
  options: LogReadOptions,
): { readonly command: string; readonly stdin: string } {
  const place = logPlace(options.source, server, options.proxyLog);
  const { span } = options;
  const values = {
    [place.kind === 'file' ? 'FILE' : 'UNIT']: place.name,
    STAMPS: place.stamps,
    STAMP_PROGRAM: stampProgram,
    SPAN: span.kind,
    LINES: String(span.kind === 'last' ? Math.min(Math.max(Math.trunc(span.lines) || 1, 1), 20_000) : 0),
    FROM: String(span.kind === 'window' ? Math.floor(span.fromAt / 1000) : 0),
    TO: String(span.kind === 'window' ? Math.ceil(span.toAt / 1000) : 0),
    FOLLOW: options.follow ? '1' : '0',
    SLOW: '15',
  };
  const functions = place.kind === 'file' ? logFileFunctions + fileFunctions : logFileFunctions + journalFunctions;
  return { command: scriptCommand(options.nonce), stdin: wholeScript(values, functions) };
}

/** Lines of a time, from standard input: prints them, and `SEEN CUT BYTES` to descriptor 4. */
const windowProgram = `
NR <= skip { next }
{
  at = stamp_of($0)
  if (at >= 0) { seen = 1; now = at }
  if (!seen) next
  if (now > to + 5) exit
  if (now < from || now > to) next
  text = substr($0, 1, ${String(sentLineLength)})
  bytes += length(text) + 1
  if (bytes > most) { cut = 1; exit }
  print text
}
END { printf "%d %d %d\\n", seen, cut, bytes > "/dev/fd/4" }
`;

const fileFunctions = `
main() {
  N=$1
  tell_clock
  # Before anything is said to be read: what is copied from then on is new.
  newest=$(rotated "$FILE" | head -n 1)
  open_file
  cut=0 unread=0 untimed=0
  case $SPAN in
    last) read_last ;;
    window) read_window ;;
  esac
  printf '%s read %s %s %s\\n' "$N" "$cut" "$unread" "$untimed"
  [ "$FOLLOW" = 1 ] || return 0
  follow
}
size_of() { stat -L -c %s -- "$1"; }
position() {
  while read -r name value; do
    if [ "$name" = pos: ]; then printf '%s\\n' "$value"; fi
  done 2>/dev/null <"/proc/$$/fdinfo/3"
}
read_last() {
  size=$(size_of "$log")
  if [ "\${size:-0}" -lt "$((LINES * 200))" ]; then
    has=$(wc -l <"$log")
    if [ "$has" -lt "$LINES" ]; then read_older "$((LINES - has))"; fi
  fi
  tail -n "$LINES" <&3 | tail -c ${String(spanBytes)}
}
read_older() {
  rotated "$FILE" | while read -r modified size file; do
    [ "$file" -ef "$log" ] && continue
    case $size in -) printf 'unread\\n'; break ;; esac
    if [ "$size" -gt ${String(64 * 1024 * 1024)} ]; then case $file in *.gz) printf 'unread\\n'; break ;; esac; fi
    printf '%s\\n' "$file"
    break
  done | {
    read -r older || exit 0
    if [ "$older" = unread ]; then exit 1; fi
    case $older in
      *.gz) text_of "$older" | tail -n "$1" ;;
      *) tail -n "$1" -- "$older" ;;
    esac | tail -c ${String(spanBytes)}
  } || unread=1
}
start_in() {
  low=0 high=$2
  while [ "$((high - low))" -gt 1048576 ]; do
    middle=$(((low + high) / 2))
    at=$(tail -c "+$((middle + 1))" -- "$1" | head -c 131072 | first_stamp 1)
    if [ -n "$at" ] && [ "$at" -lt "$((FROM - 60))" ]; then low=$middle; else high=$middle; fi
  done
  printf '%s\\n' "$low"
}
from_on() {
  case $1 in
    *.gz) text_of "$1" ;;
    *) tail -c "+$(($2 + 1))" -- "$1" ;;
  esac
}
read_window() {
  zone=$(date -d "@$FROM" +%z 2>/dev/null) || zone=$(date +%z)
  ZONE=$(to_seconds "$zone")
  most=${String(spanBytes)} seen_any=0 end=$(size_of "$log")
  if [ "$FOLLOW" = 1 ]; then TO=4102444800; fi
  exec 5>&1
  files=$(rotated "$FILE" | sort -n)
  if [ -n "$files" ]; then
    while read -r modified size file; do
      if [ "$file" -ef "$log" ] || [ "$modified" -lt "$FROM" ]; then continue; fi
      case $size in -) unread=$((unread + 1)); continue ;; esac
      window_of "$file" "$size"
    done <<FILES
$files
FILES
  fi
  window_of "$log" "$end"
  if [ "$seen_any" = 0 ] && [ "$end" -gt 0 ]; then untimed=1; fi
  if [ "$FOLLOW" = 1 ]; then dd bs=1 skip="$end" count=0 <&3 2>/dev/null; fi
}
window_of() {
  [ "$cut" = 0 ] || return 0
  case $1 in *.gz) start=0 ;; *) start=$(start_in "$1" "$2") ;; esac
  state=$({
    from_on "$1" "$start" | if [ "$1" = "$log" ]; then head -c "$((end - start))"; else cat; fi | tr '\\000' '?' |
      limit "$SLOW" awk -v stamps="$STAMPS" -v zone="$ZONE" -v from="$FROM" -v to="$TO" -v most="$most" \\
        -v skip="$((start > 0))" "$STAMP_PROGRAM"' ${windowProgram.trim()}' >&5
  } 4>&1)
  set -- $state
  if [ $# -lt 3 ]; then unread=$((unread + 1)); return 0; fi
  if [ "$1" = 1 ]; then seen_any=1; fi
  cut=$2 most=$((most - $3))
}
follow() {
  idle=0 changed=0 beats=0 tick=0.5
  sleep 0.01 2>/dev/null || tick=1
  while :; do
    passed=$(position)
    if take; then idle=0; else idle=$((idle + 1)); fi
    if [ "$idle" = 0 ] && [ "$(($(position) - passed))" -ge ${String(followBytes)} ]; then continue; fi
    if [ "$FILE" -ef "$log" ]; then
      changed=0
      if [ "$((idle % 2))" = 1 ]; then check_cut; fi
    elif [ -s "$FILE" ] && [ -r "$FILE" ]; then
      changed=$((changed + 1))
      if [ "$changed" -ge 3 ]; then next_file; fi
    fi
    beats=$((beats + 1))
    if [ "$beats" -ge 120 ]; then beats=0; tell_clock >&2; fi
    sleep "$tick"
  done
}
take() {
  line=
  if IFS= read -r line <&3; then
    printf '%s\\n' "$line"
    head -c ${String(followBytes)} <&3
  else
    [ -n "$line" ] && printf '%s' "$line"
  fi
}
next_file() {
  while take; do :; done
  from=$log
  while next=$(oldest_after "$from") && [ -n "$next" ]; do
    case $next in
      *.gz)
        text_of "$next"
        from=$next
        ;;
      *) break ;;
    esac
  done
  exec 3<"\${next:-$FILE}"
  changed=0
  newest=$(rotated "$FILE" | head -n 1)
}
oldest_after() {
  rotated "$FILE" | {
    oldest=
    while read -r modified size file; do
      if [ "$size" = - ] || ! [ "$file" -nt "$1" ] || [ "$file" -ef "$log" ]; then continue; fi
      if [ -z "$oldest" ] || [ "$oldest" -nt "$file" ]; then oldest=$file; fi
    done
    printf '%s\n' "$oldest"
  }
}
check_cut() {
  at=$(position)
  size=$(size_of "$log")
  if [ -z "$at" ] || [ -z "$size" ] || [ "$size" -ge "$at" ]; then return 0; fi
  copy=$(rotated "$FILE" | head -n 1)
  if [ -n "$copy" ] && [ "$copy" != "$newest" ]; then
    copy=\${copy#* }
    copy=\${copy#* }
    if [ -r "\${copy%.gz}" ]; then copy=\${copy%.gz}; fi
    text_of "$copy" | tail -c "+$((at + 1))"
  fi
  exec 3<"$FILE"
  newest=$(rotated "$FILE" | head -n 1)
}
`;

const journalFunctions = `
main() {
  N=$1
  began=$(date +%s)
  tell_clock
  set -- --no-pager -o short-iso-precise -u "$UNIT"
  case $SPAN in
    last) set -- "$@" -n "$LINES" ;;
    window)
      set -- "$@" --since "@$FROM"
      if [ "$FOLLOW" = 0 ]; then set -- "$@" --until "@$TO"; fi
      ;;
  esac
  exec 5>&1
  state=$({
    { limit "$SLOW" journalctl "$@" --show-cursor 2>&1; printf '%s exit %s\\n' "$N" "$?"; } |
      awk -v nonce="$N" -v most=${String(spanBytes)} '${journalProgram()}' >&5
  } 4>&1)
  set -- $state
  code=\${1:-1} cut=\${2:-0} hidden=\${3:-0} lines=\${4:-0} cursor=$5
  if [ "$code" = 127 ]; then exit 66; fi
  # Without the group, it shows what the account's own processes wrote: part of it, or nothing.
  if [ "$hidden" = 1 ] && [ "$lines" = 0 ]; then exit 77; fi
  if [ "$code" = 124 ] || [ "$code" = 137 ]; then cut=1; elif [ "$code" != 0 ]; then exit "$code"; fi
  printf '%s read %s %s 0\\n' "$N" "$cut" "$hidden"
  [ "$FOLLOW" = 1 ] || return 0
  set -- --no-pager -o short-iso-precise -u "$UNIT" -f --no-tail
  if [ -n "$cursor" ]; then set -- "$@" --after-cursor "$cursor"; else set -- "$@" --since "@$began"; fi
  exec journalctl "$@"
}
`;

/** Leaves out what journalctl says for itself; the last line of a window may be cut off by the limit of time. */
function journalProgram(): string {
  return `
index($0, nonce " exit ") == 1 { code = $3; next }
/^-- cursor: / { cursor = substr($0, 12); next }
/^-- (No entries|Journal begins|Logs begin)/ { next }
/^Hint: You are currently not seeing messages|^No journal files were opened due to insufficient permissions/ { hidden = 1; next }
hidden && /^      (Users in |Pass -q )/ { next }
cut { next }
{
  text = substr($0, 1, ${String(sentLineLength)})
  bytes += length(text) + 1
  if (bytes > most) { cut = 1; next }
  lines++
  print text
}
END { printf "%d %d %d %d %s\\n", code, cut, hidden, lines, cursor > "/dev/fd/4" }
`.trim();
}
