/** Shell functions that reading and searching share. Standard error is for complaints, our own marks are on both. */

/** Characters of a line that the server sends; a longer one is cut. */
export const sentLineLength = 16_384;

/**
 * awk: `stamp_of(LINE)` is the moment in seconds since 1970 that stands at the beginning of a line, or -1. Give it
 *
 *   stamps   access: common log format; begin: a date at the very beginning; anywhere: a date in the first 60 characters
 *   zone     seconds east of UTC, for stamps without a zone
 */
export const stampProgram = String.raw`
function epoch(y, mo, d, h, mi, s, z,   era, yoe, doe) {
  mo += 0
  if (mo < 1 || mo > 12) return -1
  if (mo <= 2) y -= 1
  era = int(y / 400)
  yoe = y - era * 400
  doe = yoe * 365 + int(yoe / 4) - int(yoe / 100) + int((153 * (mo > 2 ? mo - 3 : mo + 9) + 2) / 5) + d - 1
  return (era * 146097 + doe - 719468) * 86400 + h * 3600 + mi * 60 + s - z
}
function zone_of(t,   seconds) {
  if (t ~ /^ ?Z/) return 0
  if (!match(t, /^ ?[+-][0-9][0-9]:?[0-9][0-9]/)) return zone
  t = substr(t, 1, RLENGTH)
  gsub(/[ :]/, "", t)
  seconds = substr(t, 2, 2) * 3600 + substr(t, 4, 2) * 60
  return substr(t, 1, 1) == "-" ? -seconds : seconds
}
function stamp_of(line,   s, t, f) {
  if (stamps == "access") {
    s = substr(line, 1, 600)
    if (!match(s, /\[[0-9][0-9]\/[A-Z][a-z][a-z]\/[0-9][0-9][0-9][0-9]:[0-9][0-9]:[0-9][0-9]:[0-9][0-9] [+-][0-9][0-9][0-9][0-9]\] "/)) return -1
    t = substr(s, RSTART + 1, 26)
    return epoch(substr(t, 8, 4), (index("JanFebMarAprMayJunJulAugSepOctNovDec", substr(t, 4, 3)) + 2) / 3, substr(t, 1, 2), substr(t, 13, 2), substr(t, 16, 2), substr(t, 19, 2), zone_of(substr(t, 21)))
  }
  if (stamps == "begin" && line !~ /^\[?20/) return -1
  s = substr(line, 1, stamps == "begin" ? 60 : 100)
  if (!match(s, /20[0-9][0-9][-\/][0-9][0-9][-\/][0-9][0-9][T ][0-9][0-9]:[0-9][0-9]:[0-9][0-9]/)) return -1
  if (RSTART > (stamps == "begin" ? 2 : 60)) return -1
  t = substr(s, RSTART, 60)
  f = substr(t, 20)
  sub(/^[.,][0-9]+/, "", f)
  return epoch(substr(t, 1, 4), substr(t, 6, 2), substr(t, 9, 2), substr(t, 12, 2), substr(t, 15, 2), substr(t, 18, 2), zone_of(f))
}
`;

/**
 * `rotated FILE`: its older files, the newest first, as `MODIFIED SIZE PATH`; one that cannot be read or unpacked has the
 * size `-`. `text_of FILE`: its text. `first_stamp`: of the text on standard input, empty where it has none.
 */
export const logFileFunctions = `
rotated() {
  for file in "$1".* "$1"-*; do
    name=\${file#"$1"}
    name=\${name#?}
    packed=\${name%.gz}
    packed=\${packed%.[xb]z*}
    packed=\${packed%.zst}
    case $packed in '' | *[!0-9-]*) continue ;; esac
    facts=$(stat -L -c '%Y %s %d:%i' -- "$file" 2>/dev/null) || continue
    case $name in *.xz | *.bz2 | *.zst) facts="\${facts%% *} -" ;; esac
    [ -f "$file" ] || continue
    [ -r "$file" ] || facts="\${facts%% *} -"
    printf '%s %s\\n' "\${facts% *:*}" "$file"
  done | sort -rn | head -n 60
}
text_of() {
  case $1 in
    *.gz) limit "$SLOW" gzip -dc <"$1" 2>/dev/null ;;
    *) cat <"$1" ;;
  esac
}
first_stamp() {
  tr '\\000' '?' | awk -v stamps="$STAMPS" -v zone="$ZONE" -v skip="$1" "$STAMP_PROGRAM"' NR > skip { at = stamp_of($0); if (at >= 0) { print at; exit } }'
}
to_seconds() {
  hours=\${1#[+-]}
  minutes=\${hours#??}
  hours=\${hours%??}
  printf '%s\\n' "\${1%????}$((\${hours#0} * 3600 + \${minutes#0} * 60))"
}
tell_clock() { printf '%s clock %s\\n' "$N" "$(date '+%s %N %z')"; }
open_file() {
  folder=\${FILE%/*}
  if [ -d "$folder/" ] && [ ! -x "$folder/" ]; then exit 77; fi
  [ -f "$FILE" ] || exit 66
  [ -r "$FILE" ] || exit 77
  exec 3<"$FILE"
  log=/proc/$$/fd/3
  [ -r "$log" ] || log=$FILE
}
`;
