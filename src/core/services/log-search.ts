import type { LogSource } from '../logs/types';
import { scriptCommand, wholeScript } from '../remote/remote-shell';
import type { ServerSettings } from '../settings';
import { logPlace } from './log-places';
import { logFileFunctions, sentLineLength, stampProgram } from './log-shell';
import type { GrepPattern } from './grep-pattern';

export interface LogSearchOptions {
  readonly source: LogSource;
  readonly pattern: GrepPattern;
  /** Only what is not newer, by the server's clock; null: everything. */
  readonly beforeAt: number | null;
  /** Nothing that is older; null: as far back as there is. */
  readonly afterAt: number | null;
  /** Where a search stopped; see `more` below. */
  readonly from: string | null;
  readonly maxHits: number;
  readonly nonce: string;
  readonly proxyLog?: string | undefined;
}

/** What one step looks through at most. */
const stepBytes = 512 * 1024 * 1024;
const stepSeconds = 40;
const blockBytes = 16 * 1024 * 1024;
/** What grep may use: a pattern with nested repetitions would take all there is. */
const grepKilobytes = 600_000;

/** A cursor of ours; anything else is not put into a script's hands. */
const cursorPattern = /^[0-9:.-]{1,80}$/;

/**
 * One script for one exec: looks for a pattern from the newest line to the oldest, in rotated files too.
 *
 *   NONCE clock SECONDS NANOSECONDS ZONE
 *   SECONDS LINE                        a line found, and the last stamp at or above it (`-`: none); in file order within a block
 *   NONCE at SECONDS READ TOTAL UNREAD  a block is done: how far back, bytes of how many, files that could not be read
 *   NONCE more CURSOR                   a limit was reached; the search goes on there
 *   NONCE bad MESSAGE / NONCE slow      grep does not understand the pattern, or takes too long
 *   NONCE end
 *
 * Files are read in blocks from their end, so the first results come at once, whatever the size. Nothing is written.
 */
export function buildLogSearch(
  server: ServerSettings,
  options: LogSearchOptions,
): { readonly command: string; readonly stdin: string } {
  const place = logPlace(options.source, server, options.proxyLog);
  const { pattern, beforeAt, afterAt, from } = options;
  const values = {
    [place.kind === 'file' ? 'FILE' : 'UNIT']: place.name,
    STAMPS: place.stamps,
    STAMP_PROGRAM: stampProgram,
    PATTERN: pattern.pattern,
    FLAGS: `-${pattern.isFixed ? 'F' : 'E'}${pattern.ignoreCase ? 'i' : ''}`,
    BEFORE: beforeAt === null ? '' : String(Math.floor(beforeAt / 1000)),
    AFTER: afterAt === null ? '' : String(Math.floor(afterAt / 1000)),
    CURSOR: from !== null && cursorPattern.test(from) ? from : '',
    HITS: String(options.maxHits),
    SLOW: '20',
  };
  const functions = place.kind === 'file' ? fileFunctions : journalFunctions;
  return {
    command: scriptCommand,
    stdin: wholeScript(options.nonce, values, logFileFunctions + searchFunctions + functions),
  };
}

/** The lines with these numbers, each behind the last stamp at or above it. */
const hitProgram = `
BEGIN { count = split(numbers, wanted, " "); next_hit = 1; now = "-" }
{
  at = stamp_of($0)
  if (at >= 0) now = at
  if (NR != wanted[next_hit]) next
  print now " " substr($0, 1, ${String(sentLineLength)})
  if (++next_hit > count) exit
}
`.trim();

