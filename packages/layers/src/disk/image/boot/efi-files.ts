import type { FatFile } from '../fat/write-fat';
import { makeGrubConfig } from './grub-config';
import { type HostFile, readHostFile } from './host-file';
import type { BootRequest } from './kernel-command';
import type { ReadRootFile } from './root-files';

/** What UEFI starts on a disk that it knows nothing of. */
export const defaultLoader = 'EFI/BOOT/BOOTX64.EFI';

interface SignedFile extends HostFile {
  /** On the EFI system partition. */
  readonly place: string;
}

/** shim looks for what it starts beside itself, under these names. */
const signedFiles: readonly SignedFile[] = [
  { path: '/usr/lib/shim/shimx64.efi.signed', package: 'shim-signed', place: defaultLoader },
  { path: '/usr/lib/shim/mmx64.efi.signed', package: 'shim-signed', place: 'EFI/BOOT/MMX64.EFI' },
  {
    path: '/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed',
    package: 'grub-efi-amd64-signed',
    place: 'EFI/BOOT/GRUBX64.EFI',
  },
];

/** A signed GRUB reads its configuration from the folder that its distribution gave it. */
const configPlaces = ['EFI/DEBIAN/GRUB.CFG', 'EFI/UBUNTU/GRUB.CFG'];

/**
 * What a machine with Secure Boot starts: shim, which Microsoft has signed, then GRUB and a kernel, which the
 * distribution has. Its own packages in the image go before those of this machine: shim trusts one distribution only.
 *
 * @throws Failure LAY102 with the package to install when neither has them
 */
export async function makeSignedFiles(request: BootRequest, read: ReadRootFile): Promise<readonly FatFile[]> {
  const loaders: FatFile[] = [];
  for (const file of signedFiles)
    loaders.push({
      path: file.place,
      bytes: (await read(file.path.slice(1))) ?? (await readHostFile(file)),
    });
  const bytes = Buffer.from(makeGrubConfig(request));
  return [...loaders, ...configPlaces.map((path) => ({ path, bytes }))];
}
