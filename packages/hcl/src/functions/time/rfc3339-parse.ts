import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { datePartsOf, datePartsType } from './date-parts';
import { localDate } from './instant';
import { parseInstant } from './parse-instant';

const type = datePartsType('unix', Type.number);

/** `2023-07-25 23:43:16Z`, which this function takes too, says its page. */
function withIntroducer(text: string): string {
  return text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');
}

/** The parts are those of the zone that the timestamp is written in. */
export const rfc3339Parse = define({
  description: 'The date and time of an RFC 3339 timestamp in their parts, with the Unix time.',
  parameters: [parameter.string('timestamp')],
  returns: type,
  call([timestamp]) {
    const instant = parseInstant(withIntroducer(textOf(timestamp)));
    if (typeof instant === 'string') return failArgument(0, instant);
    const unix = Value.number(Math.floor(instant.milliseconds / 1000));
    return Value.object({ ...datePartsOf(localDate(instant)), unix });
  },
});
