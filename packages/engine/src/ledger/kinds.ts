import type { ResourceKind } from '@strata/sdk';
import { programsKind } from './run-programs';

/** The kinds of things that all builders of a registry make, and the engine itself, by name. */
export function getResourceKinds(
  builders: Iterable<{ readonly builds: string; readonly resources?: readonly ResourceKind[] }>,
): ReadonlyMap<string, ResourceKind> {
  const kinds = [...builders].flatMap(({ resources }) => resources ?? []);
  return new Map([...kinds, programsKind as ResourceKind].map((kind) => [kind.kind, kind]));
}
