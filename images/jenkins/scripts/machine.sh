#!/bin/sh
# What makes a machine of it: a network, a name, a first user and host keys of its own, from whatever starts it.
set -eu

apt-get install -y -q --no-install-recommends cloud-guest-utils cloud-init systemd-resolved

cat > /etc/cloud/cloud.cfg.d/90-jenkins.cfg <<'CLOUD'
datasource_list: [NoCloud, ConfigDrive, Azure, Ec2, None]
ssh_pwauth: false
ssh_genkeytypes: [ed25519]
locale: false
CLOUD
rm -f /etc/ssh/ssh_host_*

cat > /etc/systemd/network/20-dhcp.network <<'NETWORK'
[Match]
Name=en* eth*

[Network]
DHCP=yes
NETWORK
# The builder's resolv.conf lies here while the image is built; the machine has resolved's.
echo 'L+! /etc/resolv.conf - - - - ../run/systemd/resolve/stub-resolv.conf' > /etc/tmpfiles.d/resolv-conf.conf
systemctl enable systemd-networkd.service systemd-resolved.service

passwd --quiet --lock root
