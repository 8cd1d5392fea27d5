/**
 * What an image of Azure's does when it starts, in the words of its agent: it obeys the power button, makes the user of the
 * medium with the key of the metadata service, takes a host key out of custom data as cloud-init does, and says that it is
 * ready. All that once for each machine: what was not taken out by `waagent -deprovision+user` stays beside it, and is told
 * in `/var/log/waagent.log`. Whoever it makes is root.
 */
export const START = `#!/bin/sh
for name in scsi_common scsi_mod virtio_scsi cdrom sr_mod isofs button evdev; do
  insmod /lib/extra/$name.ko 2>/dev/null
done
mkdir -p /etc/acpi/PWRF /mnt /home /var/log /var/lib/waagent
cat >/etc/acpi/PWRF/00000080 <<'END'
#!/bin/sh
sync
mount -o remount,ro /
poweroff -f
END
chmod 755 /etc/acpi/PWRF/00000080
acpid -c /etc/acpi
cat >/usr/sbin/waagent <<'END'
#!/bin/sh
case "$*" in
  *-deprovision*) ;;
  *) echo "waagent: this small system knows -deprovision and -deprovision+user alone" >&2; exit 1 ;;
esac
case "$*" in
  *-deprovision+user*)
    user=$(cat /var/lib/waagent/user)
    sed -i "/^$user:/d" /etc/passwd
    rm -rf "/home/$user" ;;
esac
cp /etc/host_key_image /etc/host_key_ed25519
rm -rf /var/lib/waagent/*
END
chmod 755 /usr/sbin/waagent
[ -e /etc/host_key_image ] || cp /etc/host_key_ed25519 /etc/host_key_image
ip addr flush dev eth0
ip addr add 168.0.2.15/7 dev eth0
ip route add default via 168.0.2.2
ask() { wget -q -O - --header "$1" "$2"; }
instance=$(ask 'Metadata: true' 'http://169.254.169.254/metadata/instance?api-version=2021-08-01')
read_member() { echo "$instance" | sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }
read_element() { sed -n "s/.*<ns1:$1>\\(.*\\)<.*/\\1/p" /mnt/ovf-env.xml; }
provision() {
  [ ! -e /var/lib/waagent/provisioned ] ||
    echo "was set up before for $(cat /var/lib/waagent/provisioned): it was not deprovisioned" >>/var/log/waagent.log
  user=$(read_element UserName)
  grep -q "^$user:" /etc/passwd || echo "$user::0:0:$user:/home/$user:/bin/sh" >>/etc/passwd
  mkdir -p "/home/$user/.ssh"
  read_member keyData >"/home/$user/.ssh/authorized_keys"
  chmod -R go= "/home/$user"
  read_element CustomData | base64 -d >/var/lib/waagent/CustomData
  # The end of OpenSSH's form has the key as dropbear wants it behind its name.
  if grep -q '^ *ed25519_private:' /var/lib/waagent/CustomData; then
    { printf '\\0\\0\\0\\013ssh-ed25519'
      sed -n 's/^    //p' /var/lib/waagent/CustomData | grep -v -e - | base64 -d | tail -c +158 | head -c 68
    } >/etc/host_key_ed25519
  fi
  echo "$user" >/var/lib/waagent/user
  read_member vmId >/var/lib/waagent/provisioned
}
echo "$(read_member vmId)" >/var/log/vm-id
# Machines of specialized images have no medium.
for look in 1 2 3 4 5; do
  [ -b /dev/sr0 ] && break
  sleep 0.2
done
if mount -t iso9660 -o ro /dev/sr0 /mnt 2>/dev/null; then
  [ "$(cat /var/lib/waagent/provisioned 2>/dev/null)" = "$(cat /var/log/vm-id)" ] || provision
  umount /mnt
fi
ask 'x-ms-version: 2012-11-30' 'http://168.63.129.16/machine/?comp=goalstate' >/var/log/goal-state
wget -q -O /dev/null --header 'x-ms-version: 2012-11-30' --post-data '<Health/>' 'http://168.63.129.16/machine/?comp=health'
echo "machine $(cat /var/log/vm-id) has started"
`;
