import type { Json } from './canonical-json';
import { digestJson } from './digest';

declare const result: unique symbol;

/** Options that affect the result and nothing else; only `getResultPart` makes them, so run options never get in. */
export type ResultOptions = Readonly<Record<string, Json>> & { readonly [result]: true };

/** What is hashed to a key. JSON only: secrets stand as HMACs, files as digests. */
export interface KeyInput {
  readonly part: string;
  readonly partVersion: string;
  readonly options: Readonly<Record<string, Json>>;
  /** Content of what the options refer to, by the option's path. For a base of its own its facts. */
  readonly inputs: Readonly<Record<string, Json>>;
  /** What else a script sees: Packer's `PACKER_BUILD_NAME` and `PACKER_BUILDER_TYPE`. Absent for bases. */
  readonly seen?: { readonly buildName: string; readonly builderType: string };
  /** Key of what lies below; for a base the empty string. */
  readonly base: string;
}

/** An input whose options came from `getResultPart`. */
export type HashedInput = KeyInput & { readonly options: ResultOptions };

/** The key of a layer or base: equal keys mean an equal result. */
export function getKey(input: HashedInput): string {
  return digestJson(input as unknown as Json);
}
