import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { weigh } from '../../values/weight';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import { refuseSize } from '../size';
import { formatted } from './format';

const args = parameter.any('args', { allowNull: true, allowUnknown: true });

export const formatlist = define({
  description: 'A list of texts: `format` once for each element of the arguments that are lists.',
  parameters: [parameter.string('format')],
  variadic: args,
  returns: Type.list(Type.string),
  call([text, ...values], type) {
    const count = rowCount(values);
    if (count === undefined) return Value.unknown(type);
    const rows: Value[] = [];
    let size = 0;
    for (let row = 0; row < count; row++) {
      const cells = values.map((value) => cell(value, row));
      const made = formatted(textOf(text), cells, `error on format iteration ${row}: `);
      size += weigh(made);
      refuseSize(size);
      rows.push(made);
    }
    return Value.list(Type.string, rows);
  },
});

function isList({ type, kind }: Value): boolean {
  return kind !== 'null' && (type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple');
}

/** How many texts there will be; undefined while a list is unknown. */
function rowCount(values: readonly Value[]): number | undefined {
  let count: { readonly length: number; readonly argument: number } | undefined;
  let known = true;
  for (const [argument, value] of values.entries()) {
    if (!isList(value)) continue;
    const length = lengthOf(value);
    if (length === undefined || value.kind === 'unknown') known = false;
    if (length === undefined) continue;
    if (count === undefined) count = { length, argument };
    else if (count.length !== length) {
      return failArgument(
        argument + 1,
        `argument ${argument + 1} has length ${length}, which is inconsistent with argument ${count.argument + 1} of length ${count.length}`,
      );
    }
  }
  return known ? (count?.length ?? 1) : undefined;
}

function lengthOf(value: Value): number | undefined {
  if (value.type.kind === 'tuple') return value.type.elements.length;
  if (value.kind === 'set' && !isWhollyKnown(value)) return undefined;
  return 'elements' in value ? value.elements.length : undefined;
}

function cell(value: Value, row: number): Value {
  return isList(value) && 'elements' in value ? (value.elements[row] as Value) : value;
}
