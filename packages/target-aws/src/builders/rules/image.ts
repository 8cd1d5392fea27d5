import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { imageName } from './image-name';
import { keyRules } from './keys';
import { isGiven, takes } from './rule';
import { sharing } from './sharing';

/** RFC 3339 with a zone, as Go reads it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;

const deprecation: OptionRule = ({ deprecate_at: given }, at, write) => {
  if (typeof given !== 'string' || given === '') return [];
  if (INSTANT.test(given) && !Number.isNaN(Date.parse(given))) return [];
  return [
    problem('AWS032', {
      detail: `\`deprecate_at\` is "${given}", which is no time: YYYY-MM-DDTHH:MM:SSZ.`,
      hint: `Write ${write('deprecate_at', '"2027-01-31T00:00:00Z"')}.`,
      ...where(at('deprecate_at')),
    }),
  ];
};

/** AWS counts in quarters of an hour. Source: EC2 API reference, CopyImage, SnapshotCopyCompletionDurationMinutes. */
const QUARTER = 15;
const LONGEST_COPY = 2_880;

const copyDuration: OptionRule = ({ snapshot_copy_duration_minutes: given }, at, write) => {
  if (!isGiven(given)) return [];
  const minutes = Number(given);
  if (minutes > 0 && minutes <= LONGEST_COPY && minutes % QUARTER === 0) return [];
  return [
    problem('AWS032', {
      detail: `\`snapshot_copy_duration_minutes\` is ${given}; AWS takes multiples of ${QUARTER} up to ${LONGEST_COPY}.`,
      hint: `Write ${write('snapshot_copy_duration_minutes', '60')}, or take it out.`,
      ...where(at('snapshot_copy_duration_minutes')),
    }),
  ];
};

/** What holds between the options of an image. Source: Packer's documentation, "Amazon EBS: AMI Configuration". */
export const imageRules: readonly OptionRule[] = [
  imageName,
  ...keyRules,
  sharing,
  takes('imds_support', ['v2.0']),
  deprecation,
  copyDuration,
];
