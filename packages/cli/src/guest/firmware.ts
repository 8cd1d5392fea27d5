import { Failure } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import type { MachineFields } from './clouds';

/** What starts a guest. */
export const GUEST_FIRMWARES = ['bios', 'uefi', 'secure-boot'] as const;
export type GuestFirmware = (typeof GUEST_FIRMWARES)[number];

interface FirmwareFiles {
  readonly code: string;
  /** What a machine's own variables begin as. */
  readonly variables: string;
}

/** Where distributions have OVMF: Debian and Ubuntu, older ones of them, Fedora. */
const uefi: readonly FirmwareFiles[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.fd', variables: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.fd', variables: '/usr/share/edk2/ovmf/OVMF_VARS.fd' },
];

/** The same with Microsoft's keys in the variables, and Secure Boot switched on. */
const secureBoot: readonly FirmwareFiles[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.secboot.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.ms.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.secboot.fd', variables: '/usr/share/OVMF/OVMF_VARS.ms.fd' },
  {
    code: '/usr/share/edk2/ovmf/OVMF_CODE.secboot.fd',
    variables: '/usr/share/edk2/ovmf/OVMF_VARS.secboot.fd',
  },
];

/**
 * What a machine with the firmware is made of.
 *
 * @throws Failure CLI035 with the package to install when this machine does not have it
 */
export async function findGuestFirmware(
  files: Pick<Files, 'stat'>,
  firmware: GuestFirmware,
): Promise<MachineFields> {
  if (firmware === 'bios') return {};
  const { code, variables } = await findFiles(files, firmware);
  const fields = { efi_boot: true, efi_firmware_code: code, efi_firmware_vars: variables };
  if (firmware === 'uefi') return fields;
  return {
    ...fields,
    // This build of OVMF guards its variables by system management mode, which only this kind of machine has.
    machine_type: 'q35,smm=on',
    qemuargs: [['-global', 'driver=cfi.pflash01,property=secure,value=on']],
  };
}

async function findFiles(
  files: Pick<Files, 'stat'>,
  firmware: Exclude<GuestFirmware, 'bios'>,
): Promise<FirmwareFiles> {
  const places = firmware === 'uefi' ? uefi : secureBoot;
  for (const place of places)
    if ((await files.stat(place.code)) && (await files.stat(place.variables))) return place;
  const looked = places.map(({ code, variables }) => `${code} with ${variables}`).join(', ');
  throw new Failure(
    problem('CLI035', {
      detail: `A machine with -firmware=${firmware} needs OVMF, of which none is there: ${looked}.`,
      hint: 'Run `sudo apt-get install ovmf`, or give -firmware=bios.',
    }),
  );
}
