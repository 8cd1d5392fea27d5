import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeGuest } from '../../../packages/builders/src/testing/guest';
import { buildIn } from '../kill-at';
import type { Bed, Row } from '../row';
import { makeStand, type Stand } from '../stand';

const CHECKPOINTS = '.strata/checkpoints';

/** Scripts on a machine under QEMU that goes on from a kept state: it has nothing to boot. */
export const qemuRow: Row = {
  name: 'qemu',
  open: async () => {
    const stand = makeStand(getTemplate('one'));
    const { end, out } = await buildIn(stand);
    if (end !== '0' || !existsSync(join(stand.root, CHECKPOINTS)))
      throw new Error(`No states of a machine were kept: ${out}`);
    return {
      ...getQemuBed('two'),
      prepare: ({ root }: Stand) =>
        cpSync(join(stand.root, CHECKPOINTS), join(root, CHECKPOINTS), { recursive: true }),
      close: async () => stand[Symbol.dispose](),
    };
  },
};

/**
 * The same from nothing: each build boots the machine, so only some of its events are killed at. A state is kept between
 * two that tell of progress.
 */
export const coldQemuRow: Row = {
  name: 'qemu-cold',
  every: 5,
  always: ['progress'],
  open: async () => getQemuBed('two'),
};

/** @param word the last script's */
export function getQemuBed(word: string): Bed {
  return {
    template: getTemplate(word),
    artifacts: ['../out/disk.qcow2', '../out/manifest.json'],
    findOutside: async () => [],
    close: async () => undefined,
  };
}

/** Nothing of it speaks of the stand: states of one are found in another. @param word the last script's */
function getTemplate(word: string): string {
  const guest = makeGuest();
  return `
variable "folder" { type = string }
source "qemu" "k" {
  iso_url              = "${guest.disk}"
  iso_checksum         = "none"
  disk_image           = true
  disk_size            = "64M"
  output_directory     = "out"
  vm_name              = "disk.qcow2"
  accelerator          = "tcg"
  memory               = 128
  headless             = true
  ssh_username         = "root"
  ssh_private_key_file = "${guest.key}"
  shutdown_command     = "sync; poweroff -f"
  qemuargs = [
    ["-kernel", "${guest.kernel}"],
    ["-initrd", "${guest.initrd}"],
    ["-append", "console=ttyS0 quiet"],
  ]
}
build {
  sources = ["qemu.k"]
  provisioner "shell" { inline = ["echo before"] }
  provisioner "shell" { inline = ["echo ${word}"] }
  post-processor "manifest" { output = "out/manifest.json" }
}
`;
}
