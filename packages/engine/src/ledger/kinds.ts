import type { PartRegistry, ResourceKind } from '@strata/sdk';
import { claimKind, programsKind } from './run-programs';

/** The kinds of things that all parts of a registry make, and the engine itself, by name. */
export function getResourceKinds({
  builders,
  postProcessors,
}: Pick<PartRegistry, 'builders' | 'postProcessors'>): ReadonlyMap<string, ResourceKind> {
  const kinds = [
    ...[...builders.values()].flatMap((builder) => ('resources' in builder ? builder.resources : [])),
    ...[...postProcessors.values()].flatMap(({ resources }) => resources ?? []),
  ];
  const own = [programsKind, claimKind] as readonly ResourceKind[];
  return new Map([...kinds, ...own].map((kind) => [kind.kind, kind]));
}
