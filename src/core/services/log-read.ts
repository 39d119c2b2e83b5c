import type { LogSource, LogSpan } from '../logs/types';
import { scriptCommand, wholeScript } from '../remote/remote-shell';
import type { ServerSettings } from '../settings';
import { afterFunctions } from './log-after';
import { journalFunctions } from './log-journal';
import { logPlace } from './log-places';
import { logFileFunctions, sentLineLength, stampProgram } from './log-shell';

export interface LogReadOptions {
  readonly source: LogSource;
  /** `after`: from where an earlier reading ended, as its `read` told. */
  readonly span: LogSpan | { readonly kind: 'after'; readonly position: string };
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
 *   NONCE read CUT UNREAD UNTIMED BEGINS POSITION
 *                                            all that was there is read; it may stand behind half a line, which goes on.
 *                                            BEGINS: the second of its oldest line, where that is within the window: of
 *                                            before there is nothing any more; else -.
 *                                            POSITION: where it ended, to go on there; see log-after.ts. Of a journal
 *                                            a cursor, or @ and a second where it had no entry
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
    AFTER: span.kind === 'after' ? span.position : '',
    FOLLOW: options.follow ? '1' : '0',
    SLOW: '15',
  };
  const functions =
    place.kind === 'file'
      ? logFileFunctions + fileFunctions + afterFunctions(spanBytes)
      : logFileFunctions + journalFunctions(spanBytes);
  return { command: scriptCommand, stdin: wholeScript(options.nonce, values, functions) };
}

/** Lines of a time, from standard input: prints them, and `SEEN CUT BYTES STOP` to descriptor 4. STOP: the first line after it. */
const windowProgram = `
NR <= skip { next }
{
  at = stamp_of($0)
  if (at >= 0) { seen = 1; now = at }
  if (!seen) next
  if (now > to && !stop) stop = NR
  if (now > to + 5) exit
  if (now < from || now > to) next
  text = substr($0, 1, ${String(sentLineLength)})
  bytes += length(text) + 1
  if (bytes > most) { cut = 1; if (!stop) stop = NR; exit }
  print text
}
END { printf "%d %d %d %d\\n", seen, cut, bytes, stop > "/dev/fd/4" }
`;

const fileFunctions = `
main() {
  N=$1
  tell_clock
  # Before anything is said to be read: what is copied from then on is new.
  newest=$(rotated "$FILE" | head -n 1)
  open_file
  cut=0 unread=0 untimed=0 begins=- place=
  case $SPAN in
    last) read_last ;;
    window) read_window ;;
    after) read_after ;;
  esac
  printf '%s read %s %s %s %s %s\\n' "$N" "$cut" "$unread" "$untimed" "$begins" "\${place:-$(place_of "$log" "$(position)" 0)}"
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
  oldest=$log
  if [ -n "$files" ]; then
    while read -r modified size file; do
      if [ "$file" -ef "$log" ]; then continue; fi
      if [ "$modified" -lt "$FROM" ] || [ "$size" = - ]; then oldest=; elif [ "$oldest" = "$log" ]; then oldest=$file; fi
      if [ "$modified" -lt "$FROM" ]; then continue; fi
      case $size in -) unread=$((unread + 1)); continue ;; esac
      window_of "$file" "$size"
    done <<FILES
$files
FILES
  fi
  window_of "$log" "$end"
  if [ "$seen_any" = 0 ] && [ "$end" -gt 0 ]; then untimed=1; fi
  if [ -n "$oldest" ]; then
    first=$(text_of "$oldest" | head -c 131072 | first_stamp 0)
    if [ -n "$first" ] && [ "$first" -gt "$FROM" ]; then begins=$first; fi
  fi
  dd bs=1 skip="$end" count=0 <&3 2>/dev/null
}
window_of() {
  [ "$cut" = 0 ] || return 0
  file=$1
  case $file in *.gz) start=0 ;; *) start=$(start_in "$file" "$2") ;; esac
  state=$({
    from_on "$file" "$start" | if [ "$file" = "$log" ]; then head -c "$((end - start))"; else cat; fi | tr '\\000' '?' |
      limit "$SLOW" awk -v stamps="$STAMPS" -v zone="$ZONE" -v from="$FROM" -v to="$TO" -v most="$most" \\
        -v skip="$((start > 0))" "$STAMP_PROGRAM"' ${windowProgram.trim()}' >&5
  } 4>&1)
  set -- $state
  if [ $# -lt 4 ]; then unread=$((unread + 1)); return 0; fi
  if [ "$1" = 1 ]; then seen_any=1; fi
  cut=$2 most=$((most - $3))
  if [ "$4" = 0 ] || [ -n "$place" ]; then return 0; fi
  at=$(from_on "$file" "$start" | head -n "$(($4 - 1))" | wc -c)
  if [ "$cut" = 1 ]; then until=0; else until=$TO; fi
  place=$(place_of "$file" "$((start + at))" "$until")
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
