import { getBlock, getBlocks, getTexts, isGiven, type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { makesVersion } from './output';
import { isKnown, type Options } from './rule';

const BLOCK = 'shared_image_gallery_destination';
/** Each part is an int32. Source: "Azure Compute Gallery: Image versions". */
const VERSION = /^(\d+)\.(\d+)\.(\d+)$/u;
const LARGEST = 2 ** 31 - 1;
const STORAGE = ['Standard_LRS', 'Standard_ZRS', 'Premium_LRS'];
const MOST_REPLICAS = 100;

/** What is wrong with the block that says where the version goes. */
interface Finding {
  readonly code: 'AZU030' | 'AZU031' | 'AZU032';
  readonly detail: string;
  readonly hint: string;
}

/** A rule of the destination's block, where there is one. */
function ofDestination(check: (block: Options, options: Options) => readonly Finding[]): OptionRule {
  return (options, at) => {
    if (!makesVersion(options)) return [];
    return check(getBlock(options, BLOCK), options).map(({ code, ...told }) =>
      problem(code, { ...told, ...where(at(BLOCK)) }),
    );
  };
}

const names = ofDestination((block) =>
  ['resource_group', 'image_name', 'image_version']
    .filter((name) => !isGiven(block[name]))
    .map((name) => ({
      code: 'AZU030',
      detail: `${BLOCK} has a \`gallery_name\`, but no \`${name}\`.`,
      hint: name === 'image_version' ? 'Add one: Major.Minor.Patch.' : `Add ${name}.`,
    })),
);

/** Whether Azure takes it as the name of a version. */
export function isVersion(text: string): boolean {
  const parts = VERSION.exec(text)?.slice(1) ?? [];
  return parts.length > 0 && parts.every((part) => Number(part) <= LARGEST);
}

const version = ofDestination(({ image_version: given }) =>
  !isKnown(given) || isVersion(String(given))
    ? []
    : [
        {
          code: 'AZU032',
          detail: `\`image_version\` of ${BLOCK} is "${given}"; Azure takes Major.Minor.Patch, each from 0 to ${LARGEST}.`,
          hint: 'Write "1.0.0", or the day: "${formatdate("YYYY.M.D", timestamp())}".',
        },
      ],
);

const storage = ofDestination(({ storage_account_type: given }) =>
  !isKnown(given) || STORAGE.includes(String(given))
    ? []
    : [
        {
          code: 'AZU032',
          detail: `\`storage_account_type\` of ${BLOCK} is "${given}"; allowed are ${STORAGE.join(', ')}.`,
          hint: 'Take it out for Standard_LRS.',
        },
      ],
);

const regions = ofDestination((block, options) => {
  const listed = getTexts(block['replication_regions']);
  const blocks = getBlocks(block, 'target_region');
  const isShallow = block['use_shallow_replication'] === true;
  const count = options['shared_image_gallery_replica_count'];
  return [
    ...(listed.length > 0 && blocks.length > 0
      ? [both('replication_regions', 'target_region', 'Let target_region blocks alone say the regions.')]
      : []),
    ...(blocks.length > 0 && isGiven(count)
      ? [both('shared_image_gallery_replica_count', 'target_region', 'Write replicas in each target_region.')]
      : []),
    ...(isShallow && Math.max(listed.length, blocks.length) > 1
      ? [shallow(`goes to ${listed.length + blocks.length} regions`)]
      : []),
    ...(isShallow && Number(count) > 1 ? [shallow(`is kept ${count} times`)] : []),
    ...findTwice([...listed, ...blocks.map(({ name }) => String(name))].filter(isKnown)),
  ];
});

function both(first: string, second: string, hint: string): Finding {
  return { code: 'AZU031', detail: `\`${first}\` and \`${second}\` both say how the version is kept.`, hint };
}

function shallow(what: string): Finding {
  return {
    code: 'AZU031',
    detail: `With \`use_shallow_replication\` nothing is copied, but the version ${what}.`,
    hint: "Keep it once, in the build's region, or take use_shallow_replication out.",
  };
}

function findTwice(all: readonly string[]): readonly Finding[] {
  const plain = all.map((name) => name.replaceAll(' ', '').toLowerCase());
  const twice = [...new Set(plain.filter((name, index) => plain.indexOf(name) !== index))];
  return twice.map((name) => ({
    code: 'AZU031',
    detail: `${BLOCK} names the region ${name} twice.`,
    hint: 'Take one of them out.',
  }));
}

const replicas: OptionRule = (options, at) => {
  const counts = [
    ['shared_image_gallery_replica_count', options['shared_image_gallery_replica_count']] as const,
    ...getBlocks(getBlock(options, BLOCK), 'target_region').map(
      ({ replicas: count }) => [BLOCK, count] as const,
    ),
  ];
  return counts
    .filter(([, count]) => isGiven(count) && !isReplicaCount(Number(count)))
    .map(([option, count]) =>
      problem('AZU032', {
        severity: 'warning',
        detail: `A version would be kept ${count} times in a region; Azure keeps it 1 to ${MOST_REPLICAS} times, so that ${toReplicaCount(Number(count))} is taken.`,
        hint: 'One replica for about 20 machines that start at a time is enough.',
        ...where(at(option)),
      }),
    );
};

function isReplicaCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= MOST_REPLICAS;
}

/** As often as Azure keeps a version in a region, where a template says more or less. */
export function toReplicaCount(count: number): number {
  return Math.min(MOST_REPLICAS, Math.max(1, Math.round(count)));
}

/** RFC 3339, or a day alone. */
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/u;

const endOfLife: OptionRule = ({ shared_gallery_image_version_end_of_life_date: given }, at, write) => {
  const name = 'shared_gallery_image_version_end_of_life_date';
  if (typeof given !== 'string' || !isKnown(given)) return [];
  if (INSTANT.test(given) && !Number.isNaN(Date.parse(given))) return [];
  return [
    problem('AZU032', {
      detail: `\`${name}\` is "${given}", which is no time: YYYY-MM-DDTHH:MM:SSZ.`,
      hint: `Write ${write(name, '"2027-01-31T00:00:00Z"')}.`,
      ...where(at(name)),
    }),
  ];
};

/** Where the version goes. Source: Packer's documentation, "Azure Resource Manager Builder: Shared Image Gallery". */
export const galleryRules: readonly OptionRule[] = [names, version, storage, regions, replicas, endOfLife];
