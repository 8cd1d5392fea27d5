import { ArchitectureValues, BootModeValues, type RegisterImageRequest } from '@aws-sdk/client-ec2';
import { refuse, refuseValue } from '../../refusal';
import type { ImageTraits } from './record';

/** What a machine of an image is, besides its disks. */
export type MachineTraits = Pick<
  ImageTraits,
  | 'architecture'
  | 'virtualizationType'
  | 'bootMode'
  | 'enaSupport'
  | 'sriovNetSupport'
  | 'imdsSupport'
  | 'tpmSupport'
  | 'uefiData'
>;

/** Reads it from a request, with AWS's own old defaults: `i386` and `paravirtual`. */
export function readMachineTraits(input: RegisterImageRequest): MachineTraits {
  const { Architecture: architecture = 'i386', BootMode: bootMode, EnaSupport: enaSupport = false } = input;
  const virtualizationType = readVirtualization(input.VirtualizationType);
  checkOneOf('architecture', architecture, Object.values(ArchitectureValues));
  checkOneOf('bootMode', bootMode, Object.values(BootModeValues));
  checkOneOf('imdsSupport', input.ImdsSupport, ['v2.0']);
  checkOneOf('tpmSupport', input.TpmSupport, ['v2.0']);
  checkOneOf('sriovNetSupport', input.SriovNetSupport, ['simple']);
  if (virtualizationType === 'paravirtual') checkParavirtual(input);
  if (architecture === 'arm64' && bootMode !== undefined && bootMode !== 'uefi')
    throw refuse(
      'InvalidParameterCombination',
      `The boot mode '${bootMode}' is not supported by arm64: it is UEFI only`,
    );
  if (input.TpmSupport !== undefined && bootMode !== 'uefi')
    throw refuse('InvalidParameterCombination', 'TpmSupport requires the boot mode to be uefi');
  if (input.UefiData !== undefined && !bootMode?.startsWith('uefi'))
    throw refuse(
      'InvalidParameterCombination',
      'UefiData requires the boot mode to be uefi or uefi-preferred',
    );
  return {
    architecture,
    virtualizationType,
    bootMode: bootMode ?? (architecture === 'arm64' ? 'uefi' : undefined),
    enaSupport,
    sriovNetSupport: input.SriovNetSupport,
    imdsSupport: input.ImdsSupport,
    tpmSupport: input.TpmSupport,
    uefiData: input.UefiData,
  };
}

function readVirtualization(given = 'paravirtual'): 'hvm' | 'paravirtual' {
  if (given !== 'hvm' && given !== 'paravirtual')
    throw refuseValue('virtualizationType', given, 'Expected one of hvm, paravirtual.');
  return given;
}

function checkOneOf(parameter: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value))
    throw refuseValue(parameter, value, `Expected one of ${allowed.join(', ')}.`);
}

/** Machines of before 2014 had none of what came later. */
function checkParavirtual({
  EnaSupport,
  SriovNetSupport,
  BootMode,
  Architecture,
}: RegisterImageRequest): void {
  const later = [
    EnaSupport && 'enaSupport',
    SriovNetSupport !== undefined && 'sriovNetSupport',
    BootMode !== undefined && 'bootMode',
    Architecture === 'arm64' && 'arm64',
  ].find((name) => typeof name === 'string');
  if (later)
    throw refuse(
      'InvalidParameterCombination',
      `${later} is not supported with the virtualization type paravirtual`,
    );
}
