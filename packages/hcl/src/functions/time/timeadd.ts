import { defineText } from '../define';
import { failArgument } from '../failure';
import { formatInstant } from './instant';
import { parseInstant } from './parse-instant';

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const whole = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** No duration needs more; the pattern tries many ways to read a long row of digits. */
const longest = 100;

/** Milliseconds of a duration as Go writes it, `1h30m`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (text.length > longest || !whole.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(part))
    total += Number(amount) * (nanoseconds[unit as string] as number);
  return (text.startsWith('-') ? -total : total) / 1e6;
}

export const timeadd = defineText(
  'The timestamp moved by a duration such as "-1h30m".',
  ['timestamp', 'duration'],
  (timestamp, duration) => {
    const instant = parseInstant(timestamp);
    if (typeof instant === 'string') return failArgument(0, instant);
    const milliseconds = parseDuration(duration);
    if (milliseconds === undefined)
      return failArgument(1, `"${duration}" is not a valid duration: write it like "1h30m"`);
    return formatInstant({ ...instant, milliseconds: instant.milliseconds + milliseconds });
  },
);
