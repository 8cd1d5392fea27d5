import { compare, type Result } from '../values/number/arithmetic';
import { type BigFloat, countedPrecision, infinite } from '../values/number/big-float';
import type { Bound, Refinement } from '../values/refinement';

const lowest = infinite(true, countedPrecision);
const highest = infinite(false, countedPrecision);

const lowOf = ({ lower }: Refinement): BigFloat => lower?.number ?? lowest;
const highOf = ({ upper }: Refinement): BigFloat => upper?.number ?? highest;

/** The range of a result whose ends come from ends of its operands; without any where those cannot be put together. */
export function combineRanges(
  compute: (a: BigFloat, b: BigFloat) => Result,
  left: Refinement,
  right: Refinement,
): Refinement {
  const corners = [lowOf(left), highOf(left)].flatMap((a) =>
    [lowOf(right), highOf(right)].map((b) => compute(a, b)),
  );
  const known = corners.filter((corner) => corner !== undefined);
  if (known.length < corners.length) return { notNull: true };
  const sorted = known.sort(compare);
  return { notNull: true, ...boundsOf(sorted[0] as BigFloat, sorted.at(-1) as BigFloat) };
}

function boundsOf(low: BigFloat, high: BigFloat): Pick<Refinement, 'lower' | 'upper'> {
  return {
    ...(low.form !== 'infinite' && { lower: { number: low, inclusive: true } }),
    ...(high.form !== 'infinite' && { upper: { number: high, inclusive: true } }),
  };
}

/** How two numbers compare, as far as their ranges tell: undefined where these meet. */
export function orderOf(left: Refinement, right: Refinement): number | undefined {
  const below = compare(highOf(left), lowOf(right));
  const above = compare(lowOf(left), highOf(right));
  if (below === 0 && above === 0) return 0;
  if (below < 0) return -1;
  return above > 0 ? 1 : undefined;
}

/** What holds for either of two numbers. */
export function uniteRanges(a: Refinement, b: Refinement): Pick<Refinement, 'lower' | 'upper'> {
  const lower = a.lower && b.lower && wider(a.lower, b.lower, 1);
  const upper = a.upper && b.upper && wider(a.upper, b.upper, -1);
  return { ...(lower && { lower }), ...(upper && { upper }) };
}

/** The bound that leaves more room: the lower one with `direction` 1, the upper one with -1. */
function wider(a: Bound, b: Bound, direction: 1 | -1): Bound {
  const order = compare(a.number, b.number) * direction;
  if (order === 0) return { number: a.number, inclusive: a.inclusive || b.inclusive };
  return order < 0 ? a : b;
}
