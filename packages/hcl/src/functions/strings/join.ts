import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { elementsOf, textOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';
import { refuseSize } from '../size';

const lists = parameter.of('lists', Type.list(Type.string), { description: 'Lists of texts.' });

export const join = define({
  description: 'All texts of one or more lists, with the separator between them.',
  parameters: [parameter.string('separator')],
  variadic: lists,
  returns: Type.string,
  call([separator, ...given]) {
    if (given.length === 0) return fail('at least one list is required');
    if (!given.every(isWhollyKnown)) return Value.unknown(Type.string);
    const texts = given.flatMap((list, i) => textsOf(list, i + 1));
    const between = textOf(separator);
    refuseSize(texts.reduce((size, text) => size + text.length + between.length, 0));
    return Value.string(texts.join(between));
  },
});

function textsOf(list: Value, argument: number): readonly string[] {
  return elementsOf(list).map((element, i) => {
    if (element.kind === 'null') {
      return failArgument(argument, `element ${i} is null; cannot concatenate null values`);
    }
    return textOf(element);
  });
}
