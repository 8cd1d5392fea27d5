import { isGiven, type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { checkText, liesBetween, takes } from './rule';

/** Source: "Azure managed disks: Disk sizes"; a disk with an operating system has 4 TiB at most. */
const LARGEST_SYSTEM = 4_095;
const CONTROLLERS = ['SCSI', 'NVMe'];

const numbers: OptionRule = (options, at) => {
  const luns = toNumbers(options['disk_additional_luns']);
  const sizes = toNumbers(options['disk_additional_size']);
  if (luns.length === 0) return [];
  const subject = where(at('disk_additional_luns'));
  const tell = (detail: string, hint: string) => problem('AZU032', { detail, hint, ...subject });
  const twice = luns.filter((lun, index) => luns.indexOf(lun) !== index);
  const strange = luns.filter((lun) => !Number.isInteger(lun) || lun < 0);
  return [
    ...(luns.length === sizes.length
      ? []
      : [
          tell(
            `\`disk_additional_luns\` has ${luns.length} numbers for the ${sizes.length} disks of \`disk_additional_size\`.`,
            'Give each disk one number, or take disk_additional_luns out: they are counted from 0 then.',
          ),
        ]),
    ...twice.map((lun) => tell(`\`disk_additional_luns\` holds ${lun} twice.`, 'Choose another number.')),
    ...strange.map((lun) =>
      tell(`\`disk_additional_luns\` holds ${lun}; numbers of disks begin at 0.`, 'Choose another number.'),
    ),
  ];
};

const sizes: OptionRule = (options, at) =>
  toNumbers(options['disk_additional_size'])
    .filter((size) => !Number.isInteger(size) || size < 1)
    .map((size) =>
      problem('AZU032', {
        detail: `\`disk_additional_size\` holds ${size}; sizes are whole GiB, 1 or more.`,
        hint: 'Write [32].',
        ...where(at('disk_additional_size')),
      }),
    );

const keptDisk: OptionRule = (options, at) => {
  if (options['keep_os_disk'] !== true || isGiven(options['build_resource_group_name'])) return [];
  return [
    problem('AZU031', {
      severity: 'warning',
      detail: "`keep_os_disk` has no effect: the disk goes with the build's own resource group.",
      hint: 'Build in a resource group that is there: build_resource_group_name, in place of location.',
      ...where(at('keep_os_disk')),
    }),
  ];
};

function toNumbers(value: unknown): readonly number[] {
  return isGiven(value) && Array.isArray(value) ? value.map(Number) : [];
}

/** What holds for the machine's disks. */
export const diskRules: readonly OptionRule[] = [
  liesBetween('os_disk_size_gb', 1, LARGEST_SYSTEM),
  sizes,
  numbers,
  keptDisk,
  takes('disk_caching_type', ['None', 'ReadOnly', 'ReadWrite']),
  checkText('disk_controller_type', (given) =>
    CONTROLLERS.some((one) => one.toLowerCase() === given.toLowerCase())
      ? undefined
      : {
          detail: `\`disk_controller_type\` is "${given}"; allowed are ${CONTROLLERS.join(' and ')}.`,
          hint: 'Take it out for what the size of the machine has.',
        },
  ),
];
