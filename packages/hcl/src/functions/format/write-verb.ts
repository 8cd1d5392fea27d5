import { convert } from '../../convert/convert';
import { countGraphemes, graphemes } from '../../text/graphemes';
import { Type } from '../../types/type';
import { jsonString, jsonText } from '../../values/json-text';
import { toGeneralText } from '../../values/number/text';
import type { Value } from '../../values/value';
import { FormatProblem, type Verb } from './verb';
import { writeNumber } from './write-number';

/** One known argument as its verb wants it. */
export function writeVerb(verb: Verb, value: Value): string {
  switch (verb.mode) {
    case 'v':
      return pad(asIs(verb, value), verb);
    case 't':
      return pad(String(converted(verb, value, Type.bool, 'bool').bool), verb);
    case 's':
      return pad(shortened(verb, value), verb);
    case 'q':
      return pad(jsonString(shortened(verb, value)), verb);
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return (
        writeNumber(converted(verb, value, Type.number, 'number').number, verb) ??
        unsupported(verb, 'an integer is required')
      );
    default:
      throw new FormatProblem(
        `unsupported format verb '${verb.mode}' in "${verb.raw}" at offset ${verb.offset}`,
      );
  }
}

function unsupported({ raw, offset }: Verb, reason: string): never {
  throw new FormatProblem(`unsupported value for "${raw}" at ${offset}: ${reason}`);
}

function converted<K extends Value['kind']>(
  verb: Verb,
  value: Value,
  type: Type,
  kind: K,
): Extract<Value, { kind: K }> {
  if (value.kind === 'null') return unsupported(verb, 'null value cannot be formatted');
  const { value: result, problem } = convert(value, type);
  if (result?.kind !== kind) return unsupported(verb, problem ?? `${kind} required`);
  return result as Extract<Value, { kind: K }>;
}

/** Texts and numbers as people write them, everything else, and with `#` those too, as JSON. */
function asIs({ flags }: Verb, value: Value): string {
  if (!flags.includes('#')) {
    if (value.kind === 'string') return value.string;
    if (value.kind === 'number') return toGeneralText(value.number);
  }
  return jsonText(value);
}

function shortened(verb: Verb, value: Value): string {
  const { string } = converted(verb, value, Type.string, 'string');
  return verb.precision ? graphemes(string).slice(0, verb.precision).join('') : string;
}

function pad(text: string, { width = 0, flags }: Verb): string {
  const space = ' '.repeat(Math.max(0, width - countGraphemes(text)));
  return flags.includes('-') ? text + space : space + text;
}
