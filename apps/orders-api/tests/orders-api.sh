#!/bin/sh
# Starts the container's service as the container would, by its user, and talks to it: no token, no answer.
# strata-test: layers
set -eu

work=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2> /dev/null || true' EXIT

[ "$(stat -c %u:%g:%a /var/lib/orders-api)" = 10001:10001:700 ]
[ -s /srv/orders-api/main.js ]

head -c 32 /dev/urandom | base64 > "$work/key"
chmod 0444 "$work/key"
chmod 0755 "$work"
setpriv --reuid=10001 --regid=10001 --clear-groups env -i NODE_ENV=production HOST=127.0.0.1 PORT=0 CATALOG_URL=http://127.0.0.1:1 \
  JWT_KEY_FILE="$work/key" STATE_DIRECTORY=/var/lib/orders-api \
  /usr/bin/node /srv/orders-api/main.js > "$work/log" 2>&1 &
service=$!

port=
for _ in $(seq 100); do
  port=$(sed -n 's/.*"message":"listening".*"port":\([0-9]*\).*/\1/p' "$work/log")
  [ -z "$port" ] || break
  sleep 0.1
done
if [ -z "$port" ]; then
  echo 'failed: it does not listen' >&2
  cat "$work/log" >&2
  exit 1
fi

node - "http://127.0.0.1:$port" "$work/key" << 'NODE'
const { strictEqual } = require('node:assert');
const { createHmac } = require('node:crypto');
const { readFileSync } = require('node:fs');

const [url, keyFile] = process.argv.slice(2);
const key = readFileSync(keyFile, 'utf8').trim();
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function makeToken(scope) {
  const exp = Math.floor(Date.now() / 1000) + 60;
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: 'ada', aud: 'webapp', scope, exp })}`;
  return `${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`;
}

async function expect(status, path, { token, ...request } = {}) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(url + path, { ...request, headers });
  strictEqual(answer.status, status, `${path} answered ${answer.status}, not ${status}`);
}

async function main() {
  const order = { method: 'POST', body: JSON.stringify({ lines: [{ sku: 'TEA-01', quantity: 2 }] }) };
  await expect(200, '/healthz');
  await expect(401, '/orders');
  await expect(401, '/orders', { token: `${makeToken('')}A` });
  await expect(200, '/orders', { token: makeToken('') });
  // Nobody is there who knows the price.
  await expect(502, '/orders', { ...order, token: makeToken('') });
}

main().catch((problem) => {
  console.error(`failed: ${problem.message}`);
  process.exitCode = 1;
});
NODE
