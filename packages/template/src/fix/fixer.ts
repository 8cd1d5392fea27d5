import type { JsonObject } from '@strata/hcl';

/** Brings templates that were written for an older Packer up to date in one respect. */
export interface Fixer {
  /** As Packer calls it. */
  readonly name: string;
  /** What it changes, for help. */
  readonly summary: string;
  /** The template as it is when the fixer has nothing to do. */
  fix(template: JsonObject): JsonObject;
}
