/**
 * Shell functions of log-read.ts that know where a reading ended, and go on there. Where a file was read to is told as
 *
 *   DEVICE:INODE OFFSET NEWEST UNTIL PRINT
 *
 * NEWEST: when the newest of its rotated files was written; what is younger was made since. UNTIL: from the offset on,
 * lines up to this second were read already (a window ends between lines that are not quite in order); 0: none were.
 * PRINT: checksum and length of how it began, which it keeps when it is renamed, copied or packed; numbers are given again.
 */

/** Lines that were read already, until one of them is later than any that can have been. */
const newProgram = `
{
  at = stamp_of($0)
  if (at >= 0) now = at
  if (now > until + 5) past = 1
  if (past || now > until) print
}
`;

/** `most`: bytes that are sent at most, the newest. */
export const afterFunctions = (most: number) => `
number_of() { stat -L -c %d:%i -- "$1" 2>/dev/null; }
newest_at() { printf '%s\\n' "\${newest%% *}"; }
place_of() {
  known=$(newest_at)
  printf '%s %s %s %s %s\\n' "$(number_of "$1")" "$2" "\${known:-0}" "$3" "$(print_of "$1" "$2")"
}
print_of() {
  if [ "$2" -gt 256 ]; then set -- "$1" 256; fi
  text_of "$1" | head -c "$2" | cksum | tr ' ' ':'
}
length_of() {
  case $1 in
    *.gz) text_of "$1" | wc -c ;;
    *) size_of "$1" ;;
  esac
}
read_after() {
  zone=$(date +%z)
  ZONE=$(to_seconds "$zone")
  end=$(size_of "$log")
  set -- $AFTER
  pieces=$(pieces_after "$1" "$2" "$3" "$5")
  left=0
  while read -r from length file; do
    case $length in '') ;; -) unread=$((unread + 1)) ;; *) left=$((left + length)) ;; esac
  done <<PIECES
$pieces
PIECES
  until=$4
  while read -r from length file; do
    case $length in '' | -) continue ;; esac
    left=$((left - length)) skip=0
    if [ "$((left + length))" -gt ${String(most)} ]; then
      cut=1 skip=$((left + length - ${String(most)})) until=0
      if [ "$skip" -ge "$length" ]; then continue; fi
    fi
    text_from "$file" "$((from + skip))" "$((length - skip))" | whole_lines "$skip" | not_before "$until"
    until=0
  done <<PIECES
$pieces
PIECES
  dd bs=1 skip="$end" count=0 <&3 2>/dev/null
}
text_from() {
  case $1 in
    *.gz) text_of "$1" | tail -c "+$(($2 + 1))" ;;
    *) tail -c "+$(($2 + 1))" -- "$1" ;;
  esac | head -c "$3"
}
whole_lines() { if [ "$1" -gt 0 ]; then tail -n +2; else cat; fi; }
not_before() {
  if [ "$1" = 0 ]; then cat; return 0; fi
  awk -v stamps="$STAMPS" -v zone="$ZONE" -v until="$1" "$STAMP_PROGRAM"' ${newProgram.trim()}'
}
pieces_after() {
  if [ "$1" = "$(number_of "$log")" ] && [ "$end" -ge "$2" ] && [ "$4" = "$(print_of "$log" "$2")" ]; then
    printf '%s %s %s\\n' "$2" "$((end - $2))" "$log"
    return 0
  fi
  older=$(rotated "$FILE" | sort -n)
  begun=0
  while read -r modified size file; do
    if [ -z "$file" ] || [ "$file" -ef "$log" ]; then continue; fi
    from=0
    if [ "$begun" = 0 ]; then
      if [ "$(number_of "$file")" != "$1" ] && [ "$modified" -lt "$3" ]; then continue; fi
      if [ "$size" != - ] && [ "$(print_of "$file" "$2")" != "$4" ]; then continue; fi
      begun=1 from=$2
    fi
    if [ "$size" = - ]; then printf '0 - %s\\n' "$file"; continue; fi
    length=$(length_of "$file")
    if [ "$length" -gt "$from" ]; then printf '%s %s %s\\n' "$from" "$((length - from))" "$file"; fi
  done <<OLDER
$older
OLDER
  # What it had beyond the offset is gone, and nobody knows how much that was.
  if [ "$begun" = 0 ]; then printf '0 - gone\\n'; fi
  printf '0 %s %s\\n' "$end" "$log"
}
`;
