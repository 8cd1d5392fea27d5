const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const WHOLE = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+|0)$/;
const PART = /([\d.]+)(ns|us|µs|ms|s|m|h)/g;

/** Milliseconds of a duration in Go's form (`1m30s`, `-1.5h`); undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, sign, parts = ''] = WHOLE.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const terms = Array.from(parts.matchAll(PART), ([, count, unit]) => Number(count) * UNITS[unit!]!);
  const sum = terms.reduce((total, term) => total + term, 0);
  return sign === '-' ? -sum : sum;
}
