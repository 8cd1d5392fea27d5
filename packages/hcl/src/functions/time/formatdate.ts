import { quote } from '../../text/quote';
import { defineText } from '../define';
import { failArgument } from '../failure';
import { monthName, padded, weekdayName } from './calendar';
import { type Instant, localDate, zoneText } from './instant';
import { parseInstant } from './parse-instant';

type Writer = (date: Date, instant: Instant) => string;

const hour12 = (date: Date) => date.getUTCHours() % 12 || 12;
const half = (date: Date) => (date.getUTCHours() < 12 ? 'AM' : 'PM');

const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['YY', (date) => padded(date.getUTCFullYear() % 100)],
  ['YYYY', (date) => String(date.getUTCFullYear()).padStart(4, '0')],
  ['M', (date) => String(date.getUTCMonth() + 1)],
  ['MM', (date) => padded(date.getUTCMonth() + 1)],
  ['MMM', (date) => monthName(date).slice(0, 3)],
  ['MMMM', monthName],
  ['D', (date) => String(date.getUTCDate())],
  ['DD', (date) => padded(date.getUTCDate())],
  ['EEE', (date) => weekdayName(date).slice(0, 3)],
  ['EEEE', weekdayName],
  ['h', (date) => String(date.getUTCHours())],
  ['hh', (date) => padded(date.getUTCHours())],
  ['H', (date) => String(hour12(date))],
  ['HH', (date) => padded(hour12(date))],
  ['AA', half],
  ['aa', (date) => half(date).toLowerCase()],
  ['m', (date) => String(date.getUTCMinutes())],
  ['mm', (date) => padded(date.getUTCMinutes())],
  ['s', (date) => String(date.getUTCSeconds())],
  ['ss', (date) => padded(date.getUTCSeconds())],
  ['Z', (_, instant) => (instant.offset === 0 ? 'Z' : zoneText(instant, ':'))],
  ['ZZZ', (_, instant) => (instant.offset === 0 ? 'UTC' : zoneText(instant, ''))],
  ['ZZZZ', (_, instant) => zoneText(instant, '')],
  ['ZZZZZ', (_, instant) => zoneText(instant, ':')],
]);

/** What each letter may be, for who wrote it too often or not often enough. */
const rules: Readonly<Record<string, string>> = {
  Y: 'year must either be "YY" or "YYYY"',
  M: 'month must be "M", "MM", "MMM", or "MMMM"',
  D: 'day of month must either be "D" or "DD"',
  E: 'day of week must either be "EEE" or "EEEE"',
  h: '24-hour must either be "h" or "hh"',
  H: '12-hour must either be "H" or "HH"',
  A: 'must be "AA"',
  a: 'must be "aa"',
  m: 'minute must either be "m" or "mm"',
  s: 'second must either be "s" or "ss"',
  Z: 'timezone must be Z, ZZZ, ZZZZ, or ZZZZZ',
};

/** A format that is a book is a mistake, and the pattern below recurses over its literals. */
const longest = 10_000;

const pieces = /'(?:[^']|'')*'|'|([A-Za-z])\1*|[^A-Za-z']+/g;

export const formatdate = defineText('The timestamp in another form.', ['format', 'time'], (format, time) => {
  const instant = parseInstant(time);
  if (typeof instant === 'string') return failArgument(1, instant);
  if (format.length > longest) return failArgument(0, `a format may have up to ${longest} characters`);
  const date = localDate(instant);
  return format.replace(pieces, (piece) => writePiece(piece, date, instant));
});

function writePiece(piece: string, date: Date, instant: Instant): string {
  if (piece === "''") return "'";
  if (piece.startsWith("'")) {
    if (piece.length === 1) return failArgument(0, "unterminated literal '");
    return piece.slice(1, -1).replaceAll("''", "'");
  }
  const letter = /^[A-Za-z]/.test(piece) ? (piece[0] as string) : undefined;
  if (letter === undefined) return piece;
  const rule = rules[letter] ?? 'there is no such verb';
  return (
    writers.get(piece)?.(date, instant) ??
    failArgument(0, `invalid date format verb ${quote(piece)}: ${rule}`)
  );
}
