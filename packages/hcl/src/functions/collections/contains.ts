import { Type } from '../../types/type';
import { areEqual } from '../../values/equality';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const contains = define({
  description: 'Whether a list, set or tuple has an element equal to the value.',
  parameters: [parameter.any('list'), parameter.any('value', { allowNull: true })],
  returns([list]) {
    const { kind } = (list as Value).type;
    if (kind !== 'list' && kind !== 'set' && kind !== 'tuple')
      failArgument(0, 'argument must be list, tuple, or set');
    return Type.bool;
  },
  call([list, value]) {
    const results = elementsOf(list).map((element) => areEqual(element, value as Value));
    if (results.includes(true)) return Value.bool(true);
    return results.includes(undefined) ? Value.unknown(Type.bool) : Value.bool(false);
  },
});
