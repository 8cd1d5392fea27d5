import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { getBlock, getBlocks, isGiven, takes } from '../rules/rule';

const ARCHITECTURES = ['x86_64', 'arm64', 'i386', 'x86_64_mac', 'arm64_mac'];
const BOOT_MODES = ['uefi', 'legacy-bios', 'uefi-preferred'];

const virtualization: OptionRule = (options, at, write) => {
  if (isGiven(options['ami_virtualization_type'])) return [];
  return [
    problem('AWS030', {
      detail: '`ami_virtualization_type` is not given, which the image is registered with.',
      hint: `Write ${write('ami_virtualization_type', '"hvm"')}.`,
      ...where(at()),
    }),
  ];
};

const rootDisk: OptionRule = (options, at) => {
  const name = getBlock(options, 'ami_root_device')['source_device_name'];
  const devices = getBlocks(options, 'launch_block_device_mappings');
  const root = devices.find((device) => device['device_name'] === name);
  const names = devices.map((device) => device['device_name']).join(', ');
  if (!root)
    return [
      problem('AWS031', {
        detail: `\`ami_root_device\` is about the disk ${name}, but launch_block_device_mappings has ${names || 'none'}.`,
        hint: `Add a disk of device_name ${name}, or correct source_device_name.`,
        ...where(at('ami_root_device')),
      }),
    ];
  if (root['omit_from_artifact'] !== true) return [];
  return [
    problem('AWS031', {
      detail: `\`omit_from_artifact\` keeps the disk ${name} from the image, but it is its root disk.`,
      hint: 'Take it out.',
      ...where(at('launch_block_device_mappings')),
    }),
  ];
};

const rootOperations: OptionRule = (options, at) => {
  const root = getBlock(options, 'ami_root_device');
  if (root['volume_type'] !== 'gp2' || !isGiven(root['iops'])) return [];
  const detail = '`iops` of ami_root_device cannot be chosen for gp2.';
  return [problem('AWS031', { detail, hint: 'Let volume_type be gp3.', ...where(at('ami_root_device')) })];
};

const uefiData: OptionRule = (options, at, write) => {
  if (!isGiven(options['uefi_data'])) return [];
  const mode = options['boot_mode'];
  const isUefi = isGiven(mode) ? mode !== 'legacy-bios' : options['ami_architecture'] === 'arm64';
  if (isUefi) return [];
  return [
    problem('AWS031', {
      detail: `\`uefi_data\` is for machines that boot by UEFI; \`boot_mode\` is "${mode || 'legacy-bios'}".`,
      hint: `Write ${write('boot_mode', '"uefi"')}.`,
      ...where(at('uefi_data')),
    }),
  ];
};

/** Source: Packer's documentation, "Amazon EBS Surrogate". */
export const surrogateRules: readonly OptionRule[] = [
  virtualization,
  rootDisk,
  rootOperations,
  takes('ami_architecture', ARCHITECTURES),
  takes('boot_mode', BOOT_MODES),
  takes('tpm_support', ['v2.0']),
  uefiData,
];
