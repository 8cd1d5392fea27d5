#!/bin/sh
# A server with a certificate of the company's root is believed by those who trust what the machine trusts, and a server
# that vouches for itself is not.
# strata-test: machine
# strata-about: file=/etc/ssl/certs/ca-certificates.crt
# shellcheck disable=SC2317 # What is called by name, or by the trap.
set -eu

work=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null || true; rm -rf "$work"' EXIT

# The root's own key was thrown away behind this certificate. Its key opens nothing: no machine can have a name below
# .test (RFC 6761).
cat > "$work/company.crt" << 'PEM'
-----BEGIN CERTIFICATE-----
MIIB+zCCAaGgAwIBAgIQLE3Bfw8DCo4FcH5FtiuktzAKBggqhkjOPQQDAjA8MRgw
FgYDVQQKDA9FeGFtcGxlIENvbXBhbnkxIDAeBgNVBAMMF0V4YW1wbGUgQ29tcGFu
eSBSb290IENBMB4XDTI0MDEwMTAwMDAwMFoXDTQ0MDEwMTAwMDAwMFowMTEYMBYG
A1UECgwPRXhhbXBsZSBDb21wYW55MRUwEwYDVQQDDAx0cnVzdGVkLnRlc3QwWTAT
BgcqhkjOPQIBBggqhkjOPQMBBwNCAASRlXLWM2ItyaNTTmSskcjjbeuYD6TRnBAa
i8n68I12rr79DkPnrg4j5+/PdMkEKkLXyX321NnQ9BGoFoieezKwo4GPMIGMMAwG
A1UdEwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMB
MBcGA1UdEQQQMA6CDHRydXN0ZWQudGVzdDAdBgNVHQ4EFgQURmnJ3IcZPefA8QMB
Qi2M7y2OU6kwHwYDVR0jBBgwFoAUT5I0Bk2pv+j4eS1tnegpuCZoWhQwCgYIKoZI
zj0EAwIDSAAwRQIhAN4gVoerWcKPiHGdWqiNwrRIE2s5WdprHdr1vb9nrMP2AiAK
n+ayd3kqaKWq8XYkoSOigipMiBoOKUSrFZkg5GkTKw==
-----END CERTIFICATE-----
PEM
cat > "$work/company.key" << 'PEM'
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguOx2YXV/7RBFTbNc
9kdShReU9WrSrqY2u2GtMq7jJV6hRANCAASRlXLWM2ItyaNTTmSskcjjbeuYD6TR
nBAai8n68I12rr79DkPnrg4j5+/PdMkEKkLXyX321NnQ9BGoFoieezKw
-----END PRIVATE KEY-----
PEM
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=trusted.test -days 2 \
  -addext subjectAltName=DNS:trusted.test -keyout "$work/stranger.key" -out "$work/stranger.crt" 2> /dev/null

port=10443
serve() {
  openssl s_server -quiet -www -accept "127.0.0.1:$port" -cert "$work/$1.crt" -key "$work/$1.key" > "$work/log" 2>&1 &
  server=$!
  for _ in $(seq 100); do
    # Asked without looking at who answers.
    openssl s_client -connect "127.0.0.1:$port" < /dev/null > /dev/null 2>&1 && return 0
    sleep 0.2
  done
  echo "failed: the server with the certificate of $1 does not listen" >&2
  cat "$work/log" >&2
  exit 1
}
stop() {
  kill "$server"
  wait "$server" 2> /dev/null || true
}

by_folder() { ask_openssl -CApath /etc/ssl/certs; }
by_bundle() { ask_openssl -CAfile /etc/ssl/certs/ca-certificates.crt; }
ask_openssl() {
  openssl s_client -connect "127.0.0.1:$port" -servername trusted.test -verify_hostname trusted.test \
    -verify_return_error -no-CAstore "$@" < /dev/null > "$work/answer" 2>&1
}
by_default() {
  python3 - "$port" << 'PYTHON' > "$work/answer" 2>&1
import socket
import ssl
import sys

with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30) as plain:
    with ssl.create_default_context().wrap_socket(plain, server_hostname="trusted.test") as line:
        print(line.version())
PYTHON
}

failed=0
fail() {
  echo "failed: $*" >&2
  tail -n 3 "$work/answer" >&2
  failed=1
}

serve company
for way in by_folder by_bundle by_default; do
  "$way" || fail "a certificate of the company's root is refused ($way)"
done
stop

port=$((port + 1))
serve stranger
for way in by_folder by_bundle by_default; do
  ! "$way" || fail "a certificate that vouches for itself is believed ($way)"
done
stop

exit "$failed"
