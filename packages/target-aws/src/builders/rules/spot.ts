import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { isGiven, isOld, type Options, takes } from './rule';

/** Whether the machine is bought at the price of the day. */
export function isSpot(options: Options): boolean {
  const price = options['spot_price'];
  return isGiven(price) && price !== '0';
}

/** What is said about a request for spot capacity that is not made. */
const FOR_SPOT = ['spot_tags', 'spot_tag', 'fleet_tags', 'fleet_tag'];

const needsSpot: OptionRule = (options, at, write) => {
  if (isSpot(options)) return [];
  return FOR_SPOT.filter((name) => isGiven(options[name])).map((name) =>
    problem('AWS031', {
      detail: `\`${name}\` is about a spot request, but the machine is none: \`spot_price\` is not given.`,
      hint: `Write ${write('spot_price', '"auto"')}, or take ${name} out.`,
      ...where(at(name)),
    }),
  );
};

/** Capacity at the price of the day is asked for by a fleet, which chooses among types by itself. */
const typesNeedSpot: OptionRule = (options, at, write) => {
  if (!isGiven(options['spot_instance_types']) || isSpot(options)) return [];
  return [
    problem('AWS030', {
      detail:
        '`spot_instance_types` is given without `spot_price`, so that there is no type for the machine.',
      hint: `Write ${write('spot_price', '"auto"')}, or ${write('instance_type', '"t3.small"')} in its place.`,
      ...where(at('spot_instance_types')),
    }),
  ];
};

const modifies: OptionRule = (options, at) =>
  ['ena_support', 'sriov_support']
    .filter((name) => options[name] === true && isSpot(options))
    .map((name) =>
      problem('AWS031', {
        detail: `\`${name}\` changes the stopped machine, but one with \`spot_price\` is not stopped.`,
        hint: 'Start from an image that has it already, and take this out.',
        ...where(at(name)),
      }),
    );

const wholeHours: OptionRule = ({ block_duration_minutes: given }, at) => {
  if (!isGiven(given) || Number(given) % MINUTES_OF_AN_HOUR === 0) return [];
  const detail = `\`block_duration_minutes\` is ${given}; it is a multiple of ${MINUTES_OF_AN_HOUR}.`;
  const hint = 'Take it out: AWS offers no machines for a fixed time any more.';
  return [problem('AWS032', { detail, hint, ...where(at('block_duration_minutes')) })];
};

const MINUTES_OF_AN_HOUR = 60;

/** Source: EC2 API reference, SpotOptionsRequest, AllocationStrategy. */
const STRATEGIES = [
  'price-capacity-optimized',
  'capacity-optimized',
  'capacity-optimized-prioritized',
  'lowest-price',
  'diversified',
];

export const spotRules: readonly OptionRule[] = [
  needsSpot,
  typesNeedSpot,
  modifies,
  wholeHours,
  takes('spot_allocation_strategy', STRATEGIES),
  isOld('spot_price_auto_product', '`spot_price_auto_product` has no effect any more.'),
  isOld(
    'block_duration_minutes',
    '`block_duration_minutes` has no effect: AWS offers no such machines any more.',
  ),
];
