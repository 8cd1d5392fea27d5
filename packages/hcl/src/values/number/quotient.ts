import { type BigFloat, bitLength, type Magnitude, rounded } from './big-float';

/** a ÷ b to the nearest number of the precision: whatever is cut off counts as one last bit, so that rounding is right. */
export function quotient(a: Magnitude, b: Magnitude, precision: number): BigFloat {
  const negative = a.mantissa < 0n !== b.mantissa < 0n;
  const dividend = a.mantissa < 0n ? -a.mantissa : a.mantissa;
  const divisor = b.mantissa < 0n ? -b.mantissa : b.mantissa;
  const shift = Math.max(0, precision + 2 + bitLength(divisor) - bitLength(dividend));
  const shifted = dividend << BigInt(shift);
  const whole = shifted / divisor;
  const rest = whole * divisor === shifted ? 0n : 1n;
  const mantissa = (whole << 1n) | rest;
  return rounded(negative ? -mantissa : mantissa, a.exponent - b.exponent - shift - 1, precision);
}
