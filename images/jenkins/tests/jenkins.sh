#!/bin/sh
# Looks at the Jenkins server's files from inside, with nothing started.
# strata-test: both
set -eu

failed=0
check() {
  if ! "$@" > /dev/null 2>&1; then
    echo "failed: $*" >&2
    failed=1
  fi
}

check java -version
check [ "$(dpkg-query -W -f '${Status}' jenkins)" = 'install ok installed' ]
check [ "$(systemctl is-enabled jenkins)" = enabled ]
check grep -q '^Environment=JENKINS_PORT=' /etc/systemd/system/jenkins.service.d/port.conf
check [ -s /initrd.img ]

exit "$failed"
