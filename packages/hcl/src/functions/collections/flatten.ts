import { Type } from '../../types/type';
import { marked } from '../../values/mark';
import { Value } from '../../values/value';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

export const flatten = define({
  description: 'The elements of a list, with those of the lists in it, at any depth, in their place.',
  parameters: [parameter.any('list', { keepsMarks: true })],
  returns([list]) {
    if (!isSequence((list as Value).type)) failArgument(0, 'can only flatten lists, sets and tuples');
    return Type.dynamic;
  },
  call([list]) {
    const flat: Flat = { values: [], known: true, sensitive: false };
    addAll(flat, list as Value);
    return marked(flat.known ? Value.tuple(flat.values) : Value.unknown(Type.dynamic), flat.sensitive);
  },
});

interface Flat {
  readonly values: Value[];
  /** False where a list is unknown, or something that may turn out to be one. */
  known: boolean;
  /** A list that is not there any more was sensitive. */
  sensitive: boolean;
}

function isSequence({ kind }: Type): boolean {
  return kind === 'list' || kind === 'set' || kind === 'tuple';
}

function addAll(flat: Flat, list: Value): void {
  flat.sensitive ||= list.sensitive === true;
  if (!('elements' in list)) flat.known = false;
  else for (const element of list.elements) add(flat, element);
}

function add(flat: Flat, element: Value): void {
  if (element.kind === 'null') flat.values.push(element);
  else if (isSequence(element.type)) addAll(flat, element);
  else if (element.type.kind === 'dynamic') {
    flat.known = false;
    flat.sensitive ||= element.sensitive === true;
  } else flat.values.push(element);
}
