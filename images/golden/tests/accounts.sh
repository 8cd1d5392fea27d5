#!/bin/sh
# Nobody gets in by a password, and root by nothing at all: tried, not read.
# strata-test: machine
# strata-about: file=/etc/shadow service=ssh
# shellcheck disable=SC2317 # What is called by name, or by the trap.
set -eu

failed=0
fail() {
  echo "failed: $*" >&2
  failed=1
}

# crypt(5): no password fits what begins with ! or *. An empty field would fit every one.
open=$(getent shadow | awk -F: '$2 !~ /^[!*]/ { print $1 }')
[ -z "$open" ] || fail "accounts that a password opens: $open"
unlocked=$(passwd --status --all | awk '$2 != "L" { print $1 }')
[ -z "$unlocked" ] || fail "accounts that are not locked: $unlocked"
roots=$(getent passwd | awk -F: '$3 == 0 { print $1 }')
[ "$roots" = root ] || fail "accounts with the rights of root: $roots"
# People begin at 1000 (login.defs, UID_MIN); nobody is 65534.
shells=$(getent passwd | awk -F: '($3 > 0 && $3 < 1000 || $3 == 65534) && $7 !~ /\/(nologin|false)$/ { print $1 }')
[ -z "$shells" ] || fail "accounts of services with a shell: $shells"

runuser -u nobody -- su --command true root < /dev/null > /dev/null 2>&1 && fail 'su made nobody into root'

# Even who has a key that root's own file names.
work=$(mktemp -d)
kept=/root/.ssh/authorized_keys
install -d -m 0700 /root/.ssh
[ ! -e "$kept" ] || cp -p "$kept" "$work/kept"
restore() {
  rm -f "$kept"
  [ ! -e "$work/kept" ] || cp -p "$work/kept" "$kept"
  rm -rf "$work"
}
trap restore EXIT
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cat "$work/key.pub" >> "$kept"
status=0
ssh -i "$work/key" -o BatchMode=yes -o ConnectTimeout=60 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
  root@127.0.0.1 true > "$work/answer" 2>&1 || status=$?
grep -q 'Permission denied (publickey)' "$work/answer" || fail "sshd did not refuse root ($status): $(cat "$work/answer")"

exit "$failed"
