import type { BigFloat } from './big-float';
import { toText } from './text';

/** The nearest float64. */
export function toDouble(value: BigFloat): number {
  if (value.form === 'integer') return value.value;
  if (value.form === 'infinite') return value.negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(toText(value));
}
