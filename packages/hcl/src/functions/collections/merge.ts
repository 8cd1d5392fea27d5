import { friendlyName } from '../../types/names';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { entriesOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';

const options = { allowNull: true, allowUnknown: true, allowDynamic: true, keepsMarks: true } as const;

export const merge = define({
  description: 'The entries of all maps or objects; of equal keys the last one stays.',
  parameters: [],
  variadic: parameter.any('maps', options),
  returns(args) {
    if (args.length === 0) return Type.object({});
    args.forEach(validateKind);
    const given = args.filter(({ kind }) => kind !== 'null');
    if (given.some(({ type }) => type.kind === 'dynamic')) return Type.dynamic;
    const first = args[0] as Value;
    if (args.every(({ type }) => type.kind === 'map' && Type.equals(type, first.type))) return first.type;
    return objectOfAll(given);
  },
  call(args, type) {
    if (args.some(({ kind }) => kind === 'unknown')) return Value.unknown(type);
    const entries = new Map(args.filter(({ kind }) => kind !== 'null').flatMap((arg) => [...entriesOf(arg)]));
    return type.kind === 'map' ? Value.map(type.element, entries) : Value.object(entries);
  },
});

function validateKind({ type }: Value, argument: number): void {
  if (type.kind === 'map' || type.kind === 'object' || type.kind === 'dynamic') return;
  failArgument(argument, `arguments must be maps or objects, got ${JSON.stringify(friendlyName(type))}`);
}

/** A map that is unknown has unknown keys, and so has the object that it would become. */
function objectOfAll(args: readonly Value[]): Type {
  const attributes = new Map<string, Type>();
  for (const arg of args) {
    if (arg.type.kind === 'object')
      for (const [name, type] of arg.type.attributes) attributes.set(name, type);
    else if (arg.kind === 'unknown') return Type.dynamic;
    else for (const [name, entry] of entriesOf(arg)) attributes.set(name, entry.type);
  }
  return Type.object(attributes);
}
