/**
 * The numbers of the language: binary floats of up to 512 bits, each with its own precision, rounded to even.
 * A value that is a safe integer (and not minus zero) always has the form `integer`, so forms compare by fields.
 */
export type BigFloat = SafeInteger | Binary | Infinite;

export interface SafeInteger {
  readonly form: 'integer';
  readonly value: number;
  readonly precision: number;
}

/** ±mantissa × 2^exponent, the mantissa odd; zero only for minus zero. */
export interface Binary {
  readonly form: 'binary';
  readonly negative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly precision: number;
}

export interface Infinite {
  readonly form: 'infinite';
  readonly negative: boolean;
  readonly precision: number;
}

/** Bits kept for what a person wrote: literals, JSON and texts turned into numbers. */
export const writtenPrecision = 512;
/** Bits of whole numbers that functions make, such as a length. */
export const countedPrecision = 64;
/** Bits of what came through a float64: pow, log. */
export const doublePrecision = 53;

/** Beyond 2^±maxExponent a number becomes infinite or zero: its text would have more than 315,000 digits. */
const maxExponent = 1 << 20;

export function safeInteger(value: number, precision: number): SafeInteger {
  return { form: 'integer', value: value === 0 ? 0 : value, precision };
}

export function infinite(negative: boolean, precision: number): Infinite {
  return { form: 'infinite', negative, precision };
}

/** The nearest number of the precision, ties to even. */
export function rounded(mantissa: bigint, exponent: number, precision: number): BigFloat {
  const negative = mantissa < 0n;
  const odd = withoutTrailingZeros(roundedMantissa(negative ? -mantissa : mantissa, precision), exponent);
  if (odd.mantissa === 0n) return safeInteger(0, precision);
  return canonical(negative, odd, precision);
}

export function negativeZero(precision: number): Binary {
  return { form: 'binary', negative: true, mantissa: 0n, exponent: 0, precision };
}

export interface Magnitude {
  readonly mantissa: bigint;
  readonly exponent: number;
}

function canonical(negative: boolean, { mantissa, exponent }: Magnitude, precision: number): BigFloat {
  const magnitude = exponent + bitLength(mantissa);
  if (magnitude > maxExponent) return infinite(negative, precision);
  if (magnitude < -maxExponent) return negative ? negativeZero(precision) : safeInteger(0, precision);
  if (exponent >= 0 && magnitude <= 53) {
    const value = Number(mantissa) * 2 ** exponent;
    return safeInteger(negative ? -value : value, precision);
  }
  return { form: 'binary', negative, mantissa, exponent, precision };
}

function roundedMantissa(mantissa: bigint, precision: number): { mantissa: bigint; shift: number } {
  const excess = bitLength(mantissa) - precision;
  if (excess <= 0) return { mantissa, shift: 0 };
  const bits = BigInt(excess);
  const kept = mantissa >> bits;
  const rest = mantissa - (kept << bits);
  const half = 1n << (bits - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return { mantissa: up ? kept + 1n : kept, shift: excess };
}

function withoutTrailingZeros(value: { mantissa: bigint; shift: number }, exponent: number): Magnitude {
  const { mantissa, shift } = value;
  if (mantissa === 0n) return { mantissa, exponent: 0 };
  const zeros = trailingZeros(mantissa);
  return { mantissa: mantissa >> BigInt(zeros), exponent: exponent + shift + zeros };
}

export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] as string, 16)));
}

function trailingZeros(value: bigint): number {
  const low = Number(BigInt.asUintN(32, value)) | 0;
  if (low !== 0) return 31 - Math.clz32(low & -low);
  const hex = value.toString(16);
  const digits = hex.length - hex.replace(/0+$/, '').length;
  return digits * 4 + Math.log2(lowestBit(Number.parseInt(hex[hex.length - 1 - digits] as string, 16)));
}

function lowestBit(value: number): number {
  return value & -value;
}

/** Mantissa and exponent of any finite number, with the sign in the mantissa. */
export function parts(value: SafeInteger | Binary): Magnitude {
  if (value.form === 'integer') return { mantissa: BigInt(value.value), exponent: 0 };
  return { mantissa: value.negative ? -value.mantissa : value.mantissa, exponent: value.exponent };
}

export function isNegative(value: BigFloat): boolean {
  return value.form === 'integer' ? value.value < 0 : value.negative;
}

export function isZero(value: BigFloat): boolean {
  return value.form === 'integer' ? value.value === 0 : value.form === 'binary' && value.mantissa === 0n;
}

/** A JavaScript number as a number of the language; NaN has no such number and is a bug of the caller. */
export function fromDouble(value: number, precision: number): BigFloat {
  if (Number.isNaN(value)) throw new RangeError('NaN is not a number of the language');
  if (!Number.isFinite(value)) return infinite(value < 0, precision);
  if (Object.is(value, -0)) return negativeZero(precision);
  if (Number.isSafeInteger(value)) return safeInteger(value, precision);
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))) - 54, -1074);
  return rounded(BigInt(value / 2 ** exponent), exponent, precision);
}
