#!/bin/sh
# What only this image can get wrong: that it has both parents' content. The rest is said by their own tests, which hold
# here too.
# strata-test: both
set -eu

failed=0
check() {
  if ! "$@" > /dev/null 2>&1; then
    echo "failed: $*" >&2
    failed=1
  fi
}

check command -v dockerd
check command -v webapp-token
check [ "$(readlink /etc/systemd/system/multi-user.target.wants/webapp.target)" = /usr/local/lib/systemd/system/webapp.target ]
check [ "$(systemctl is-enabled docker)" = enabled ]
check [ "$(systemctl is-enabled webapp.target)" = enabled ]

exit "$failed"
