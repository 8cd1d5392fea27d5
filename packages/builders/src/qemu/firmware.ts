import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { usesEfi } from './checkpoints/can-keep';
import type { Keeping } from './checkpoints/keeping';
import type { Efi } from './command/machine';
import { runQemuImg } from './disks/qemu-img';
import { EFI_VARIABLES } from './output/artifact';
import type { Work } from './work';

const CODE = '/usr/share/OVMF/OVMF_CODE.fd';
const VARIABLES = '/usr/share/OVMF/OVMF_VARS.fd';

/** Files of UEFI that machines start with. */
export interface Firmware {
  readonly code: string;
  /** What a machine's own variables begin as. */
  readonly variables: string;
  /** Differs when they do: a machine that goes on needs the firmware that it began with. */
  readonly mark: string;
}

/** @returns undefined for a machine without UEFI @throws Failure when a file is not there */
export async function findFirmware({ options }: Work): Promise<Firmware | undefined> {
  if (!usesEfi(options)) return undefined;
  const code = options.efi_firmware_code ?? CODE;
  const variables = options.efi_firmware_vars ?? VARIABLES;
  return { code, variables, mark: `${await getMark(code)} ${await getMark(variables)}` };
}

async function getMark(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${path} ${size} ${mtimeMs}`;
  } catch (error) {
    throw new Failure(
      problem('BLD024', {
        detail: `The firmware ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
        hint: 'Install it (apt-get install ovmf), or name other files with efi_firmware_code and efi_firmware_vars.',
      }),
      { cause: error },
    );
  }
}

/** Gives the machine variables of its own, which it writes to. A disk holds them where states are kept. */
export async function prepareEfi(
  work: Work,
  firmware: Firmware | undefined,
  keeping: Pick<Keeping, 'variables' | 'hasState'> | undefined,
): Promise<Efi | undefined> {
  if (!firmware) return undefined;
  const { code } = firmware;
  const kept = keeping?.variables;
  const efi: Efi = kept
    ? { code, variables: kept, format: 'qcow2' }
    : { code, variables: join(work.outputDirectory, EFI_VARIABLES), format: 'raw' };
  await work.context.step('stepPrepareEfivars', async () => {
    if (!keeping?.hasState) await makeVariables(work, firmware, efi);
  });
  return efi;
}

export async function makeVariables(
  { context }: Work,
  firmware: Firmware,
  { variables, format }: Efi,
): Promise<void> {
  if (format === 'raw') return copyFile(firmware.variables, variables);
  await runQemuImg(context, ['convert', '-f', 'raw', '-O', format, firmware.variables, variables]);
}

/** Puts variables that were kept on a disk beside the machine's disk, as the firmware takes them. */
export async function finishVariables(
  { context, outputDirectory }: Work,
  efi: Efi | undefined,
): Promise<void> {
  if (efi?.format !== 'qcow2') return;
  const target = join(outputDirectory, EFI_VARIABLES);
  await runQemuImg(context, ['convert', '-O', 'raw', efi.variables, target]);
}
