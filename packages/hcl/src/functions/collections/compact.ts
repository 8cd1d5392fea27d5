import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';

export const compact = define({
  description: 'The texts of a list without empty ones and nulls.',
  parameters: [parameter.of('list', Type.list(Type.string))],
  returns: Type.list(Type.string),
  call([list], type) {
    if (!isWhollyKnown(list as Value)) return Value.unknown(type);
    return Value.list(
      Type.string,
      elementsOf(list).filter((value) => value.kind === 'string' && value.string !== ''),
    );
  },
});
