import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { compareText } from '../../values/order';
import { Value } from '../../values/value';
import { elementsOf, textOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';

export const sort = define({
  description: 'The texts of a list in byte order.',
  parameters: [parameter.of('list', Type.list(Type.string))],
  returns: Type.list(Type.string),
  call([list]) {
    const elements = elementsOf(list);
    if (!isWhollyKnown(list as Value))
      return Value.list(
        Type.string,
        elements.map(() => Value.unknown(Type.string)),
      );
    if (elements.some(({ kind }) => kind === 'null'))
      fail('given list element must be a string, not null; cannot sort');
    return Value.list(
      Type.string,
      [...elements].sort((a, b) => compareText(textOf(a), textOf(b))),
    );
  },
});
