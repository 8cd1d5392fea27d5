import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import type { Body } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { problem } from '../codes';
import { capitalize, type Walk } from './walk';

/** Reports what a body holds and its schema does not. */
export function reportStrangers(body: Body, schema: BlockSchema, walk: Walk): void {
  const blocks = schema.blocks ?? {};
  for (const { name, nameRange } of body.attributes.values())
    if (!Object.hasOwn(schema.options, name) && !Object.hasOwn(blocks, name))
      walk.report(getStranger('option', name, { schema, walk, subject: nameRange }));
  for (const { type, typeRange } of body.blocks)
    if (!Object.hasOwn(blocks, type))
      walk.report(getStranger('block', type, { schema, walk, subject: typeRange }));
}

function getStranger(
  what: 'option' | 'block',
  name: string,
  { schema, walk, subject }: { schema: BlockSchema; walk: Walk; subject: Range },
): Diagnostic {
  if (what === 'block' && Object.hasOwn(schema.options, name)) {
    const detail = `"${name}" of ${walk.title} is an option: write ${name} = … with "=".`;
    return problem('TPL004', { detail, subject });
  }
  const names = [...Object.keys(schema.options), ...Object.keys(schema.blocks ?? {})];
  const near = suggest(name, names);
  const list = names.length > 0 ? `It takes ${[...names].sort().join(', ')}.` : 'It takes none.';
  const detail = `${capitalize(walk.title)} has no ${what} "${name}". ${list}`;
  const hint = near && { hint: `Did you mean "${near}"?` };
  return problem(what === 'block' ? 'TPL004' : 'TPL032', { detail, subject, ...hint });
}
