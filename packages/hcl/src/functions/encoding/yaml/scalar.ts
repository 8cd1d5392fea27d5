import { Type } from '../../../types/type';
import { parseNumber } from '../../../values/number/parse';
import { Value } from '../../../values/value';
import { bytesOfBase64 } from '../base64';
import { YamlProblem } from './problem';
import { timestampText } from './timestamp';

const prefix = 'tag:yaml.org,2002:';

/** YAML 1.1: `yes` and `on` are true, which 1.2 dropped. */
const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, Value.bool(true)] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, Value.bool(false)] as const,
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, Value.null(Type.dynamic)] as const),
]);

const infinity = /^([+-]?)\.(?:inf|Inf|INF)$/;

/** A scalar as it is written: a plain one is whatever it looks like, a tag or quotes say what it is. */
export function scalarValue(
  text: string,
  { tag, plain }: { readonly tag: string | undefined; readonly plain: boolean },
): Value {
  if (tag === undefined || tag === '!')
    return plain && tag === undefined ? resolvePlain(text) : Value.string(text);
  switch (tag.startsWith(prefix) ? tag.slice(prefix.length) : tag) {
    case 'str':
      return Value.string(text);
    case 'binary':
      return bytesOfBase64(text) ? Value.string(text) : cannotParse(text, tag, ': not valid base64');
    case 'bool':
      return expect('bool', text, tag);
    case 'int':
    case 'float':
      return expect('number', text, tag);
    case 'null':
      return expect('null', text, tag);
    case 'timestamp':
      return Value.string(timestampText(text) ?? cannotParse(text, tag, ''));
    default:
      throw new YamlProblem(`unsupported tag ${JSON.stringify(tag)}`);
  }
}

function expect(kind: Value['kind'], text: string, tag: string): Value {
  const value = resolvePlain(text);
  return value.kind === kind ? value : cannotParse(text, tag, '');
}

function cannotParse(text: string, tag: string, reason: string): never {
  throw new YamlProblem(`cannot parse ${JSON.stringify(text)} as ${tag}${reason}`);
}

function resolvePlain(text: string): Value {
  const word = words.get(text);
  if (word) return word;
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) throw new YamlProblem('floating point NaN is not supported');
  const infinite = infinity.exec(text);
  if (infinite)
    return Value.number(infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  if (!/^[0-9.+-]/.test(text)) return Value.string(text);
  const timestamp = timestampText(text);
  if (timestamp !== undefined) return Value.string(timestamp);
  const number = parseNumber(text.replaceAll('_', ''));
  return number ? Value.bigFloat(number) : Value.string(text);
}
