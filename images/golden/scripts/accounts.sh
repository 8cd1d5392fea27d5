#!/bin/sh
# Locks every account that came with a package, and says what a password of a later one must be like.
set -eu

# Root keeps its shell for `sudo -i`; no password opens it, and sshd refuses it by name.
passwd --quiet --lock root
awk -F: '$1 != "root" { print $1 }' /etc/passwd | while read -r account; do
  usermod --lock --shell /usr/sbin/nologin "$account"
done

# Only administrators may try `su`.
sed -i 's/^# *auth  *required  *pam_wheel\.so$/auth required pam_wheel.so group=sudo/' /etc/pam.d/su
grep -q '^auth required pam_wheel.so group=sudo$' /etc/pam.d/su

set_login_def() {
  sed -i "s/^$1[[:space:]].*/$1 $2/" /etc/login.defs
  grep -q "^$1 $2\$" /etc/login.defs || echo "$1 $2" >> /etc/login.defs
}
set_login_def PASS_MAX_DAYS 365
set_login_def PASS_MIN_DAYS 1
set_login_def PASS_WARN_AGE 14
set_login_def UMASK 027
set_login_def ENCRYPT_METHOD YESCRYPT
