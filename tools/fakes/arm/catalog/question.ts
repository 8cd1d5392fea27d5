import type { JsonObject } from '../json';
import type { Request } from '../methods/request';

/** Something that a subscription is asked about, and that is no resource in it. */
export interface Question {
  readonly path: RegExp;
  readonly versions: readonly string[];
  /** That it takes to ask: `Microsoft.Compute/skus/read`. */
  readonly action: string;
  /** @param parts named in the path */
  answer(request: Request, parts: Readonly<Record<string, string>>): Answer;
}

/** An object, or a list without anything around it. */
export type Answer = JsonObject | readonly JsonObject[];
