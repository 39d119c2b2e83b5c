#!/bin/bash
# Stands in for fpm, which electron-builder would download, where packages are only built to be tested
# (CUSTOM_FPM_PATH): dpkg-deb and rpmbuild make them. Knows what electron-builder passes for `-s dir -t deb|rpm`.
set -euo pipefail
depends=() recommends=() map=() type='' name='' version='' arch='' text='' maintainer='' url='' out='' after_install='' after_remove='' license=''
while [ $# -gt 0 ]; do
  case $1 in
    --force | --debug) shift; continue ;;
    -s) ;;
    -t) type=$2 ;;
    -d) depends+=("$2") ;;
    --deb-recommends) recommends+=("$2") ;;
    --architecture) arch=$2 ;;
    --after-install) after_install=$2 ;;
    --after-remove) after_remove=$2 ;;
    --description) text=$2 ;;
    --version) version=$2 ;;
    --package) out=$2 ;;
    --name) name=$2 ;;
    --maintainer) maintainer=$2 ;;
    --license) license=$2 ;;
    --url) url=$2 ;;
    --*) ;;
    *=*) map+=("$1"); shift; continue ;;
    *) echo "fpm-shim: what is $1?" >&2; exit 1 ;;
  esac
  shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -m 755 "$root"
for pair in "${map[@]}"; do
  from=${pair%%=*} to=$root${pair#*=}
  if [ -d "$from" ]; then mkdir -p "$to"; cp -a "$from/." "$to/"
  else mkdir -p "$(dirname "$to")"; cp "$from" "$to"; chmod 644 "$to"; fi
done
summary=$(sed -n '/[^ ]/{s/^ *//;p;q}' <<<"$text")
list() { local IFS=,; sed 's/,/, /g' <<<"$*"; }

build_deb() {
  mkdir "$root/DEBIAN"
  {
    printf '%s: %s\n' Package "$name" Version "$version" Architecture "$arch" Maintainer "$maintainer" Homepage "$url"
    [ ${#depends[@]} = 0 ] || echo "Depends: $(list "${depends[@]}")"
    [ ${#recommends[@]} = 0 ] || echo "Recommends: $(list "${recommends[@]}")"
    printf '%s: %s\n' Installed-Size "$(du -sk "$root" | cut -f1)" Description "$summary"
  } >"$root/DEBIAN/control"
  install -m 755 "$after_install" "$root/DEBIAN/postinst"
  install -m 755 "$after_remove" "$root/DEBIAN/postrm"
  dpkg-deb --root-owner-group -Zgzip -z1 -b "$root" "$out" >/dev/null
}

build_rpm() {
  [ "$arch" != amd64 ] || arch=x86_64
  {
    printf '%s: %s\n' Name "$name" Version "${version//-/\~}" Release 1 License "$license" URL "$url" Summary "$summary"
    [ ${#depends[@]} = 0 ] || echo "Requires: $(list "${depends[@]}")"
    printf '%s\n' 'AutoReqProv: no' '%global __os_install_post %{nil}' '%define _build_id_links none' '%define _binary_payload w1.gzdio'
    printf '%%description\n%s\n' "$text"
    printf '%%post\n'; sed 's/%/%%/g' "$after_install"
    printf '%%postun\n'; sed 's/%/%%/g' "$after_remove"
    printf '%%files\n'; (cd "$root" && find . \( -type f -o -type l \) -printf '"/%P"\n')
    echo '%dir "/opt/Vigia"'
  } >"$work/spec"
  rpmbuild -bb --quiet --target "$arch" --define "_topdir $work/rpm" --define "_rpmdir $work/made" --buildroot "$root" "$work/spec"
  mv "$work/made/$arch"/*.rpm "$out"
}

case $type in
  deb | rpm) "build_$type" ;;
  *) echo "fpm-shim: only deb and rpm" >&2; exit 1 ;;
esac
