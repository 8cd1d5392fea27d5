import {
  type BigFloat,
  type Binary,
  bitLength,
  infinite,
  isNegative,
  isZero,
  negativeZero,
  parts,
  rounded,
  type SafeInteger,
  safeInteger,
} from './big-float';
import { quotient } from './quotient';

/** Arithmetic as Go's big.Float does it for cty; undefined where the result is no number (∞ − ∞, 0 ÷ 0, 0 × ∞). */
export type Result = BigFloat | undefined;

type Finite = SafeInteger | Binary;

export function negated(value: BigFloat): BigFloat {
  if (value.form !== 'integer') {
    const { precision } = value;
    return isZero(value) ? safeInteger(0, precision) : { ...value, negative: !value.negative };
  }
  return value.value === 0 ? negativeZero(value.precision) : safeInteger(-value.value, value.precision);
}

export function absolute(value: BigFloat): BigFloat {
  return isNegative(value) ? negated(value) : value;
}

export function add(a: BigFloat, b: BigFloat): Result {
  const precision = Math.max(a.precision, b.precision);
  if (a.form === 'integer' && b.form === 'integer') {
    const sum = a.value + b.value;
    if (Number.isSafeInteger(sum)) return safeInteger(sum, precision);
  }
  if (a.form === 'infinite' || b.form === 'infinite') return addInfinite(a, b, precision);
  return addFinite(a, b, precision);
}

export function subtract(a: BigFloat, b: BigFloat): Result {
  return add(a, negated(b));
}

function addInfinite(a: BigFloat, b: BigFloat, precision: number): Result {
  if (a.form !== 'infinite') return infinite(isNegative(b), precision);
  if (b.form === 'infinite' && a.negative !== b.negative) return undefined;
  return infinite(a.negative, precision);
}

function addFinite(a: Finite, b: Finite, precision: number): BigFloat {
  if (isZero(a) && isZero(b)) {
    return isMinusZero(a) && isMinusZero(b) ? negativeZero(precision) : safeInteger(0, precision);
  }
  const x = parts(a);
  const y = parts(b);
  const exponent = Math.min(x.exponent, y.exponent);
  const aligned = (value: typeof x) => value.mantissa << BigInt(value.exponent - exponent);
  return rounded(aligned(x) + aligned(y), exponent, precision);
}

function isMinusZero(value: Finite): boolean {
  return value.form === 'binary' && value.mantissa === 0n;
}

/** Exact up to 512 bits, then only as wide as its factors or as it needs to be. */
export function multiply(a: BigFloat, b: BigFloat): Result {
  const precision = Math.max(a.precision, b.precision);
  if (a.form === 'integer' && b.form === 'integer') {
    const product = a.value * b.value;
    if (Number.isSafeInteger(product) && product !== 0) return safeInteger(product, precision);
  }
  const negative = isNegative(a) !== isNegative(b);
  if (a.form === 'infinite' || b.form === 'infinite') {
    return isZero(a) || isZero(b) ? undefined : infinite(negative, precision);
  }
  if (isZero(a) || isZero(b)) return negative ? negativeZero(precision) : safeInteger(0, precision);
  const x = parts(a);
  const y = parts(b);
  const wide = rounded(x.mantissa * y.mantissa, x.exponent + y.exponent, 512);
  return withPrecision(wide, Math.max(precision, neededPrecision(wide)));
}

function neededPrecision(value: BigFloat): number {
  if (value.form === 'infinite') return 0;
  if (value.form === 'binary') return bitLength(value.mantissa);
  let odd = BigInt(Math.abs(value.value));
  while (odd !== 0n && (odd & 1n) === 0n) odd >>= 1n;
  return bitLength(odd);
}

function withPrecision(value: BigFloat, precision: number): BigFloat {
  if (value.form === 'infinite') return { ...value, precision };
  const { mantissa, exponent } = parts(value);
  return rounded(mantissa, exponent, precision);
}

export function divide(a: BigFloat, b: BigFloat): Result {
  const precision = Math.max(a.precision, b.precision);
  const negative = isNegative(a) !== isNegative(b);
  if (a.form === 'infinite') return b.form === 'infinite' ? undefined : infinite(negative, precision);
  if (isZero(b)) return isZero(a) ? undefined : infinite(negative, precision);
  if (b.form === 'infinite' || isZero(a))
    return negative ? negativeZero(precision) : safeInteger(0, precision);
  if (a.form === 'integer' && b.form === 'integer' && a.value % b.value === 0) {
    return safeInteger(a.value / b.value, precision);
  }
  return quotient(parts(a), parts(b), precision);
}

/** The rest of a division towards zero; by zero it is the dividend itself, as upstream. */
export function modulo(a: BigFloat, b: BigFloat): Result {
  if (a.form === 'infinite' || b.form === 'infinite') return multiply(a, b);
  if (isZero(b)) return a;
  if (a.form === 'integer' && b.form === 'integer' && !isZero(a)) {
    const rest = a.value % b.value;
    return safeInteger(rest === 0 ? 0 : rest, a.precision);
  }
  const ratio = divide(a, b) as BigFloat;
  const whole = withPrecision(truncated(ratio), a.precision);
  const product = multiplyTo(whole, b, a.precision);
  return withPrecision(subtract(a, product) as BigFloat, a.precision);
}

function multiplyTo(a: BigFloat, b: BigFloat, precision: number): BigFloat {
  const x = parts(a as Finite);
  const y = parts(b as Finite);
  return rounded(x.mantissa * y.mantissa, x.exponent + y.exponent, precision);
}

/** The whole part, towards zero. */
export function truncated(value: BigFloat): BigFloat {
  if (value.form !== 'binary' || value.exponent >= 0) return value;
  const whole = value.mantissa >> BigInt(-value.exponent);
  return rounded(value.negative ? -whole : whole, 0, value.precision);
}

export function isInteger(value: BigFloat): boolean {
  return value.form === 'integer' || (value.form === 'binary' && value.exponent >= 0);
}

export function floor(value: BigFloat): BigFloat {
  if (isInteger(value) || value.form === 'infinite') return value;
  const whole = truncated(value);
  return isNegative(value) ? (subtract(whole, safeInteger(1, value.precision)) as BigFloat) : whole;
}

export function ceil(value: BigFloat): BigFloat {
  return negated(floor(negated(value)));
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compare(a: BigFloat, b: BigFloat): number {
  if (a.form === 'integer' && b.form === 'integer') return a.value - b.value;
  if (a.form === 'infinite' || b.form === 'infinite') return rankOf(a) - rankOf(b);
  const x = parts(a);
  const y = parts(b);
  const exponent = Math.min(x.exponent, y.exponent);
  const difference =
    (x.mantissa << BigInt(x.exponent - exponent)) - (y.mantissa << BigInt(y.exponent - exponent));
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function rankOf(value: BigFloat): number {
  if (value.form !== 'infinite') return 0;
  return value.negative ? -1 : 1;
}
