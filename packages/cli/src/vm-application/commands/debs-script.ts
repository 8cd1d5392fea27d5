import { quoteWord } from '@strata/sdk';
import type { DebsSource } from '../definition/definition';
import { type ScriptSubject, STATE_FOLDER } from './files-script';

/** Seconds that apt waits for another program that installs: a machine that has just started updates itself. */
const LOCK_PATIENCE = 600;

/**
 * The script of a package of Debian packages. apt on the machine chooses from the packages that came along and from no
 * other archive: what is there already in the same or a newer version stays, nothing is downgraded, and no network is
 * asked. What apt adds is noted, and a removal takes that away, but for what others have come to need meanwhile.
 */
export function makeDebsScript(
  { name, version }: ScriptSubject,
  { packages, distribution, suite, architecture }: DebsSource,
): string {
  return `#!/bin/sh
# Installs, updates and removes ${name} ${version}: manage.sh install|update|remove
# Runs in the folder that it was unpacked into, with the folder debs beside it.
set -eu
umask 022
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
state=${STATE_FOLDER}/${name}
packages=${quoteWord(packages.join(' '))}

refuse() {
  printf '%s\\n' "${name}: $1" >&2
  exit 1
}

# apt with nothing but the packages beside this script.
quiet_apt() {
  apt-get --quiet --yes \\
    -o Dir::Etc::SourceList="$PWD/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \\
    -o Dir::State::Lists="$PWD/apt/lists" -o Dir::Cache="$PWD/apt/cache" \\
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o APT::Install-Recommends=false \\
    -o DPkg::Lock::Timeout=${LOCK_PATIENCE} -o Dpkg::Use-Pty=0 \\
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

prepare_apt() {
  rm -rf apt
  mkdir -p apt/lists/partial apt/cache/archives/partial
  printf 'deb [trusted=yes] file:%s/debs ./\\n' "$PWD" > apt/sources.list
}

# apt on another release would find nothing that fits, and say so in many lines.
check_machine() {
  command -v apt-get > /dev/null || refuse 'this machine has no apt'
  there=$(dpkg --print-architecture)
  [ "$there" = ${architecture} ] || refuse "made for ${architecture}, and this machine is $there"
  codename=$(. /etc/os-release && printf %s "\${VERSION_CODENAME-}")
  [ "$codename" = ${suite} ] || refuse "made for ${distribution} ${suite}, and this machine runs \${codename:-another release}"
}

list_installed() {
  dpkg-query -W -f '\${db:Status-Abbrev} \${binary:Package}\\n' | sed -n 's/^.i  *//p' | sort
}

install_all() {
  check_machine
  mkdir -p "$state"
  touch "$state/packages"
  prepare_apt
  list_installed > before.list
  quiet_apt update
  # Noted also when apt ends half-way: what it has unpacked by then is ours to remove.
  code=0
  quiet_apt install $packages || code=$?
  list_installed | grep -vxF -f before.list > added.list || true
  cat "$state/packages" added.list | sort -u > packages.both
  cp packages.both "$state/packages"
  rm -rf apt
  return $code
}

# Of the packages given those that would go, with others, if they were removed.
list_falling() {
  quiet_apt --simulate purge "$@" | sed -n 's/^\\(Purg\\|Remv\\) \\([^ ]*\\) .*/\\2/p' | sort -u
}

# Packages that others have come to need stay, and become theirs.
drop_needed() {
  while [ -s mine.list ]; do
    # shellcheck disable=SC2046
    list_falling $(cat mine.list) | sed 's/:.*//' | sort -u > falling.list
    sed 's/:.*//' mine.list | sort -u > bare.list
    grep -vxF -f bare.list falling.list > foreign.list || true
    [ -s foreign.list ] || return 0
    : > kept.list
    while IFS= read -r each; do
      if list_falling "$each" | sed 's/:.*//' | grep -qxF -f foreign.list; then
        printf '%s\\n' "$each" >> kept.list
      fi
    done < mine.list
    printf '%s\\n' "${name}: stay, since $(tr '\\n' ' ' < foreign.list)need them: $(tr '\\n' ' ' < kept.list)"
    [ -s kept.list ] || refuse 'apt would remove packages of others'
    grep -vxF -f kept.list mine.list > less.list || true
    mv less.list mine.list
  done
}

remove_all() {
  [ -d "$state" ] || exit 0
  prepare_apt
  list_installed > now.list
  grep -xF -f now.list "$state/packages" > mine.list || true
  drop_needed
  # shellcheck disable=SC2046
  [ ! -s mine.list ] || quiet_apt purge $(cat mine.list)
  rm -rf apt "$state"
  rmdir ${STATE_FOLDER} /var/lib/strata 2> /dev/null || true
}

case "\${1-}" in
  install | update) install_all ;;
  remove) remove_all ;;
  *) refuse 'give one of: install, update, remove' ;;
esac
`;
}
