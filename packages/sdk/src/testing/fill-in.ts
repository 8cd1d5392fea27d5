import type { BlockSchema } from '../schema';

/** A block's options as a template leaves them that gives these alone. */
export function fillIn(
  { options, blocks = {} }: BlockSchema,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(options).map(([name, { default: value }]) => [name, value]);
  const empty = Object.entries(blocks).map(([name, { count }]) => [name, count === 'many' ? [] : undefined]);
  return { ...Object.fromEntries([...defaults, ...empty]), ...given };
}
