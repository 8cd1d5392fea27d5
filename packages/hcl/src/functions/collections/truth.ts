import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { elementsOf } from '../access';
import { define, parameter } from '../define';

/** `deciding` ends the search: one false makes `alltrue` false, one true makes `anytrue` true. A null counts as false. */
function defineTruth(description: string, deciding: boolean) {
  return define({
    description,
    parameters: [parameter.of('list', Type.list(Type.bool))],
    returns: Type.bool,
    call([list]) {
      const elements = elementsOf(list);
      const decides = (value: Value) =>
        value.kind !== 'unknown' && (value.kind === 'bool' && value.bool) === deciding;
      if (elements.some(decides)) return Value.bool(deciding);
      return elements.some(({ kind }) => kind === 'unknown')
        ? Value.unknown(Type.bool)
        : Value.bool(!deciding);
    },
  });
}

export const alltrue = defineTruth('Whether all elements are true; so it is for an empty list.', false);
export const anytrue = defineTruth('Whether any element is true.', true);
