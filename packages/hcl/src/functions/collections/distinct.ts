import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { identityOf } from '../../values/set';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';

export const distinct = define({
  description: 'The elements of a list, each where it comes first.',
  parameters: [parameter.of('list', Type.list(Type.dynamic))],
  returns: ([list]) => (list as Value).type,
  call([list], type) {
    if (!isWhollyKnown(list as Value)) return Value.unknown(type);
    const first = new Map<string, Value>();
    for (const element of elementsOf(list)) {
      const identity = identityOf(element);
      if (!first.has(identity)) first.set(identity, element);
    }
    return Value.list((type as { element: Type }).element, [...first.values()]);
  },
});
