#!/bin/sh
# Brings what the base holds up to the package versions of the locked indexes. A base that was bootstrapped from the
# same indexes has nothing to do here; one that came as an archive or a container image has.
set -eu

apt-get dist-upgrade -y -q --no-install-recommends
