#!/bin/sh
# Podman with what its containers need to be run by root and by ordinary users: crun rather than runc, names and
# addresses on bridges, mapped ids, a network without privileges.
set -eu

apt-get install -y -q --no-install-recommends \
  aardvark-dns \
  crun \
  fuse-overlayfs \
  netavark \
  podman \
  slirp4netns \
  uidmap
