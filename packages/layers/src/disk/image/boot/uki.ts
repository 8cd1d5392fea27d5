import { type HostFile, readHostFile } from './host-file';
import { type BootRequest, getKernelCommand } from './kernel-command';
import { addPeSections, type PeSection } from './pe-sections';
import { type ReadRootFile, readFirst, readInitrd, readKernel } from './root-files';

const stub: HostFile = {
  path: '/usr/lib/systemd/boot/efi/linuxx64.efi.stub',
  package: 'systemd-boot-efi',
};

/**
 * A unified kernel image: kernel, initrd and arguments in one file that UEFI starts. Quicker than GRUB, but an upgrade
 * of the kernel in the machine does not reach it.
 *
 * @throws Failure LAY102 without the stub, LAY103 without a kernel
 */
export async function makeUki(request: BootRequest, read: ReadRootFile): Promise<Buffer> {
  const release = await readFirst(read, ['usr/lib/os-release', 'etc/os-release']);
  const initrd = await readInitrd(read);
  // The kernel last: it unpacks itself behind its own end.
  const sections: readonly PeSection[] = [
    ...(release ? [{ name: '.osrel', bytes: release }] : []),
    { name: '.cmdline', bytes: Buffer.from(`${getKernelCommand(request).join(' ')}\0`) },
    ...(initrd ? [{ name: '.initrd', bytes: initrd }] : []),
    { name: '.linux', bytes: await readKernel(read) },
  ];
  return addPeSections(await readHostFile(stub), sections);
}
