import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { monthName, weekdayName } from './calendar';
import { dayOfYear, isoWeek } from './iso-week';

const numbers = ['year', 'year_day', 'month', 'day', 'weekday', 'hour', 'minute', 'second'] as const;
const texts = ['month_name', 'weekday_name'] as const;
const weeks = ['iso_year', 'iso_week'] as const;

/** What `rfc3339_parse` and `unix_timestamp_parse` have in common, and one attribute that each has alone. */
export function datePartsType(own: string, type: Type): Type {
  return Type.object(
    new Map<string, Type>([
      ...[...numbers, ...weeks].map((name): [string, Type] => [name, Type.number]),
      ...texts.map((name): [string, Type] => [name, Type.string]),
      [own, type],
    ]),
  );
}

/** A date and time, given as if it were in UTC, in its parts. */
export function datePartsOf(date: Date): Readonly<Record<string, Value>> {
  const { year, week } = isoWeek(date);
  return {
    year: Value.number(date.getUTCFullYear()),
    year_day: Value.number(dayOfYear(date)),
    month: Value.number(date.getUTCMonth() + 1),
    month_name: Value.string(monthName(date)),
    day: Value.number(date.getUTCDate()),
    weekday: Value.number(date.getUTCDay()),
    weekday_name: Value.string(weekdayName(date)),
    hour: Value.number(date.getUTCHours()),
    minute: Value.number(date.getUTCMinutes()),
    second: Value.number(date.getUTCSeconds()),
    iso_year: Value.number(year),
    iso_week: Value.number(week),
  };
}
