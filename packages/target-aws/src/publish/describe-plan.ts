import type { RegionPlan, Setting } from './plan-region';

const words: Readonly<Record<Setting['kind'], string>> = {
  enable: 'enable',
  tag: 'tag',
  'hand-over': 'end the publication of',
  share: 'share',
  deprecate: 'set the deprecation of',
  protect: 'change the protection of',
  release: 'end the quarantine of',
};

const makings: Readonly<Record<RegionPlan['making'], string | undefined>> = {
  none: undefined,
  make: 'make',
  wait: 'wait for',
  replace: 'replace, which failed,',
};

/** What a publication will do, a line for each kind of work, with the regions. Empty when there is nothing to do. */
export function describePlans(plans: readonly RegionPlan[]): readonly string[] {
  const home = plans.filter(({ wish, making }) => wish.isHome && making === 'make');
  const copies = plans.filter(({ wish, making }) => !wish.isHome && making === 'make');
  const lines = [
    ...home.map(({ wish }) => `upload and register ${wish.name} in ${wish.region}`),
    ...(copies.length > 0 ? [`copy it to ${listRegions(copies)}`] : []),
    ...(['wait', 'replace'] as const).flatMap((making) =>
      describeGroup(
        plans.filter((plan) => plan.making === making),
        makings[making] ?? '',
      ),
    ),
    ...Object.entries(words).flatMap(([kind, verb]) =>
      describeGroup(
        plans.filter(({ settings }) => settings.some((setting) => setting.kind === kind)),
        verb,
      ),
    ),
  ];
  return [...lines, ...describePointers(plans)];
}

function describeGroup(plans: readonly RegionPlan[], verb: string): readonly string[] {
  const [first] = plans;
  return first ? [`${verb} ${first.wish.name} in ${listRegions(plans)}`] : [];
}

function describePointers(plans: readonly RegionPlan[]): readonly string[] {
  const parameters = new Set(plans.flatMap(({ pointers }) => pointers.map(({ parameter }) => parameter)));
  return [...parameters].map((parameter) => {
    const moved = plans.filter(({ pointers }) => pointers.some((each) => each.parameter === parameter));
    return `point ${parameter} at it in ${listRegions(moved)}`;
  });
}

function listRegions(plans: readonly RegionPlan[]): string {
  return plans.map(({ wish }) => wish.region).join(', ');
}
