#!/bin/sh
# The Java that Jenkins runs on, Debian's own, and the fonts that its charts insist on.
set -eu

apt-get install -y -q --no-install-recommends fontconfig fonts-dejavu-core git openjdk-17-jre-headless
