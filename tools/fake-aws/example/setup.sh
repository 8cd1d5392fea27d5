#!/bin/sh
# Installs the service at port 8080, and has it start with the machine: by systemd where that is, else by /etc/start.d.
set -eu

mkdir -p /opt/jenkins /etc/jenkins
mv /tmp/answer /opt/jenkins/answer
chmod 755 /opt/jenkins/answer

# Told on purpose: the log shows <sensitive> in its place.
echo "the password of the administrator is $ADMIN_PASSWORD"
umask 077
printf 'admin:%s' "$ADMIN_PASSWORD" | sha256sum >/etc/jenkins/login
umask 022

if [ -d /run/systemd/system ]; then
  cat >/etc/systemd/system/jenkins.socket <<'UNIT'
[Socket]
ListenStream=8080
Accept=yes

[Install]
WantedBy=sockets.target
UNIT
  cat >/etc/systemd/system/jenkins@.service <<'UNIT'
[Service]
ExecStart=/opt/jenkins/answer
StandardInput=socket
UNIT
  systemctl enable --now jenkins.socket
else
  mkdir -p /etc/start.d
  cat >/etc/start.d/jenkins <<'SERVICE'
#!/bin/sh
exec nc -ll -p 8080 -e /opt/jenkins/answer
SERVICE
  chmod 755 /etc/start.d/jenkins
  /etc/start.d/jenkins >/dev/null 2>&1 &
fi
