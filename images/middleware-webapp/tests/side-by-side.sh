#!/bin/sh
# A container of the owner's asks the services beside it: no token, no answer.
# strata-test: machine
# shellcheck disable=SC2317 # Called by the trap.
set -eu

engine=podman
command -v dockerd > /dev/null && engine=docker
name=strata-test-client
image=localhost/strata-test-client:1

work=$(mktemp -d)
restore() {
  "$engine" rm --force "$name" > /dev/null 2>&1 || true
  "$engine" rmi --force "$image" > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap restore EXIT

# As in middleware's own test: links, and the machine's /usr.
mkdir "$work/root" "$work/root/usr"
for folder in bin lib lib64; do
  ln -s "usr/$folder" "$work/root/$folder"
done
tar -C "$work/root" -c . | "$engine" import - "$image" > /dev/null

cat > "$work/client.py" << 'PYTHON'
import sys
import urllib.error
import urllib.request

host, token = sys.stdin.read().split()
url = f"http://{host}:8082/orders"


def ask(headers):
    try:
        return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30).status
    except urllib.error.HTTPError as problem:
        return problem.code


print(ask({}), ask({"authorization": f"Bearer {token}"}))
PYTHON

# The machine, as containers see it.
if [ "$engine" = docker ]; then
  host=$(docker network inspect --format '{{(index .IPAM.Config 0).Gateway}}' bridge)
else
  host=$(podman network inspect --format '{{(index .Subnets 0).Gateway}}' podman)
fi
answers=$(echo "$host $(webapp-token ada)" | "$engine" run --rm --interactive --name "$name" --read-only \
  --volume /usr:/usr:ro --volume "$work/client.py:/client.py:ro" "$image" /usr/bin/python3 /client.py)
if [ "$answers" != '401 200' ]; then
  echo "failed: a container was answered with $answers, not with 401 without a token and 200 with one" >&2
  exit 1
fi
