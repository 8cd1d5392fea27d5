import type { Json } from './json';
import type { Pattern } from './pattern';
import type { Constraint } from './semver';

/** What is expected of a value, in goss's words (docs/gossfile.md of goss 0.4, "Matchers"). */
export type Matcher = { readonly written: Json } & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'equal'; readonly value: Json }
  | { readonly kind: 'patterns'; readonly patterns: readonly Pattern[] }
  | { readonly kind: 'have-prefix' | 'have-suffix' | 'contain-substring'; readonly value: string }
  | { readonly kind: 'match-regexp'; readonly expression: RegExp }
  | { readonly kind: NumericKind; readonly value: number }
  | { readonly kind: 'have-len'; readonly value: number }
  | { readonly kind: 'contain-element' | 'have-key' | 'not'; readonly matcher: Matcher }
  | {
      readonly kind: 'contain-elements' | 'consist-of' | 'and' | 'or';
      readonly matchers: readonly Matcher[];
    }
  | { readonly kind: 'semver-constraint'; readonly constraint: Constraint }
  | {
      readonly kind: 'gjson';
      readonly parts: readonly { readonly path: string; readonly matcher: Matcher }[];
    }
);

export type NumericKind = 'gt' | 'ge' | 'lt' | 'le';

/** How a value and what was expected of it compare. */
export interface Match {
  readonly passed: boolean;
  /** Stands between what was found and what was expected: "to equal". */
  readonly message: string;
  readonly found: Json;
  readonly expected: Json;
  /** Of a list: what was expected and is not there. */
  readonly missing?: readonly Json[];
  /** Of a list: what is there and was not expected. */
  readonly extra?: readonly Json[];
  /** The value is none that could be compared: neither the matcher nor its opposite holds. */
  readonly error?: string;
}
