import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, defineText, parameter } from '../define';
import { fail } from '../failure';
import type { FunctionPorts } from '../ports';
import { formatGoLayout } from './go-layout';
import { formatStrftime } from './strftime';

/** Both tell the time at which the functions were made, so that all calls of one run agree. */
export function createLegacyTimes({ clock }: FunctionPorts) {
  const instant = { milliseconds: clock.now(), offset: 0 };
  return {
    legacy_isotime: define({
      description: 'The start time in UTC, in the form of a Go layout.',
      parameters: [],
      variadic: parameter.string('format'),
      returns: Type.string,
      call(args) {
        if (args.length > 1) fail('too many values, expected one format at most');
        const layout = args[0] ? textOf(args[0]) : '2006-01-02T15:04:05Z07:00';
        return Value.string(formatGoLayout(layout, instant));
      },
    }),
    legacy_strftime: defineText(
      'The start time in UTC, in the form of strftime letters.',
      ['format'],
      (format) => formatStrftime(format, instant),
    ),
  };
}
