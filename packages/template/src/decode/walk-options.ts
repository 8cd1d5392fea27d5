import type { BlockSchema, OptionSpec } from '@strata/sdk';
import { getPlaceholder } from './placeholder';

/** One option that was given or has a default, with its place: `inline`, `base.suite`, `user[0].name`. */
export interface PlacedOption {
  readonly path: string;
  readonly spec: OptionSpec;
  readonly value: unknown;
  /** All options of the block that it stands in. */
  readonly siblings: Options;
}

type Options = Readonly<Record<string, unknown>>;

/** Every option of a decoded block and of the blocks inside it, in the schema's order. */
export function getPlacedOptions(
  schema: BlockSchema,
  options: Options,
  prefix = '',
): readonly PlacedOption[] {
  const own = Object.entries(schema.options).flatMap(([name, spec]) =>
    options[name] === undefined
      ? []
      : [{ path: prefix + name, spec, value: options[name], siblings: options }],
  );
  const nested = Object.entries(schema.blocks ?? {}).flatMap(([type, { schema: inner, count }]) => {
    const value = options[type];
    const bodies = (value === undefined ? [] : count === 'many' ? value : [value]) as readonly Options[];
    return bodies.flatMap((body, index) =>
      getPlacedOptions(inner, body, `${prefix}${type}${count === 'many' ? `[${index}]` : ''}.`),
    );
  });
  return [...own, ...nested];
}

/** Whether the option holds paths of this machine. */
export function isPath({ spec, siblings }: PlacedOption): boolean {
  return spec.path !== undefined && (spec.pathWhen?.(siblings) ?? true);
}

/** The paths that an option holds: the string, or each string of the list or map. None for other options. */
export function getPaths(option: PlacedOption): readonly string[] {
  if (!isPath(option)) return [];
  const { value } = option;
  if (typeof value !== 'object' || value === null) return [value].filter(isGivenPath);
  return (Array.isArray(value) ? value : Object.values(value)).filter(isGivenPath);
}

/** What stands for a value that was wrong is told as such; no file is looked for by its name. */
function isGivenPath(value: unknown): value is string {
  return typeof value === 'string' && value !== getPlaceholder('string');
}
