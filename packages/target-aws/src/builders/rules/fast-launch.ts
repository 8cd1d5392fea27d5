import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { getBlock, getBlocks, getTexts, isGiven, liesBetween } from './rule';

const FEWEST_LAUNCHES = 6;

const oneTemplate: OptionRule = (options, at) => {
  if (options['enable_fast_launch'] === false && isGiven(options['region'])) return [];
  const isNamed = isGiven(options['template_id']) || isGiven(options['template_name']);
  if (isGiven(options['template_id']) && isGiven(options['template_name']))
    return [
      problem('AWS031', {
        detail: '`template_id` and `template_name` both say which launch template it is.',
        hint: 'Take one of them out.',
        ...where(at('template_name')),
      }),
    ];
  if (!isGiven(options['template_version']) || isNamed) return [];
  return [
    problem('AWS030', {
      detail: '`template_version` is given without `template_id` or `template_name`.',
      hint: 'Name the launch template, or take the version out.',
      ...where(at('template_version')),
    }),
  ];
};

/** Of one region's block. */
export const regionTemplateRules: readonly OptionRule[] = [
  oneTemplate,
  liesBetween('template_version', 1, Number.POSITIVE_INFINITY),
];

export const fastLaunchRules: readonly OptionRule[] = [
  ...regionTemplateRules,
  liesBetween('max_parallel_launches', FEWEST_LAUNCHES, Number.POSITIVE_INFINITY),
  liesBetween('target_resource_count', 1, Number.POSITIVE_INFINITY),
];

/** Templates are given for regions that the image comes to, and once for each. */
export const fastLaunchRegions: OptionRule = (options, at) => {
  const given = getBlocks(getBlock(options, 'fast_launch'), 'region_launch_templates').map(({ region }) =>
    String(region),
  );
  const own = isGiven(options['region']) ? [String(options['region'])] : [];
  const reached = [...getTexts(options['ami_regions']), ...own];
  const subject = where(at('fast_launch'));
  const twice = given.filter((region, index) => given.indexOf(region) !== index);
  // Which region the build is in may be known to AWS's settings alone.
  const vain = own.length === 0 ? [] : given.filter((region) => !reached.includes(region));
  return [
    ...twice.map((region) =>
      problem('AWS031', {
        detail: `\`fast_launch\` has two launch templates for ${region}.`,
        hint: 'Take one of them out.',
        ...subject,
      }),
    ),
    ...vain.map((region) =>
      problem('AWS031', {
        detail: `\`fast_launch\` has a launch template for ${region}, but the image goes to ${reached.join(', ')} alone.`,
        hint: `Add ${region} to ami_regions, or take the template out.`,
        ...subject,
      }),
    ),
  ];
};
