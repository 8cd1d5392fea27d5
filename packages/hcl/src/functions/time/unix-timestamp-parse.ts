import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { wholeOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { datePartsOf, datePartsType } from './date-parts';
import { formatInstant } from './instant';

const type = datePartsType('rfc3339', Type.string);

/** The years 0 to 9999, which RFC 3339 can say. */
const earliest = -62_167_219_200n;
const latest = 253_402_300_799n;

export const unixTimestampParse = define({
  description:
    'The date and time in UTC of a Unix time in seconds in their parts, with the RFC 3339 timestamp.',
  parameters: [parameter.number('unix_timestamp')],
  returns: type,
  call([timestamp]) {
    const seconds = wholeOf(timestamp, 0);
    if (seconds < earliest || seconds > latest)
      return failArgument(0, `${seconds} is not from ${earliest} to ${latest}: the years 0 to 9999`);
    const milliseconds = Number(seconds) * 1000;
    const rfc3339 = Value.string(formatInstant({ milliseconds, offset: 0 }));
    return Value.object({ ...datePartsOf(new Date(milliseconds)), rfc3339 });
  },
});
