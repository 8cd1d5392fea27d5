#!/bin/sh
# Docker as Debian has it. Debian only recommends apparmor, but dockerd on a kernel with AppArmor refuses to start
# containers without apparmor_parser: it installs fine and fails at boot.
set -eu

apt-get install -y -q --no-install-recommends apparmor docker.io iptables
