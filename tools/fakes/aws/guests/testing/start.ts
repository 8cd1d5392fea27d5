/**
 * What an image of EC2's does when it starts: it obeys the power button, asks the metadata service for its key, runs user
 * data that are a script, tells its host key on the console as cloud-init does, and keeps what it found in `/var/log`. Root
 * is its user.
 */
export const START = `#!/bin/sh
insmod /lib/extra/button.ko
insmod /lib/extra/evdev.ko
mkdir -p /etc/acpi/PWRF /root/.ssh /var/log
cat >/etc/acpi/PWRF/00000080 <<'END'
#!/bin/sh
sync
mount -o remount,ro /
poweroff -f
END
chmod 755 /etc/acpi/PWRF/00000080
acpid -c /etc/acpi
ip addr flush dev eth0
ip addr add 169.254.2.15/16 dev eth0
ip route add default via 169.254.2.2
wish='PUT /latest/api/token HTTP/1.0\\r\\nX-aws-ec2-metadata-token-ttl-seconds: 60\\r\\n\\r\\n'
token=$(printf "$wish" | nc 169.254.169.254 80 | tail -n1)
ask() { wget -q -O - --header "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/$1; }
ask meta-data/instance-id >/var/log/instance-id
ask meta-data/public-keys/0/openssh-key >/root/.ssh/authorized_keys
chmod -R go= /root
if ask user-data >/var/log/user-data && [ "$(head -c2 /var/log/user-data)" = '#!' ]; then
  sh /var/log/user-data
fi
for service in /etc/start.d/*; do
  [ ! -x "$service" ] || "$service" &
done
host_key=$({ printf '\\0\\0\\0\\013ssh-ed25519\\0\\0\\0\\040'; tail -c32 /etc/host_key_ed25519; } | base64 -w0)
echo '-----BEGIN SSH HOST KEY KEYS-----'
echo "ssh-ed25519 $host_key root@guest"
echo '-----END SSH HOST KEY KEYS-----'
echo "instance $(cat /var/log/instance-id) has started"
`;
