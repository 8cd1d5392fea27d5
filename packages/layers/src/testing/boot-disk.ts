import { spawn } from 'node:child_process';
import { copyFile, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

const code = '/usr/share/OVMF/OVMF_CODE_4M.fd';
const variables = '/usr/share/OVMF/OVMF_VARS_4M.fd';

/** Starts a machine with a disk, in software, and waits for it to end itself; gives what it says on its serial line. */
export async function bootDisk(disk: string, firmware: 'bios' | 'uefi'): Promise<string> {
  const own = `${disk}-variables`;
  await copyFile(variables, own);
  const flash = [
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${code}`],
    ...['-drive', `if=pflash,format=raw,file=${own}`],
  ];
  const child = spawn(
    'qemu-system-x86_64',
    [
      ...['-machine', 'q35,accel=tcg', '-m', '512', '-nodefaults', '-display', 'none', '-no-reboot'],
      ...['-serial', 'stdio', '-drive', `file=${disk},format=raw,if=virtio,snapshot=on`],
      ...(firmware === 'uefi' ? flash : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    return await text(child.stdout);
  } finally {
    child.kill();
    await rm(own, { force: true });
  }
}
