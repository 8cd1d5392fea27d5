import { Type } from '../../types/type';
import { areEqual } from '../../values/equality';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';

/** `index`: not the function of cty of that name, but Packer's own. */
export const index = define({
  description: 'The place of a value in a list, from 0.',
  parameters: [parameter.any('list'), parameter.any('value')],
  returns: Type.number,
  call([list, value]) {
    const { kind } = (list as Value).type;
    if (kind !== 'list' && kind !== 'tuple') failArgument(0, 'argument must be a list or tuple');
    const elements = elementsOf(list);
    if (elements.length === 0) failArgument(0, 'cannot search an empty list');
    for (const [i, element] of elements.entries()) {
      const equal = areEqual(element, value as Value);
      if (equal === undefined) return Value.unknown(Type.number);
      if (equal) return Value.number(i);
    }
    return fail('item not found');
  },
});
