import { getBlock, getBlocks, isGiven, joinTags, type OptionRule, type Tags, where } from '@strata/sdk';
import { problem } from '../../codes';
import { BUILD_TAGS, PLAN_TAGS } from '../../machine/tags';
import type { Options } from './rule';

/** Source: "Use tags to organize your Azure resources", limitations. */
const MOST = 50;
const LONGEST_NAME = 512;
const LONGEST_VALUE = 256;

/** The template's tags, by a block or by the map. */
function getTags(options: Options): Tags {
  const blocks = getBlocks(options, 'azure_tag').map(({ name, value }) => ({
    name: String(name),
    value: String(value),
  }));
  return joinTags(getBlock(options, 'azure_tags') as Tags, blocks);
}

const count: OptionRule = (options, at) => {
  const own = isGiven(getBlock(options, 'plan_info')['plan_name']) ? PLAN_TAGS : [];
  const names = new Set([...Object.keys(getTags(options)), ...own]);
  const most = MOST - BUILD_TAGS.length;
  if (names.size <= most) return [];
  return [
    problem('AZU032', {
      detail: `There would be ${names.size} tags; Azure takes ${MOST}, of which ${BUILD_TAGS.length} say which build something is of.`,
      hint: `Keep ${most} at most.`,
      ...where(at('azure_tags')),
    }),
  ];
};

const lengths: OptionRule = (options, at) =>
  Object.entries(getTags(options)).flatMap(([name, value]) => {
    const tell = (what: string, length: number, longest: number) =>
      length <= longest
        ? []
        : [
            problem('AZU032', {
              detail: `The ${what} of a tag has ${length} characters, and ${longest} at most: ${name.slice(0, 40)}.`,
              hint: 'Make it shorter.',
              ...where(at('azure_tags')),
            }),
          ];
    return [
      ...tell('name', name.length, LONGEST_NAME),
      ...tell('value', String(value).length, LONGEST_VALUE),
    ];
  });

/** Tags that Azure takes. */
export const tagRules: readonly OptionRule[] = [count, lengths];
