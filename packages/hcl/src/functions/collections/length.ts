import { countGraphemes } from '../../text/graphemes';
import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { marked } from '../../values/mark';
import { Value } from '../../values/value';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

const counted = ['list', 'set', 'map', 'tuple', 'object', 'string', 'dynamic'];

export const length = define({
  description: 'The number of elements of a collection, or of characters of a text.',
  parameters: [parameter.any('value', { allowUnknown: true, allowDynamic: true, keepsMarks: true })],
  returns([value]) {
    if (!counted.includes(value?.type.kind ?? '')) {
      failArgument(0, 'argument must be a string, a collection type, or a structural type');
    }
    return Type.number;
  },
  call([value]) {
    const size = sizeOf(value as Value);
    return marked(size === undefined ? Value.unknown(Type.number) : Value.number(size), value);
  },
});

function sizeOf(value: Value): number | undefined {
  const { type } = value;
  if (type.kind === 'tuple') return type.elements.length;
  if (type.kind === 'object') return type.attributes.size;
  if (value.kind === 'string') return countGraphemes(value.string);
  if ('entries' in value) return value.entries.size;
  if (!('elements' in value)) return undefined;
  return value.kind === 'set' && value.elements.length > 1 && !isWhollyKnown(value)
    ? undefined
    : value.elements.length;
}
