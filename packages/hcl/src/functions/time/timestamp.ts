import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { define } from '../define';
import type { FunctionPorts } from '../ports';
import { formatInstant } from './instant';

export const createTimestamp = ({ clock }: FunctionPorts) =>
  define({
    description: 'The current time in UTC, as RFC 3339.',
    parameters: [],
    returns: Type.string,
    call: () => Value.string(formatInstant({ milliseconds: clock.now(), offset: 0 })),
  });
