#!/bin/sh
# The scanner finds what it knows. It is given a signature of its own: the world's come with the first update, which a
# machine without a network never gets.
# strata-test: both
# strata-about: package=clamav
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/files" "$work/signatures"
echo 'harmless' > "$work/files/good"
echo 'to be found' > "$work/files/bad"
sum=$(sha256sum "$work/files/bad" | cut -d ' ' -f 1)
echo "$sum:$(stat -c %s "$work/files/bad"):Strata.Test:73" > "$work/signatures/test.hsb"

status=0
clamscan --database="$work/signatures" --recursive --no-summary "$work/files" > "$work/answer" 2>&1 || status=$?
cat "$work/answer"
# 1: something was found.
[ "$status" = 1 ]
grep -q "^$work/files/good: OK$" "$work/answer"
grep -q "^$work/files/bad: Strata.Test.* FOUND$" "$work/answer"

# Every night, by a unit that runs what was just tried.
grep -q '^ExecStart=/usr/bin/clamscan ' /etc/systemd/system/clamav-scan.service
[ "$(systemctl is-enabled clamav-scan.timer)" = enabled ]
