#!/bin/sh
# Jenkins from a repository of Debian packages: the project's own, or a mirror of it. Debian has no Jenkins.
set -eu

if [ -z "${JENKINS_REPOSITORY:-}" ] || [ -z "${JENKINS_KEY:-}" ]; then
  echo "jenkins_repository and jenkins_key are not set: give the URL of a Debian repository with Jenkins, and the URL of its key" >&2
  exit 1
fi

apt-get install -y -q --no-install-recommends curl
curl --fail --silent --show-error --location --output /etc/apt/keyrings/jenkins.asc "$JENKINS_KEY"
echo "deb [signed-by=/etc/apt/keyrings/jenkins.asc] $JENKINS_REPOSITORY binary/" > /etc/apt/sources.list.d/jenkins.list
apt-get update -q
apt-get install -y -q --no-install-recommends jenkins

mkdir -p /etc/systemd/system/jenkins.service.d
cat > /etc/systemd/system/jenkins.service.d/port.conf <<CONF
[Service]
Environment=JENKINS_PORT=${JENKINS_PORT:-8080}
CONF
systemctl enable jenkins.service
