#!/bin/sh
# Looks at webapp's files from inside, and starts each service as its unit would, without systemd. Run it in an image
# with webapp's content: it makes a key, as the first boot does.
# strata-test: layers
# shellcheck disable=SC2317 # The small tests below are called by name, through `check`.
set -eu

failed=0
check() {
  if ! "$@" > /dev/null 2>&1; then
    echo "failed: $*" >&2
    failed=1
  fi
}
enabled() { [ "$(systemctl is-enabled "$1")" = enabled ]; }

check enabled webapp.target
check systemd-analyze verify --man=no webapp.target
check [ "$(stat -c %a /etc/webapp)" = 700 ]
# A key in an image would open every machine that was made from it.
check [ ! -e /etc/webapp/jwt-key ]
check [ -z "$(find /var/lib/webapp -name jwt-key)" ]

for service in catalog-api orders-api; do
  root=/var/lib/webapp/$service/rootfs
  check systemctl cat "$service.service"
  check [ -s "$root/srv/$service/main.js" ]
  check [ -x "$root/usr/bin/node" ]
  # A file of a container that lost its owner on the way would belong to whoever has that number here.
  check [ "$(stat -c %u:%g "$root/etc/shadow")" = 0:42 ]
  # The unit's command is that of the container image.
  check grep -q "^ExecStart=/usr/bin/node /srv/$service/main.js$" "/usr/local/lib/systemd/system/$service.service"
done

webapp-make-key
check [ "$(stat -c %a:%s /etc/webapp/jwt-key)" = 600:65 ]
check sh -c 'webapp-token ada | grep -qE "^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"'

exit "$failed"
