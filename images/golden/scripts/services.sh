#!/bin/sh
# Packages that every server carries. Recommends stay out: each of them would be one more thing to patch.
set -eu

# cracklib has the words that no password may be, libpam-systemd gives people a session, resolved hands networkd's DNS
# servers to programs.
apt-get install -y -q --no-install-recommends \
  auditd \
  chrony \
  cracklib-runtime \
  libpam-pwquality \
  libpam-systemd \
  openssl \
  prometheus-node-exporter \
  rsyslog \
  systemd-resolved \
  unattended-upgrades
