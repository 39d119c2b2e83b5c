/**
 * Counters of killed processes, which every account may read, and the kernel's, systemd's and cron's own words of the
 * last day. Old journalctl cannot search, some are built without it.
 */
export const kernelSection = `
s_kernel() {
  for group in system.slice "system.slice/\${UNIT%.service}.service" system.slice/nginx.service system.slice/cron.service \\
    system.slice/crond.service system.slice/system-postgresql.slice user.slice "user.slice/user-$(id -u).slice"; do
    for file in "/sys/fs/cgroup/$group/memory.events" "/sys/fs/cgroup/memory/$group/memory.oom_control"; do
      [ -r "$file" ] || continue
      while read -r key value; do
        case $key in oom_kill) printf 'group %s %s\\n' "$value" "$group" ;; esac
      done <"$file"
    done
  done
  words='Out of memory|oom-kill:|Killed process|killed by the OOM killer|I/O error|EXT4-fs error|XFS .*(corrupt|shut)|Remounting filesystem read-only|FAILED to authorize user with PAM'
  text=$(words_of_today -n 20 -g "$words" 2>&1)
  code=$?
  case $text in *'attern matching'* | *'nrecognized option'* | *'nvalid option'* | *'not compiled'*)
    text=$(words_of_today 2>&1 | limit 4 grep -E "$words|nsufficient permissions|not seeing messages" | tail -n 20)
    code=$?
    ;;
  esac
  printf 'journal %s\\n' "$code"
  printf '%s\\n' "$text" | cut -b 1-400 | head -n 22
}
words_of_today() {
  limit 4 journalctl "$@" -b 0 --since -24h -o short-unix --no-pager _TRANSPORT=kernel + _PID=1 + SYSLOG_IDENTIFIER=CRON + SYSLOG_IDENTIFIER=crond
}
`;
