import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const keys = define({
  description: 'The keys of a map, or the attribute names of an object, in byte order.',
  parameters: [parameter.any('inputMap', { allowUnknown: true, keepsMarks: true })],
  returns([map]) {
    const { type } = map as Value;
    if (type.kind === 'map') return Type.list(Type.string);
    if (type.kind === 'object') return Type.tuple([...type.attributes.keys()].map(() => Type.string));
    return failArgument(0, 'must have map or object type');
  },
  call([map], type) {
    const { type: from } = map as Value;
    if (from.kind === 'object') return Value.tuple([...from.attributes.keys()].map(Value.string));
    if (map?.kind !== 'map') return Value.unknown(type);
    return Value.list(Type.string, [...map.entries.keys()].map(Value.string));
  },
});
