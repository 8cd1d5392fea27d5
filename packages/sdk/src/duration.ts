const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const PART = /(?<amount>\d+(?:\.\d*)?|\.\d+)(?<unit>ns|us|µs|μs|ms|s|m|h)/uy;

/** Milliseconds of a duration in Go's form (`1h2m3s`, `1.5h`, `-5m`, `0`); undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/su.exec(text) ?? [];
  if (rest === '0') return 0;
  let total = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < rest.length) {
    const groups = PART.exec(rest)?.groups;
    if (!groups) return undefined;
    total += Number(groups.amount) * (UNITS[groups.unit ?? ''] ?? 0);
  }
  if (rest === '') return undefined;
  return sign === '-' ? -total : total;
}
