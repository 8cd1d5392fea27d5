#!/bin/sh
# Looks at golden's files from inside, with nothing started. Also true of every image made from golden.
# strata-test: layers
# shellcheck disable=SC2317 # The small tests below are called by name, through `check`.
set -eu

failed=0
check() {
  if ! "$@" > /dev/null 2>&1; then
    echo "failed: $*" >&2
    failed=1
  fi
}
installed() { [ "$(dpkg-query -W -f '${Status}' "$1")" = 'install ok installed' ]; }
mode() { [ "$(stat -c %a "$2")" = "$1" ]; }
holds() { grep -qE "$1" "$2"; }
enabled() { [ "$(systemctl is-enabled "$1")" = enabled ]; }
none() { for path in "$@"; do [ ! -e "$path" ] || return 1; done; }
target() { [ "$(readlink "$1")" = "$2" ]; }
locked() { case $(passwd --status "$1") in "$1 L "*) ;; *) return 1 ;; esac }
no_shell() { case $(getent passwd "$1") in *:/usr/sbin/nologin) ;; *) return 1 ;; esac }
sshd_says() { sshd -T -C user=root,host=x,addr=1.2.3.4 -h "$host_key" | grep -qix "$1"; }

# It boots: a kernel, its initrd, a root file system found by name.
check [ -s /vmlinuz ]
check [ -s /initrd.img ]
check holds '^/dev/disk/by-partlabel/root / ext4 .*x-systemd.growfs' /etc/fstab
check installed linux-image-cloud-amd64
check installed systemd-sysv

for package in auditd chrony clamav clamav-freshclam cloud-init libpam-pwquality openssh-server \
  prometheus-node-exporter rsyslog sudo systemd-resolved unattended-upgrades; do
  check installed "$package"
done
check dpkg --audit
check [ -z "$(dpkg --audit)" ]

for unit in auditd chrony clamav-freshclam clamav-scan.timer cloud-init prometheus-node-exporter rsyslog ssh \
  systemd-networkd systemd-resolved unattended-upgrades; do
  check enabled "$unit"
done
check [ "$(systemctl is-enabled ctrl-alt-del.target)" = masked ]

# Nobody has a password, and only root and people have a shell.
for account in $(getent passwd | cut -d: -f1); do
  check locked "$account"
  [ "$account" = root ] || check no_shell "$account"
done
check holds '^PASS_MAX_DAYS 365$' /etc/login.defs
check holds '^UMASK 027$' /etc/login.defs
check [ "$(grep -c ^UMASK /etc/login.defs)" = 1 ]
check holds 'pam_pwquality\.so' /etc/pam.d/common-password
check holds '^auth required pam_wheel\.so group=sudo$' /etc/pam.d/su
check visudo --check
check mode 440 /etc/sudoers.d/10-golden

# What every machine must make for itself is not here.
check none /etc/ssh/ssh_host_*
check [ ! -s /etc/machine-id ]
check target /var/lib/dbus/machine-id /etc/machine-id
check none /var/lib/cloud/instance /root/.ssh/authorized_keys /root/.bash_history

# sshd accepts its configuration and means it.
host_key=$(mktemp -u)
ssh-keygen -q -t ed25519 -N '' -f "$host_key"
mkdir -p /run/sshd
check sshd -t -h "$host_key"
for setting in 'permitrootlogin no' 'passwordauthentication no' 'kbdinteractiveauthentication no' \
  'x11forwarding no' 'banner /etc/issue.net' 'hostkey /etc/ssh/ssh_host_ed25519_key'; do
  check sshd_says "$setting"
done
check holds ssh-keygen /etc/systemd/system/ssh.service.d/host-keys.conf

# The company's root is trusted like any other.
ca=/usr/local/share/ca-certificates/example-company-root.crt
check openssl verify -CApath /etc/ssl/certs "$ca"
check openssl verify -CAfile /etc/ssl/certs/ca-certificates.crt "$ca"

check mode 640 /etc/audit/rules.d/50-golden.rules
check mode 750 /etc/audit
check holds '^kernel.dmesg_restrict = 1$' /etc/sysctl.d/60-golden.conf
check holds 'Authorised users only' /etc/issue
check holds 'Authorised users only' /etc/issue.net
check [ -s /etc/rsyslog.d/90-forward.conf ]
check rsyslogd -N1
check holds NoCloud /etc/cloud/cloud.cfg.d/90-golden.cfg
check cloud-init schema --config-file /etc/cloud/cloud.cfg.d/90-golden.cfg
check systemd-analyze verify --man=no /etc/systemd/system/clamav-scan.timer

exit "$failed"
