import type { BlockSchema } from '@strata/sdk';

/** The options of a schema that a template gives nothing for, with what a test sets. */
export function withDefaults<O>(schema: BlockSchema, given: Partial<O>): O {
  const defaults = Object.entries(schema.options).flatMap(([name, spec]) =>
    'default' in spec ? [[name, spec.default]] : [],
  );
  return { ...Object.fromEntries(defaults), ...given } as O;
}
