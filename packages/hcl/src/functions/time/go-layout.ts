import { monthName, padded, weekdayName } from './calendar';
import { type Instant, localDate, zoneText } from './instant';
import { dayOfYear } from './iso-week';

type Writer = (date: Date, instant: Instant) => string;

const hour12 = (date: Date) => date.getUTCHours() % 12 || 12;
const half = (date: Date) => (date.getUTCHours() < 12 ? 'AM' : 'PM');
const zone = (instant: Instant, separator: string) => zoneText(instant, separator);
const orZ = (instant: Instant, text: string) => (instant.offset === 0 ? 'Z' : text);

/** Parts of Go's reference time, Mon Jan 2 15:04:05 MST 2006, and what they stand for. Longer ones come first. */
const parts: readonly (readonly [string, Writer])[] = [
  ['January', monthName],
  ['Jan', (date) => monthName(date).slice(0, 3)],
  ['Monday', weekdayName],
  ['Mon', (date) => weekdayName(date).slice(0, 3)],
  ['MST', (_, instant) => (instant.offset === 0 ? 'UTC' : zone(instant, '').replace(/00$/, ''))],
  ['2006', (date) => String(date.getUTCFullYear()).padStart(4, '0')],
  ['Z07:00', (_, instant) => orZ(instant, zone(instant, ':'))],
  ['Z0700', (_, instant) => orZ(instant, zone(instant, ''))],
  ['Z07', (_, instant) => orZ(instant, zone(instant, '').slice(0, 3))],
  ['-07:00', (_, instant) => zone(instant, ':')],
  ['-0700', (_, instant) => zone(instant, '')],
  ['-07', (_, instant) => zone(instant, '').slice(0, 3)],
  ['__2', (date) => String(dayOfYear(date)).padStart(3)],
  ['002', (date) => String(dayOfYear(date)).padStart(3, '0')],
  ['_2', (date) => String(date.getUTCDate()).padStart(2)],
  ['01', (date) => padded(date.getUTCMonth() + 1)],
  ['02', (date) => padded(date.getUTCDate())],
  ['03', (date) => padded(hour12(date))],
  ['04', (date) => padded(date.getUTCMinutes())],
  ['05', (date) => padded(date.getUTCSeconds())],
  ['06', (date) => padded(date.getUTCFullYear() % 100)],
  ['15', (date) => padded(date.getUTCHours())],
  ['PM', half],
  ['pm', (date) => half(date).toLowerCase()],
  ['1', (date) => String(date.getUTCMonth() + 1)],
  ['2', (date) => String(date.getUTCDate())],
  ['3', (date) => String(hour12(date))],
  ['4', (date) => String(date.getUTCMinutes())],
  ['5', (date) => String(date.getUTCSeconds())],
];

const fraction = /^[.,](0+|9+)(?!\d)/;

/** A moment in Go's way of saying a form: the layout is how the reference time would look. */
export function formatGoLayout(layout: string, instant: Instant): string {
  const date = localDate(instant);
  let text = '';
  for (let at = 0; at < layout.length; ) {
    const seconds = fraction.exec(layout.slice(at, at + 16));
    const part = seconds ? undefined : findPart(layout, at);
    if (seconds) text += fractionText(seconds[0], date);
    else text += part ? part[1](date, instant) : layout[at];
    at += seconds?.[0].length ?? part?.[0].length ?? 1;
  }
  return text;
}

/** `Jan` inside of `Janet` is no month, as Go has it: a lower-case letter must not follow. */
function findPart(layout: string, at: number): (typeof parts)[number] | undefined {
  return parts.find(([text]) => {
    if (!layout.startsWith(text, at)) return false;
    return !(text === 'Jan' || text === 'Mon') || !/[a-z]/.test(layout[at + 3] ?? '');
  });
}

/** `.000` keeps its zeros, `.999` drops them, and the point with the last. */
function fractionText(text: string, date: Date): string {
  const digits = `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`.slice(0, text.length - 1);
  if (text[1] === '0') return text[0] + digits;
  const short = digits.replace(/0+$/, '');
  return short === '' ? '' : text[0] + short;
}
