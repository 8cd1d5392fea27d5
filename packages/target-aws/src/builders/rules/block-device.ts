import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { isGiven } from './rule';

const named: OptionRule = ({ device_name: name }, at, write) => {
  if (isGiven(name)) return [];
  return [
    problem('AWS030', {
      detail: 'A disk has no `device_name`.',
      hint: `Write ${write('device_name', '"/dev/sdb"')}.`,
      ...where(at()),
    }),
  ];
};

const encrypted: OptionRule = (options, at, write) => {
  if (!isGiven(options['kms_key_id']) || options['encrypted'] !== false) return [];
  return [
    problem('AWS031', {
      detail: `\`kms_key_id\` of ${options['device_name']} names a key, but \`encrypted\` is false.`,
      hint: `Write ${write('encrypted', 'true')}, or take the key out.`,
      ...where(at('kms_key_id')),
    }),
  ];
};

interface Bounds {
  readonly iops: readonly [lowest: number, highest: number];
  /** Most operations a second for each GiB. */
  readonly ratio?: number;
}

/** Source: Packer's documentation, "Block Devices". */
const BOUNDS: Readonly<Record<string, Bounds>> = {
  io1: { iops: [100, 64_000], ratio: 50 },
  io2: { iops: [100, 64_000], ratio: 500 },
  gp3: { iops: [3_000, 16_000] },
};

const operations: OptionRule = ({ volume_type: type, volume_size: size, iops, device_name: name }, at) => {
  const bounds = BOUNDS[String(type)];
  if (!bounds || iops === undefined) return [];
  const [lowest, highest] = bounds.iops;
  const count = Number(iops);
  const isSized = bounds.ratio === undefined || isGiven(size);
  const subject = where(at('iops'));
  if (isSized && (count < lowest || count > highest))
    return [
      problem('AWS032', {
        detail: `\`iops\` of ${name} is ${iops}; ${type} takes ${lowest} to ${highest}.`,
        hint: 'Take it out for the usual.',
        ...subject,
      }),
    ];
  if (bounds.ratio === undefined || !isGiven(size) || count <= bounds.ratio * Number(size)) return [];
  return [
    problem('AWS032', {
      detail: `\`iops\` of ${name} is ${iops} for ${size} GiB; ${type} takes ${bounds.ratio} for each GiB at most.`,
      hint: `${bounds.ratio * Number(size)} is the most here.`,
      ...subject,
    }),
  ];
};

const LEAST_THROUGHPUT = 125;
const MOST_THROUGHPUT = 1_000;

const throughput: OptionRule = ({ volume_type: type, throughput: given, device_name: name }, at) => {
  if (given === undefined) return [];
  const subject = where(at('throughput'));
  if (type !== 'gp3') {
    const detail = `\`throughput\` of ${name} is for gp3 alone; \`volume_type\` is "${type ?? ''}".`;
    return [problem('AWS031', { detail, hint: 'Take it out, or let the type be gp3.', ...subject })];
  }
  if (Number(given) >= LEAST_THROUGHPUT && Number(given) <= MOST_THROUGHPUT) return [];
  const detail = `\`throughput\` of ${name} is ${given}; gp3 takes ${LEAST_THROUGHPUT} to ${MOST_THROUGHPUT}.`;
  return [problem('AWS032', { detail, hint: 'Take it out for 125.', ...subject })];
};

/** What holds between the options of one disk. */
export const blockDeviceRules: readonly OptionRule[] = [named, encrypted, operations, throughput];
