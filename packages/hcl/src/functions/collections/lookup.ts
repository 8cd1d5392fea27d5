import { convert } from '../../convert/convert';
import { unify } from '../../convert/unify';
import { Type } from '../../types/type';
import type { Value } from '../../values/value';
import { entriesOf, textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const lookup = define({
  description: 'The value of a key, or the default where there is none.',
  parameters: [
    parameter.any('inputMap', { keepsMarks: true }),
    parameter.string('key'),
    parameter.any('default', { allowNull: true }),
  ],
  returns([map, key, fallback]) {
    const { type } = map as Value;
    const other = (fallback as Value).type;
    if (type.kind === 'object') {
      return key?.kind === 'string' ? (type.attributes.get(key.string) ?? other) : Type.dynamic;
    }
    if (type.kind !== 'map') return failArgument(0, 'lookup() requires a map as the first argument');
    if (Type.equals(type.element, other)) return type.element;
    return (
      unify([type.element, other]) ??
      failArgument(2, 'the default value must have the same type as the map elements')
    );
  },
  call([map, key, fallback], type) {
    const value = entriesOf(map).get(textOf(key)) ?? (fallback as Value);
    return convert(value, type).value ?? value;
  },
});
