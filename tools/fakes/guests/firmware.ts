import { existsSync } from 'node:fs';

interface FirmwareFiles {
  readonly code: string;
  /** What a machine's own variables begin as. */
  readonly variables: string;
}

/** Where distributions have OVMF. */
const places: readonly FirmwareFiles[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.fd', variables: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.fd', variables: '/usr/share/edk2/ovmf/OVMF_VARS.fd' },
];

/** @throws Error when this machine has no UEFI to start others with */
export function findFirmware(): FirmwareFiles {
  const found = places.find(({ code, variables }) => existsSync(code) && existsSync(variables));
  if (!found) throw new Error('an instance that starts by UEFI needs OVMF: apt-get install ovmf');
  return found;
}
