import type { Step } from './compare';
import { home } from './template';

/** What Packer does region by region, and in each attribute by attribute: in any order, which another run changes. */
const STAGES: readonly ReadonlySet<string>[] = [
  new Set(['ModifyImageAttribute']),
  new Set(['DescribeImages', 'CreateTags']),
];
/** Attributes come in any order too. */
const UNORDERED = 'ModifyImageAttribute';

/** Brings what has no order of its own into one: the home before the others, attributes by their names. */
export function settleOrder(steps: readonly Step[]): readonly Step[] {
  return cutIntoStages(steps).flatMap((stage) => [...stage].sort(compareSteps));
}

function cutIntoStages(steps: readonly Step[]): readonly (readonly Step[])[] {
  const stages: Step[][] = [];
  steps.forEach((step, index) => {
    const isSameStage = STAGES.some(
      (stage) => stage.has(step.action) && stage.has(steps[index - 1]?.action ?? ''),
    );
    if (isSameStage) stages.at(-1)?.push(step);
    else stages.push([step]);
  });
  return stages;
}

function compareSteps(left: Step, right: Step): number {
  const byRegion = getRank(left).localeCompare(getRank(right));
  if (byRegion !== 0 || left.action !== UNORDERED || right.action !== UNORDERED) return byRegion;
  return getNames(left).localeCompare(getNames(right));
}

const getRank = ({ region }: Step) => (region === home ? '' : region);
const getNames = ({ parameters }: Step) => [...parameters.keys()].sort().join();
