#!/bin/sh
# Lets a cloud name the machine, make its first user and run its first commands.
set -eu

apt-get install -y -q --no-install-recommends cloud-guest-utils cloud-init
