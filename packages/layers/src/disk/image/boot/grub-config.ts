import { type BootRequest, getKernelCommand } from './kernel-command';

/**
 * What GRUB does: it finds the root file system by its id and starts the kernel that the distribution's links at its
 * top point to, so an upgrade of the kernel in the machine needs no change here. Debian has those links in `/`, others
 * in `/boot`. Who presses a key in the first second may choose the kernel before.
 */
export function makeGrubConfig(request: BootRequest): string {
  const words = getKernelCommand(request)
    .map((word) => `'${word}'`)
    .join(' ');
  return `if [ "$grub_platform" = pc ]; then
  if serial --unit=0 --speed=115200; then
    terminal_input console serial
    terminal_output console serial
  fi
fi
search --no-floppy --fs-uuid --set=root ${request.rootId}
set folder=
if [ ! -e /vmlinuz ]; then
  set folder=/boot
fi
set default=0
set timeout_style=hidden
set timeout=1
function start_kernel {
  linux $folder/vmlinuz$1 ${words}
  if [ -e $folder/initrd.img$1 ]; then
    initrd $folder/initrd.img$1
  fi
}
menuentry 'Linux' {
  start_kernel
}
if [ -e $folder/vmlinuz.old ]; then
  menuentry 'Linux, the kernel before' {
    start_kernel .old
  }
fi
`;
}

/** Embedded into our own GRUB, where it is read before anything else: the rest is in an archive beside it. */
export const embeddedConfig = 'set prefix=(memdisk)/\nnormal (memdisk)/grub.cfg\n';
