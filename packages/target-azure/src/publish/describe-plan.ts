import type { Difference, VersionPlan } from './plan-version';

const words: Readonly<Record<Difference, string>> = {
  regions: 'replicate it to more regions',
  tags: 'set its tags',
  'end of life': 'set its end of life',
  'hand-over': 'end its publication',
  latest: '',
};

/** What a publication will do, a line each. Empty when there is nothing to do. */
export function describePlan({
  wish,
  hasDefinition,
  found,
  making,
  differences,
}: VersionPlan): readonly string[] {
  const { definition, isExcludedFromLatest } = wish;
  const regions = wish.regions.map(({ name }) => name).join(', ');
  const name = `${definition}${found ? ` ${found.name}` : ''}`;
  const latest = isExcludedFromLatest
    ? `keep ${name} from those who ask for the latest`
    : `let ${name} be the latest`;
  const makings: Readonly<Record<VersionPlan['making'], readonly string[]>> = {
    none: [],
    make: [
      ...(hasDefinition ? [] : [`define ${definition} in the gallery`]),
      `upload the disk and make a version of ${definition} in ${regions}`,
    ],
    wait: [`wait for ${name}`],
    retry: [`replicate ${name} again where that failed`],
  };
  const isNew = making !== 'none' && (found?.isExcludedFromLatest ?? true) !== isExcludedFromLatest;
  return [
    ...makings[making],
    ...differences.map((each) => (each === 'latest' ? latest : `${words[each]}: ${name}`)),
    ...(isNew ? [latest] : []),
  ];
}
