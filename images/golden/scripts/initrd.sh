#!/bin/sh
# Makes the initrd, once: a bootstrap leaves it out, because every package with a driver would have made it anew.
set -eu

# The cloud kernel has ext4 and NVMe built in. What is left is the disk of each hypervisor, and the CD by which some tell
# a machine its name and keys: cloud-init looks for it before other drivers are there. A list of them makes an initrd of
# 7 MB in 1.4 s, where every driver takes 15 MB and 10 s.
cat > /etc/initramfs-tools/modules <<'MODULES'
ata_piix
hv_netvsc
hv_storvsc
hv_vmbus
sd_mod
sr_mod
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

update-initramfs -c -k all
