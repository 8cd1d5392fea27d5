import type { Type } from '../types/type';

/** The type that all the types convert to, if there is one. */
export function unify(types: readonly Type[]): Type | undefined {
  throw new Error(`unfinished ${types}`);
}
