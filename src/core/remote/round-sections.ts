import { watchdogWords } from '../watchdog-acts';
import { kernelSection } from './round-kernel';
import { serviceSections } from './round-services';

/** The shell functions of the round script, one `s_NAME` for each section. POSIX sh: dash, bash and busybox run them. */

/** Answered by the kernel alone: these cannot hang. */
const kernelSections = `
s_clock() { date '+%s %N %z'; }
s_host() {
  read -r name </proc/sys/kernel/hostname || name=$(uname -n)
  printf '%s\\n' "$name"
}
s_boot() {
  read -r id </proc/sys/kernel/random/boot_id && printf 'boot_id %s\\n' "$id"
  read -r up rest </proc/uptime && printf 'uptime %s\\n' "$up"
  limit 2 grep '^btime ' /proc/stat
}
s_memory() {
  while read -r key value rest; do
    case $key in
      MemTotal: | MemFree: | MemAvailable: | Buffers: | Cached: | SwapTotal: | SwapFree:) printf '%s %s\\n' "$key" "$value" ;;
    esac
  done </proc/meminfo
  while read -r key value; do
    case $key in pswpin | pswpout) printf '%s: %s\\n' "$key" "$value" ;; esac
  done </proc/vmstat
}
`;

const systemSections = `
s_ports() {
  limit 3 ss -ltnH | {
    seen=
    while read -r state queue backlog here rest; do
      printf '%s\\n' "\${here##*:}"
      seen=1
    done
    [ -n "$seen" ]
  } && return 0
  [ -r /proc/net/tcp ] || return 127
  limit 3 cat /proc/net/tcp /proc/net/tcp6 | while read -r slot here there state rest; do
    case $state in 0A) printf 'x%s\\n' "\${here##*:}" ;; esac
  done
}
s_disks() {
  set -- /
  for folder in "$HOME" "$LOGS" /var/lib/postgresql /var /tmp; do
    [ -d "$folder" ] && set -- "$@" "$folder"
  done
  printf 'blocks\\n'
  limit 5 df -P -k -- "$@"
  printf 'inodes\\n'
  limit 5 df -P -i -- "$@"
  printf 'mounts\\n'
  while read -r device mount type options rest; do
    case $mount in /proc* | /sys* | /dev* | /run* | /snap/* | /var/lib/docker/*) continue ;; esac
    case $options in ro | ro,*) printf 'ro %s\\n' "$mount" ;; *) printf 'rw %s\\n' "$mount" ;; esac
  done </proc/mounts
}
s_crontab() {
  text=$(limit 3 crontab -l 2>&1)
  code=$?
  printf '%s\\n' "$text" | head -c 12000
  [ "$code" = 0 ] && printf '%s\\n' "$text" | scheduled_files | head -n 60 | head -c 4000
  return $code
}
scheduled_files() {
  set -f
  while read -r line; do
    case $line in '#'*) continue ;; esac
    before=
    for word in $line; do
      last=$before before=$word word=\${word%%[';<>|&)']*}
      case $word in
        [\\"\\']*[\\"\\']) ;;
        [\\"\\']*) case $last in -*c) ;; *) continue ;; esac ;;
      esac
      word=\${word#[\\"\\']} word=\${word%[\\"\\']}
      case \${word#'$HOME/'} in *[\\"\\'\\\\\\$\\\`'*?[%(']*) continue ;; esac
      case $word in
        /*) path=$word ;;
        '~/'*) path=$HOME/\${word#'~/'} ;;
        '$HOME/'*) path=$HOME/\${word#'$HOME/'} ;;
        *) continue ;;
      esac
      access_of "$path" && printf 'file %s %s\\n' "$access" "$word"
    done
  done
}
access_of() {
  exists=0 readable=0 runnable=0
  [ -e "$1" ] && exists=1
  [ -r "$1" ] && readable=1
  [ -f "$1" ] && [ -x "$1" ] && runnable=1
  access="$exists $readable $runnable"
}
`;

