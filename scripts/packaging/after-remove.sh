#!/bin/bash
# After the package of the system is removed (deb, rpm): nothing is left but what is hers.

# An upgrade, where the new version has put all of it in place already: dpkg says a word, rpm how many are left.
case "$1" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac

if type update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}' 2>/dev/null || true
fi
rm -f '/usr/bin/${executable}'

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi

# dpkg calls once more for "purge".
[ "$1" = purge ] && exit 0

# What starts it at login lies in the homes of those who switched it on. Each is removed as its owner, so that a link in
# a home leads nowhere that its owner could not go; without the terminal of the administrator, for what runs as somebody
# can be taken over by them, and could type there; only local accounts, so that no network home is waited for.
remove_entry='file="$1/.config/autostart/co.vigia.app.desktop"
[ -f "$file" ] && grep -q "^Exec=\"\?/opt/${sanitizedProductName}/${executable}" "$file" && rm -f "$file"; exit 0'
if type runuser >/dev/null 2>&1; then
  while IFS=: read -r user _ id _ _ home _; do
    if [ "$id" = 0 ] || [ "$id" -ge 1000 ]; then
      [ -d "$home/.config/autostart" ] &&
        timeout -k 1 10 setsid runuser -u "$user" -- /bin/sh -c "$remove_entry" sh "$home" </dev/null
    fi
  done </etc/passwd
fi

case "$LC_ALL$LC_MESSAGES$LANG" in
  es*) echo 'Vigía: los ajustes y el historial de cada persona quedan en ~/.config/vigia. Bórrela si ya no los quiere.' ;;
  *) echo "Vigía: each person's settings and history stay in ~/.config/vigia. Delete it if you want them no more." ;;
esac
exit 0
