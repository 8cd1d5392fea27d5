import type { HclFunction } from '../functions/function';
import type { Value } from '../values/value';

/** What names mean. A name that a scope lacks is looked up in its parent. */
export interface Scope {
  /** By root name: `var`, `local`, `each`… */
  readonly variables?: ReadonlyMap<string, Value>;
  readonly functions?: ReadonlyMap<string, HclFunction>;
  readonly parent?: Scope;
}
