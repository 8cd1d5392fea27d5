import { quote } from '../../text/quote';
import type { Instant } from './instant';

/** Why a text is no timestamp. */
class TimestampProblem extends Error {}

interface Reader {
  readonly text: string;
  at: number;
}

/** Reads an RFC 3339 timestamp, strictly; a text when it is none: what is wrong, in upstream's words. */
export function parseInstant(text: string): Instant | string {
  try {
    return readInstant({ text, at: 0 });
  } catch (error) {
    if (error instanceof TimestampProblem) return `not a valid RFC3339 timestamp: ${error.message}`;
    throw error;
  }
}

function readInstant(reader: Reader): Instant {
  const year = readNumber(reader, 'year', 4);
  readMark(reader, '-');
  const month = readMonth(reader);
  readMark(reader, '-');
  const day = readNumber(reader, 'day', 2);
  readIntroducer(reader);
  const hour = readClock(reader, 'hour', 23);
  readMark(reader, ':');
  const minute = readClock(reader, 'minute', 59);
  readMark(reader, ':');
  const second = readNumber(reader, 'second', 2);
  if (second > 59) throw new TimestampProblem('second out of range');
  const fraction = readFraction(reader);
  const offset = readOffset(reader);
  if (day < 1 || day > daysIn(year, month)) throw new TimestampProblem('day out of range');
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, Math.floor(fraction * 1000));
  return { milliseconds: date.getTime() - offset * 60_000, offset };
}

function rest({ text, at }: Reader): string {
  return text.slice(at);
}

function readNumber(reader: Reader, what: string, digits: number): number {
  const given = rest(reader);
  if (given === '') throw new TimestampProblem(`end of string before ${what}`);
  const part = given.slice(0, digits);
  if (part.length < digits || !/^\d+$/.test(part))
    throw new TimestampProblem(`cannot use ${quote(given)} as ${what}`);
  reader.at += digits;
  return Number(part);
}

function readMonth(reader: Reader): number {
  const month = readNumber(reader, 'month', 2);
  if (month < 1 || month > 12) throw new TimestampProblem(`cannot use ${quote(rest(reader))} as month`);
  return month;
}

function readClock(reader: Reader, what: 'hour' | 'minute', most: number): number {
  if (/^\d(?!\d)/.test(rest(reader))) throw new TimestampProblem(`${what} must have exactly two digits`);
  const value = readNumber(reader, what, 2);
  if (value > most) throw new TimestampProblem(`${what} must be between 0 and ${most} inclusive`);
  return value;
}

function readMark(reader: Reader, mark: string): void {
  const given = rest(reader);
  if (given === '') throw new TimestampProblem(`end of string where ${quote(mark)} is expected`);
  if (!given.startsWith(mark))
    throw new TimestampProblem(`found ${quote(given)} where ${quote(mark)} is expected`);
  reader.at += mark.length;
}

function readIntroducer(reader: Reader): void {
  if (reader.text[reader.at] !== 'T') throw new TimestampProblem("missing required time introducer 'T'");
  reader.at++;
}

function readFraction(reader: Reader): number {
  if (reader.text[reader.at] === ',') throw new TimestampProblem('cannot use "," as timestamp segment');
  const match = /^\.\d+/.exec(rest(reader));
  reader.at += match?.[0].length ?? 0;
  return Number(match?.[0] ?? 0);
}

/** Minutes east of UTC. */
function readOffset(reader: Reader): number {
  const given = rest(reader);
  if (given === '') throw new TimestampProblem('end of string before UTC offset');
  if (given === 'Z') return 0;
  const match = /^([+-])(\d\d):(\d\d)$/.exec(given);
  const hours = Number(match?.[2]);
  const minutes = Number(match?.[3]);
  if (match === null || hours > 23 || minutes > 59) {
    throw new TimestampProblem(`cannot use ${quote(given)} as UTC offset`);
  }
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
