import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const flatten = define({
  description: 'The elements of a list, with those of the lists in it, at any depth, in their place.',
  parameters: [parameter.any('list')],
  returns([list]) {
    const { kind } = (list as Value).type;
    if (kind !== 'list' && kind !== 'set' && kind !== 'tuple')
      failArgument(0, 'can only flatten lists, sets and tuples');
    const flat = flattened(list as Value);
    return flat ? Type.tuple(flat.map(({ type }) => type)) : Type.dynamic;
  },
  call([list], type) {
    const flat = flattened(list as Value);
    return flat ? Value.tuple(flat) : Value.unknown(type);
  },
});

/** Undefined where a list in it is unknown, or something that may turn out to be one. */
function flattened(list: Value): readonly Value[] | undefined {
  if (!('elements' in list)) return undefined;
  const result: Value[] = [];
  for (const element of list.elements) {
    const parts = partsOf(element);
    if (parts === undefined) return undefined;
    for (const part of parts) result.push(part);
  }
  return result;
}

function partsOf(element: Value): readonly Value[] | undefined {
  if (element.kind === 'null') return [element];
  const { kind } = element.type;
  if (kind === 'list' || kind === 'set' || kind === 'tuple') return flattened(element);
  return kind === 'dynamic' ? undefined : [element];
}
