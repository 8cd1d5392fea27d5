import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { elementsOf, textOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';

export const zipmap = define({
  description: 'A map from keys to the values at the same places.',
  parameters: [parameter.of('keys', Type.list(Type.string)), parameter.any('values', { keepsMarks: true })],
  returns([keys, values]) {
    const { type } = values as Value;
    if (type.kind === 'list') return Type.map(type.element);
    if (type.kind !== 'tuple') return failArgument(1, 'values argument must be a list or tuple value');
    if (!isWhollyKnown(keys as Value)) return Type.dynamic;
    const names = elementsOf(keys);
    validateCounts(names.length, type.elements.length);
    return Type.object(new Map(names.map((name, i) => [textOf(name), type.elements[i] as Type])));
  },
  call([keys, values], type) {
    if (!isWhollyKnown(keys as Value)) return Value.unknown(type);
    const names = elementsOf(keys);
    const elements = elementsOf(values);
    validateCounts(names.length, elements.length);
    const entries = new Map(names.map((name, i) => [textOf(name), elements[i] as Value]));
    return type.kind === 'map' ? Value.map(type.element, entries) : Value.object(entries);
  },
});

function validateCounts(keys: number, values: number): void {
  if (keys !== values) fail(`number of keys (${keys}) does not match number of values (${values})`);
}
