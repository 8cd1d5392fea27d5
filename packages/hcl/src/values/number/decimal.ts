import type { Binary, SafeInteger } from './big-float';

/** 0.digits × 10^point; no zeros at either end, no digits for zero. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

export function trimmed(digits: string, point: number): Decimal {
  const significant = digits.replace(/^0+/, '');
  const leading = digits.length - significant.length;
  const short = withoutTrailing(significant);
  return { digits: short, point: short === '' ? 0 : point - leading };
}

function withoutTrailing(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

/** All digits of the size of a number: every binary fraction ends in decimal too. */
export function exactDecimal(value: SafeInteger | Binary): Decimal {
  if (value.form === 'integer') {
    const digits = String(Math.abs(value.value));
    return trimmed(digits, digits.length);
  }
  const { mantissa, exponent } = value;
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const digits = scaled.toString();
  return trimmed(digits, digits.length - Math.max(0, -exponent));
}

/** To so many digits, an exact half to the even digit. */
export function roundedTo({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '', point: 0 };
  const kept = digits.slice(0, count);
  if (!roundsUp(digits, count)) return trimmed(kept, point);
  const raised = (BigInt(`0${kept}`) + 1n).toString().padStart(count, '0');
  return trimmed(raised, point + raised.length - count);
}

export function roundsUp(digits: string, count: number): boolean {
  const next = digits[count] ?? '0';
  if (next !== '5') return next > '5';
  if (/[1-9]/.test(digits.slice(count + 1))) return true;
  return count > 0 && Number(digits[count - 1]) % 2 === 1;
}

/** Digits with a point and so many places after it. */
export function fixedText(decimal: Decimal, places: number): string {
  const { digits, point } = roundedTo(decimal, decimal.point + places);
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return places === 0 ? whole : `${whole}.${fraction.padEnd(places, '0').slice(0, places)}`;
}

/** `d.ddde±dd` with so many places. */
export function exponentText(decimal: Decimal, places: number): string {
  const { digits, point } = roundedTo(decimal, places + 1);
  const padded = digits.padEnd(places + 1, '0');
  const exponent = digits === '' ? 0 : point - 1;
  const sign = exponent < 0 ? '-' : '+';
  const fraction = places === 0 ? '' : `.${padded.slice(1)}`;
  return `${padded[0]}${fraction}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
