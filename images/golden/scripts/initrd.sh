#!/bin/sh
# Makes the initrd, once: the bootstrap leaves it out because packages would have made it again and again.
set -eu

# The cloud kernel has ext4 and NVMe built in. What is left is the disk of each hypervisor; a list of them makes an
# initrd of 7 MB in 1.4 s, where every driver takes 15 MB and 10 s.
cat > /etc/initramfs-tools/modules <<'MODULES'
ata_piix
hv_netvsc
hv_storvsc
hv_vmbus
sd_mod
virtio_blk
virtio_net
virtio_pci
virtio_scsi
vmw_pvscsi
xen-blkfront
MODULES
cat > /etc/initramfs-tools/conf.d/golden.conf <<'CONF'
MODULES=list
COMPRESS=zstd
COMPRESSLEVEL=3
CONF

# A bootstrap without an initrd diverts the tool; a base that came from elsewhere has it in its place.
tool=/usr/sbin/update-initramfs
if [ "$(dpkg-divert --truename "$tool")" != "$tool" ]; then
  rm -f "$tool"
  dpkg-divert --quiet --local --rename --remove "$tool"
fi
update-initramfs -c -k all
