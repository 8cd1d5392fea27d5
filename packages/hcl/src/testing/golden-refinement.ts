import { parseNumber } from '../values/number/parse';
import type { Bound, Refinement } from '../values/refinement';

/** What the golden files say of an unknown value: `cty.UnknownVal(…).Refine().NotNull().StringPrefixFull("a-").NewValue()`. */
export function readRefinement(go: string): Refinement {
  const prefix = /\.StringPrefixFull\(("(?:[^"\\]|\\.)*")\)/.exec(go)?.[1];
  const lower = boundOf(go, 'Lower');
  const upper = boundOf(go, 'Upper');
  const minLength = lengthOf(go, 'Lower');
  const maxLength = lengthOf(go, 'Upper');
  return {
    ...(/\.RefineNotNull\(\)|\.NotNull\(\)/.test(go) && { notNull: true as const }),
    ...(prefix !== undefined && { prefix: JSON.parse(prefix) as string }),
    ...(lower && { lower }),
    ...(upper && { upper }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

function boundOf(go: string, side: string): Bound | undefined {
  const match = new RegExp(`\\.Number${side}Bound\\(cty\\.Number\\w+\\(([^)]*)\\), (true|false)\\)`).exec(go);
  const number = parseNumber(match?.[1] ?? '');
  return match && number ? { number, inclusive: match[2] === 'true' } : undefined;
}

function lengthOf(go: string, side: string): number | undefined {
  const match = new RegExp(`\\.CollectionLength${side}Bound\\((\\d+)\\)`).exec(go);
  return match ? Number(match[1]) : undefined;
}