const searchFunctions = `
seconds() { date +%s; }
begin_search() {
  N=$1
  tell_clock
  renice -n 10 $$ >/dev/null 2>&1
  zone=$(date +%z)
  ZONE=$(to_seconds "$zone")
  started=$(seconds) read=0 worked=0 total=0 unread=0 left=$HITS reached=
  said=$(printf '' | (ulimit -v ${String(grepKilobytes)} 2>/dev/null; limit 5 grep -a "$FLAGS" -e "$PATTERN" 2>&1))
  case $? in
    0 | 1) ;;
    124 | 137) printf '%s slow\\n' "$N"; exit 0 ;;
    *) printf '%s bad %s\\n' "$N" "$(printf '%s' "$said" | tr '\\n' ' ' | cut -b 1-200)"; exit 0 ;;
  esac
}
over_limits() {
  [ "$left" -le 0 ] || [ "$worked" -ge ${String(stepBytes)} ] || [ "$(($(seconds) - started))" -ge ${String(stepSeconds)} ]
}
tell_reached() { printf '%s at %s %s %s %s\\n' "$N" "\${reached:--}" "$read" "$total" "$unread"; }
stop_at() { printf '%s more %s\\n' "$N" "$1"; exit 0; }
# Within a block only the oldest line found says how far back was looked.
stop_within() { reached=; tell_reached; stop_at "$1"; }
find_in() {
  P1=$1 P2=$2 P3=$3 rest= began=$(seconds)
  found=$(piece | {
    (ulimit -v ${String(grepKilobytes)} 2>/dev/null; limit "$SLOW" grep -a -n -b "$FLAGS" -e "$PATTERN" 2>/dev/null)
    printf 's%s\\n' "$?"
  } | cut -d : -f 1,2 | tail -n "$((left + 2))")
  status=\${found##*s}
  case $status in
    0 | 1) ;;
    *) case $1 in *.gz) unread=$((unread + 1)); return 0 ;; esac
      printf '%s slow\\n' "$N"
      exit 0
      ;;
  esac
  set -- \${found%s*}
  [ $# -gt 0 ] || return 0
  if [ $# -gt "$left" ]; then rest=1; fi
  while [ $# -gt "$left" ]; do shift; done
  offset=\${1#*:} numbers=
  for hit in "$@"; do numbers="$numbers \${hit%%:*}"; done
  left=$((left - $#))
  piece | tr '\\000' '?' | limit "$SLOW" awk -v stamps="$STAMPS" -v zone="$ZONE" -v numbers="$numbers" \\
    "$STAMP_PROGRAM"' ${hitProgram}' | wanted_only
}
wanted_only() {
  if [ -z "$BEFORE$AFTER" ]; then cat; else
    awk -v before="$BEFORE" -v after="$AFTER" '$1 == "-" || (before == "" || $1 + 0 <= before + 0) && (after == "" || $1 + 0 >= after + 0)'
  fi
}
is_newer() { [ -n "$BEFORE" ] && [ -n "$1" ] && [ "$1" -gt "$BEFORE" ]; }
is_older() { [ -n "$AFTER" ] && [ -n "$1" ] && [ "$1" -lt "$AFTER" ]; }
`;

