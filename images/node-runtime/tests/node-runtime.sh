#!/bin/sh
# Looks at the container's files from inside, and lets Node.js do something.
# strata-test: layers
set -eu

failed=0
check() {
  if ! "$@" > /dev/null 2>&1; then
    echo "failed: $*" >&2
    failed=1
  fi
}

check [ "$(node --print '6 * 7')" = 42 ]
check node --eval 'new Intl.NumberFormat("de").format(1)'
check [ "$(id -u service)" = 10001 ]
check [ ! -e /usr/share/man ]
check [ -s /usr/share/doc/nodejs/copyright ]
check [ -z "$(dpkg --audit)" ]
check [ ! -e /boot/vmlinuz ]

exit "$failed"
