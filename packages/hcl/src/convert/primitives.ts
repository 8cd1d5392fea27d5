import type { Type } from '../types/type';
import { parseNumber } from '../values/number/parse';
import { toText } from '../values/number/text';
import { Value } from '../values/value';
import { ConversionFailure, type Converter } from './converter';
import type { Want } from './find';

/** Everything primitive has a text; only some texts are numbers or bools. Numbers and bools never mix. */
export function primitiveConverter(from: Type, { to, unsafe }: Want): Converter | undefined {
  if (to.kind === 'string') return from.kind === 'number' || from.kind === 'bool' ? textOf : undefined;
  if (from.kind !== 'string' || !unsafe) return undefined;
  return to.kind === 'number' ? numberOf : boolOf;
}

function textOf(value: Value): Value {
  if (value.kind === 'number') return Value.string(toText(value.number));
  return Value.string(String(value.kind === 'bool' && value.bool));
}

function numberOf(value: Value): Value {
  const number = value.kind === 'string' ? parseNumber(value.string) : undefined;
  if (number === undefined) throw new ConversionFailure('a number is required');
  return Value.bigFloat(number);
}

const bools: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function boolOf(value: Value): Value {
  const text = value.kind === 'string' ? value.string : '';
  const bool = bools.get(text);
  if (bool !== undefined) return Value.bool(bool);
  const lower = text.toLowerCase();
  const advice =
    lower === 'true' || lower === 'false' ? `; to convert from string, use lowercase "${lower}"` : '';
  throw new ConversionFailure(`a bool is required${advice}`);
}
