import { sentLineLength } from './log-shell';

/** Shell functions of log-read.ts for the journal of a unit. `most`: bytes that are sent at most. */
export const journalFunctions = (most: number) => `
main() {
  N=$1
  began=$(date +%s) from=$began
  tell_clock
  set -- --no-pager -o short-iso-precise -u "$UNIT"
  case $SPAN in
    last) set -- "$@" -n "$LINES" ;;
    window)
      set -- "$@" --since "@$FROM"
      if [ "$FOLLOW" = 0 ]; then
        set -- "$@" --until "@$TO"
        if [ "$TO" -lt "$from" ]; then from=$TO; fi
      fi
      ;;
    after)
      case $AFTER in
        @*)
          set -- "$@" --since "$AFTER"
          from=\${AFTER#@}
          ;;
        *)
          set -- "$@" --after-cursor "$AFTER"
          from=
          ;;
      esac
      ;;
  esac
  exec 5>&1
  state=$({
    { limit "$SLOW" journalctl "$@" --show-cursor 2>&1; printf '%s exit %s\\n' "$N" "$?"; } |
      N="$N" awk -v most=${String(most)} '${journalProgram()}' >&5
  } 4>&1)
  set -- $state
  code=\${1:-1} cut=\${2:-0} hidden=\${3:-0} lines=\${4:-0} cursor=$5
  if [ "$code" = 127 ]; then exit 66; fi
  # Without the group, it shows what the account's own processes wrote: part of it, or nothing.
  if [ "$hidden" = 1 ] && [ "$lines" = 0 ]; then exit 77; fi
  if [ "$code" = 124 ] || [ "$code" = 137 ]; then cut=1; elif [ "$code" != 0 ]; then exit "$code"; fi
  # Without an entry it is where it was.
  if [ -z "$cursor" ] && [ "$SPAN" = after ] && [ -z "$from" ]; then cursor=$AFTER; fi
  begins=-
  if [ "$SPAN" = window ] && [ "$hidden" = 0 ]; then
    first=$(limit 5 journalctl --no-pager -q -o short-unix 2>/dev/null | head -n 1)
    first=\${first%%.*}
    case $first in '' | *[!0-9]*) ;; *) if [ "$first" -gt "$FROM" ]; then begins=$first; fi ;; esac
  fi
  printf '%s read %s %s 0 %s %s\\n' "$N" "$cut" "$hidden" "$begins" "\${cursor:-@$from}"
  [ "$FOLLOW" = 1 ] || return 0
  set -- --no-pager -o short-iso-precise -u "$UNIT" -f --no-tail
  if [ -n "$cursor" ]; then set -- "$@" --after-cursor "$cursor"; else set -- "$@" --since "@$from"; fi
  exec journalctl "$@"
}
`;

/** Leaves out what journalctl says for itself; the last line of a window may be cut off by the limit of time. */
function journalProgram(): string {
  return `
index($0, ENVIRON["N"] " exit ") == 1 { code = $3; next }
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
