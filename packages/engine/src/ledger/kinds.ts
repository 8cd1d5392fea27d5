import type { ResourceKind } from '@strata/sdk';
import { claimKind, programsKind } from './run-programs';

/** The kinds of things that all builders of a registry make, and the engine itself, by name. */
export function getResourceKinds(
  builders: Iterable<{ readonly builds: string; readonly resources?: readonly ResourceKind[] }>,
): ReadonlyMap<string, ResourceKind> {
  const kinds = [...builders].flatMap(({ resources }) => resources ?? []);
  const own = [programsKind, claimKind] as readonly ResourceKind[];
  return new Map([...kinds, ...own].map((kind) => [kind.kind, kind]));
}
