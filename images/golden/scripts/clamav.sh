#!/bin/sh
# The scanner and its updater; freshclam fetches signatures after the first boot. With CLAMAV_SIGNATURES=true they are
# in the image already, which then is as old as they are and no longer the same from one build to the next.
set -eu

apt-get install -y -q --no-install-recommends clamav clamav-freshclam

if [ "${CLAMAV_SIGNATURES:-false}" = true ]; then
  freshclam --quiet
fi
