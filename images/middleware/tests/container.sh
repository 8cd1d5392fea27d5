#!/bin/sh
# Runs a container for real, with whichever engine the image holds: locked in as the engine was told, asked through a port
# of the machine, its log in the machine's, and still there when the engine starts again.
# strata-test: machine
# shellcheck disable=SC2317 # What is called by name, or by the trap.
set -eu

engine=podman
command -v dockerd > /dev/null && engine=docker
name=strata-test
image=localhost/strata-test:1

work=$(mktemp -d)
restore() {
  "$engine" rm --force "$name" > /dev/null 2>&1 || true
  "$engine" rmi --force "$image" > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap restore EXIT
restore
mkdir "$work"

failed=0
fail() {
  echo "failed: $*" >&2
  failed=1
}
check() {
  "$@" > "$work/answer" 2>&1 || fail "$* ($(tail -n 3 "$work/answer"))"
}

# No registry is asked: the container's own files are three links, and the machine's /usr lies beneath them, read-only.
mkdir "$work/root" "$work/root/usr"
for folder in bin lib lib64; do
  ln -s "usr/$folder" "$work/root/$folder"
done
tar -C "$work/root" -c . | "$engine" import - "$image" > /dev/null

cat > "$work/server.py" << 'PYTHON'
import http.server
import socketserver


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(open("/proc/self/status", "rb").read())
        print("asked for", self.path, flush=True)


socketserver.TCPServer(("", 8080), Answer).serve_forever()
PYTHON
"$engine" run --detach --name "$name" --read-only --volume /usr:/usr:ro --volume "$work/server.py:/server.py:ro" \
  --publish 127.0.0.1:18080:8080 "$image" /usr/bin/python3 /server.py > /dev/null

running() { [ "$("$engine" inspect --format '{{.State.Running}} {{.State.Pid}}' "$name")" = "true $pid" ]; }
ask() {
  python3 -c 'import sys, urllib.request as http; print(http.urlopen(sys.argv[1], timeout=10).read().decode())' \
    "http://127.0.0.1:18080/$1" > "$work/page"
}
patiently() {
  for _ in $(seq 60); do
    "$@" > /dev/null 2>&1 && return 0
    sleep 1
  done
  "$@"
}

pid=$("$engine" inspect --format '{{.State.Pid}}' "$name")
check running
check patiently ask first
# Of the process that answered, as the kernel sees it: fewer rights than the machine's root, and namespaces of its own.
rights() { sed -n 's/^CapBnd:[[:space:]]*//p' "$1"; }
check [ "$(rights "$work/page")" != "$(rights /proc/1/status)" ]
check [ "$(readlink "/proc/$pid/ns/net")" != "$(readlink /proc/1/ns/net)" ]
check [ "$(readlink "/proc/$pid/ns/pid")" != "$(readlink /proc/1/ns/pid)" ]

logged() { journalctl --no-pager --output cat CONTAINER_NAME="$name" | grep -q "asked for /$1"; }
check patiently logged first

if [ "$engine" = docker ]; then
  check grep -q '^NoNewPrivs:[[:space:]]*1$' "$work/page"
  check grep -q '^docker-default (enforce)$' "/proc/$pid/attr/current"
  # Containers outlive the engine.
  check systemctl restart docker
  check running
  check patiently ask second
  check patiently logged second
  # From the journal to where golden's logs go.
  check patiently grep -q 'asked for /second' /var/log/syslog
fi

if [ "$failed" = 1 ]; then
  "$engine" ps --all >&2
  "$engine" logs "$name" >&2 || true
fi
exit "$failed"