const fileFunctions = `
piece() {
  case $P1 in
    *.gz) text_of "$P1" | head -c "$P3" ;;
    *) tail -c "+$((P2 + 1))" -- "$P1" | head -c "$((P3 - P2))" ;;
  esac
}
main() {
  begin_search "$1"
  open_file
  size=$(stat -L -c %s -- "$log")
  files="0 $size $log
$(rotated "$FILE")"
  while read -r modified size file; do
    case $size in '' | -) ;; *) if [ "$file" = "$log" ] || ! [ "$file" -ef "$log" ]; then total=$((total + size)); fi ;; esac
  done <<FILES
$files
FILES
  wanted=\${CURSOR%:*} skipping=
  if [ -n "$CURSOR" ] && knows "$wanted"; then skipping=1; fi
  while read -r modified size file; do
    [ -n "$file" ] || continue
    if [ "$file" != "$log" ] && [ "$file" -ef "$log" ]; then continue; fi
    case $size in -) unread=$((unread + 1)); continue ;; esac
    end=
    if [ -n "$skipping" ]; then
      if [ "$(identity "$file")" != "$wanted" ]; then read=$((read + size)); continue; fi
      skipping= end=\${CURSOR##*:}
    fi
    if is_older "$modified" && [ "$modified" != 0 ]; then continue; fi
    case $file in
      *.gz) search_packed "$file" "$size" ;;
      *) search_plain "$file" "\${end:-$size}" "$size" ;;
    esac
  done <<FILES
$files
FILES
  tell_reached
  printf '%s end\\n' "$N"
}
identity() { stat -L -c '%d-%i' -- "$1"; }
knows() {
  printf '%s\\n' "$files" | {
    while read -r modified size file; do
      if [ -n "$file" ] && [ "$(identity "$file" 2>/dev/null)" = "$1" ]; then exit 0; fi
    done
    exit 1
  }
}
search_plain() {
  end=$2 before=$read
  read=$((read + $3 - end))
  while [ "$end" -gt 0 ]; do
    if over_limits; then tell_reached; stop_at "$(identity "$1"):$end"; fi
    start=$((end - ${String(blockBytes)}))
    if [ "$start" -le 0 ]; then start=0; else
      partial=$(tail -c "+$((start + 1))" -- "$1" | head -c 65536 | head -n 1 | wc -c)
      start=$((start + partial))
      if [ "$start" -ge "$end" ]; then start=$((end - 65536)); fi
    fi
    first=$(tail -c "+$((start + 1))" -- "$1" | head -c 131072 | first_stamp 0)
    rest=
    if ! is_newer "$first"; then find_in "$1" "$start" "$end"; fi
    if [ -n "$rest" ]; then stop_within "$(identity "$1"):$((start + offset))"; fi
    if [ -n "$first" ]; then reached=$first; fi
    read=$((read + end - start)) worked=$((worked + end - start))
    tell_reached
    end=$start
    if is_older "$first"; then break; fi
  done
}
search_packed() {
  if over_limits; then tell_reached; stop_at "$(identity "$1"):\${end:-9999999999}"; fi
  first=$(text_of "$1" | head -c 131072 | first_stamp 0)
  rest=
  if ! is_newer "$first"; then find_in "$1" 0 "\${end:-9999999999}"; fi
  if [ -n "$rest" ]; then stop_within "$(identity "$1"):$offset"; fi
  if [ -n "$first" ]; then reached=$first; fi
  read=$((read + $2)) worked=$((worked + $2))
  tell_reached
}
`;

const journalFunctions = `
piece() {
  journalctl --no-pager -q -o short-iso-precise -u "$UNIT" --since "@$P1" --until "@$P2" 2>/dev/null | head -c "$P3"
}
whole=9999999999
main() {
  begin_search "$1"
  total=-
  if journalctl --no-pager -u "$UNIT" -n 1 2>&1 >/dev/null | grep -q -E 'not seeing messages|insufficient permissions'; then unread=1; fi
  oldest=$(limit 10 journalctl --no-pager -q -o short-unix -u "$UNIT" 2>/dev/null | head -n 1)
  oldest=\${oldest%%.*}
  if [ -z "$oldest" ] && [ "$unread" = 1 ]; then exit 77; fi
  case $oldest in '' | *[!0-9]*) tell_reached; printf '%s end\\n' "$N"; exit 0 ;; esac
  if [ -n "$AFTER" ] && [ "$AFTER" -gt "$oldest" ]; then oldest=$AFTER; fi
  to=$(($(seconds) + 1)) step=3600 most=$whole
  if [ -n "$BEFORE" ] && [ "$BEFORE" -lt "$to" ]; then to=$((BEFORE + 1)); fi
  if [ -n "$CURSOR" ]; then
    most=\${CURSOR##*:}
    to=\${CURSOR%:*}
    from=\${to%:*} to=\${to#*:}
  else from=$((to - step)); fi
  while [ "$to" -gt "$oldest" ]; do
    if over_limits; then tell_reached; stop_at "$from:$to:$most"; fi
    began=$(seconds)
    find_in "$from" "$to" "$most"
    if [ -n "$rest" ]; then stop_within "$from:$to:$offset"; fi
    reached=$from
    if [ "$from" -lt "$oldest" ]; then reached=$oldest; fi
    tell_reached
    took=$(($(seconds) - began))
    if [ "$took" -le 1 ] && [ "$step" -lt 2000000 ]; then step=$((step * 2)); elif [ "$took" -ge 5 ]; then step=$((step / 2)); fi
    to=$from from=$((from - step)) most=$whole
  done
  printf '%s end\\n' "$N"
}
`;
