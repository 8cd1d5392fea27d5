#!/bin/sh
# A line that is logged arrives where logs go: here, since the machine is told that it is that host itself. A line that
# was logged before the host answered arrives as well.
# strata-test: machine
# strata-about: service=rsyslog file=/etc/rsyslog.d/90-forward.conf
# shellcheck disable=SC2317 # What is called by name, or by the trap.
set -eu

rule=/etc/rsyslog.d/90-forward.conf
field() { sed -n "s/.*$1=\"\([^\"]*\)\".*/\1/p" "$rule"; }
host=$(field target)
port=$(field port)
if [ -z "$host" ] && grep -q '^# No log_host' "$rule"; then
  echo 'This image was built to send its logs nowhere.'
  exit 0
fi

work=$(mktemp -d)
receiver=
cp /etc/hosts "$work/hosts"
restore() {
  [ -z "$receiver" ] || kill "$receiver" 2> /dev/null || true
  cat "$work/hosts" > /etc/hosts
  ip address delete "$host" dev lo 2> /dev/null || true
  rm -rf "$work"
}
trap restore EXIT

token="strata-$$-$(date +%s)"
logger -p auth.notice "$token before"

# An address is taken over; a name leads here.
ip address add "$host" dev lo 2> /dev/null || echo "127.0.0.1 $host" >> /etc/hosts

python3 - "$host" "$port" << 'PYTHON' > "$work/received" 2> "$work/problems" &
import socket
import sys
import threading

host, port = sys.argv[1:]
family, _, _, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]


def receive(connection):
    for text in connection.makefile("rb"):
        sys.stdout.buffer.write(text)
        sys.stdout.flush()


# What waited on disk comes by a connection of its own, beside that of new lines.
with socket.create_server(address[:2], family=family) as server:
    while True:
        threading.Thread(target=receive, args=[server.accept()[0]], daemon=True).start()
PYTHON
receiver=$!

# It waits longer and longer for a host that does not answer. Queues outlive it.
systemctl restart rsyslog
logger -p auth.notice "$token after"

arrived() { grep -q "$token $1" "$work/received"; }
for _ in $(seq 60); do
  ! arrived before || ! arrived after || break
  sleep 1
done

failed=0
for line in before after; do
  if ! grep -q "$token $line" /var/log/auth.log /var/log/syslog; then
    echo "failed: the line logged $line the receiver began is in no file" >&2
    failed=1
  fi
  if ! arrived "$line"; then
    echo "failed: the line logged $line the receiver began did not arrive at $host, port $port" >&2
    failed=1
  fi
done
if [ "$failed" = 1 ]; then
  cat "$work/problems" >&2
  journalctl --unit rsyslog --lines 10 --no-pager >&2
fi
exit "$failed"
