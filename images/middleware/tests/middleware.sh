#!/bin/sh
# Looks at middleware's files from inside, with nothing started; which engine it holds is read from the image.
# strata-test: both
# shellcheck disable=SC2317 # The small tests below are called by name, through `check`.
set -eu

failed=0
check() {
  if ! "$@" > /dev/null 2>&1; then
    echo "failed: $*" >&2
    failed=1
  fi
}
installed() { [ "$(dpkg-query -W -f '${Status}' "$1")" = 'install ok installed' ]; }
enabled() { [ "$(systemctl is-enabled "$1")" = enabled ]; }

if command -v dockerd > /dev/null; then
  # Without apparmor_parser dockerd installs well and starts no container.
  for package in apparmor containerd docker.io iptables runc; do
    check installed "$package"
  done
  check enabled docker
  check enabled apparmor
  check command -v apparmor_parser
  check python3 -m json.tool /etc/docker/daemon.json
else
  for package in crun netavark aardvark-dns podman uidmap; do
    check installed "$package"
  done
  check podman --version
  check grep -q enforcing /etc/containers/registries.conf.d/50-middleware.conf
fi
check [ -z "$(dpkg --audit)" ]

exit "$failed"