/** First \`EXISTS READABLE MTIME SIZE\`, then the tail, from a line's beginning. */
const fileSections = `
tail_of() {
  exists=0 readable=0
  [ -e "$1" ] && exists=1
  [ -r "$1" ] && readable=1
  facts=$(limit 3 stat -L -c '%Y %s' -- "$1") || facts='- -'
  printf '%s %s %s\\n' "$exists" "$readable" "$facts"
  [ "$readable" = 1 ] || return 1
  case \${facts#* } in '' | *[!0-9]*) size=0 ;; *) size=\${facts#* } ;; esac
  limit 4 tail -c "$2" -- "$1" | {
    if [ "$size" -gt "$2" ]; then read -r skipped; fi
    tail -n "$3"
  }
}
s_watchdog() { tail_of "$WATCHDOG_LOG" 4096 40; }
s_watchdog_acts() {
  [ -r "$WATCHDOG_LOG" ] || return 1
  limit 4 tail -c 65536 -- "$WATCHDOG_LOG" | limit 4 grep -iE '${watchdogWords}' | tail -n 80 | tail -c 8000
}
s_errors() { tail_of "$ERROR_LOG" 12288 120; }
s_files() {
  for file in "$START" "$STOP" "$WATCHDOG_LOG" "$ERROR_LOG" "$ACCESS_LOG"; do
    access_of "$file" && printf '%s\\n' "$access"
  done
}
s_code() {
  newest=0
  limit 3 find "\${START%/*}/" -maxdepth 4 '(' -name venv -o -name .venv -o -name env -o -name .git -o -name site-packages \\
    -o -name node_modules -o -name __pycache__ ')' -prune -o -type f -name '*.py' -exec stat -c %Y -- {} + | {
    while read -r changed; do
      [ "$changed" -gt "$newest" ] && newest=$changed
    done
    printf '%s\\n' "$newest"
  }
}
s_biggest() {
  limit 3 ls -lnAS -- "$LOGS" | while read -r mode links owner group size month day time name; do
    case $mode in -*) printf '%s %s\\n' "$size" "$name"; break ;; esac
  done
}
s_boots() { limit 2 last -x -n 4 reboot shutdown | head -c 800; }
s_journal() {
  text=$(limit 4 journalctl -u "$UNIT" -n 1 --no-pager -o cat 2>&1)
  code=$?
  printf '%s\\n' "$text" | head -c 400
  return $code
}
`;

/** \`-l\` only lists. The whole list tells whether the rule goes without a password, which \`-l COMMAND\` does not say. */
const sudoSection = `
s_sudo() {
  systemctl=$(command -v systemctl) || return 127
  text=$(limit 4 sudo -n -l "$systemctl" restart "$UNIT" 2>&1)
  code=$?
  printf '%s\\n' "$text" | head -c 600
  printf 'list\\n'
  [ "$code" = 0 ] && limit 4 sudo -n -l 2>&1 | head -c 6000
  return $code
}
`;

export const sectionFunctions = [
  kernelSections,
  serviceSections,
  systemSections,
  fileSections,
  kernelSection,
  sudoSection,
].join('');

/** Sections in the order in which they start: the slow ones first. */
export const jobSections = [
  'local_api',
  'local_dashboard',
  'local_portal',
  'local_portal_api',
  'certificate',
  'database',
  'units',
  'processes',
  'ports',
  'disks',
  'journal',
  'crontab',
  'watchdog',
  'watchdog_acts',
  'errors',
  'files',
  'code',
  'kernel',
  'biggest',
  'boots',
] as const;
/** Asked one after the other, before the jobs start. */
export const firstSections = ['host', 'boot', 'memory'] as const;
export type SectionName =
  (typeof jobSections)[number] | (typeof firstSections)[number] | 'clock' | 'clock_end' | 'sudo';
