#!/bin/sh
# Starts both services out of their trees, as their units do but without systemd, and talks to them: no token, no answer.
# Run it in an image with webapp's content, in a shell that throws its changes away.
# strata-test: layers
set -eu

logs=$(mktemp -d)
processes=
trap 'kill $processes 2> /dev/null || true' EXIT
[ -s /etc/webapp/jwt-key ] || webapp-make-key

# start NAME [VARIABLE=VALUE]: on a free port of the loopback, which is then in $port.
start() {
  root=/var/lib/webapp/$1/rootfs
  : > "$logs/$1"
  install -m 0644 /etc/webapp/jwt-key "$root/tmp/jwt-key"
  chroot --userspec=10001:10001 "$root" /usr/bin/env -i NODE_ENV=production HOST=127.0.0.1 PORT=0 \
    JWT_KEY_FILE=/tmp/jwt-key "STATE_DIRECTORY=/var/lib/$1" ${2:+"$2"} \
    /usr/bin/node "/srv/$1/main.js" > "$logs/$1" 2>&1 &
  processes="$processes $!"
  for _ in $(seq 100); do
    port=$(sed -n 's/.*"message":"listening".*"port":\([0-9]*\).*/\1/p' "$logs/$1")
    [ -z "$port" ] || return 0
    sleep 0.1
  done
  echo "failed: $1 does not listen" >&2
  cat "$logs/$1" >&2
  exit 1
}

# expect STATUS METHOD URL [TOKEN [BODY]]: the answer's text is then in $answer.
expect() {
  answer=$(python3 - "$@" <<'PYTHON'
import sys
import urllib.error
import urllib.request

expected, method, url, token, body = (sys.argv[1:] + ["", ""])[:5]
headers = {"content-type": "application/json"}
if token:
    headers["authorization"] = f"Bearer {token}"
request = urllib.request.Request(url, body.encode() or None, headers, method=method)
try:
    response = urllib.request.urlopen(request, timeout=10)
except urllib.error.HTTPError as problem:
    response = problem
print(response.read().decode())
if str(response.status) != expected:
    sys.exit(f"failed: {method} {url} answered {response.status}, not {expected}")
PYTHON
  )
}

start catalog-api
catalog=http://127.0.0.1:$port
start orders-api "CATALOG_URL=$catalog"
orders=http://127.0.0.1:$port

reader=$(webapp-token ada)
writer=$(webapp-token grace --scope catalog:write)
product='{"name":"Tea","price":450}'
order='{"lines":[{"sku":"TEA-01","quantity":2}]}'

expect 200 GET "$catalog/healthz"
expect 200 GET "$orders/healthz"
expect 401 GET "$catalog/products"
expect 401 GET "$orders/orders"
expect 401 GET "$orders/orders" "${reader%?????}AAAAA"
expect 403 PUT "$catalog/products/TEA-01" "$reader" "$product"
expect 201 PUT "$catalog/products/TEA-01" "$writer" "$product"
expect 200 GET "$catalog/products/TEA-01" "$reader"
expect 422 POST "$orders/orders" "$reader" '{"lines":[{"sku":"NONE","quantity":1}]}'
expect 201 POST "$orders/orders" "$reader" "$order"
expect 200 GET "$orders/orders" "$reader"
case $answer in
  *'"total":900'*) echo "$answer" ;;
  *)
    echo "failed: the order's total is not in $answer" >&2
    exit 1
    ;;
esac
