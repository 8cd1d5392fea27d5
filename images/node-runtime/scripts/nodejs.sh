#!/bin/sh
# Node.js, a user to run services as, and nothing to read: a container has no reader. Licences stay.
set -eu

apt-get install -y -q --no-install-recommends nodejs

# A number that no host gives to its own users.
if ! getent passwd service > /dev/null; then
  groupadd --gid 10001 service
  useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin service
fi

rm -rf /usr/share/man /usr/share/info /usr/share/locale /usr/share/lintian
find /usr/share/doc -type f ! -name copyright -delete
find /usr/share/doc -type l -delete
find /usr/share/doc -mindepth 1 -type d -empty -delete
# Headers for native modules, which a bundled service does not build.
rm -rf /usr/include
