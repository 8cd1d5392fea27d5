import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import type { Body } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { problem } from '../codes';
import { MOST_TOLD } from '../collect';
import { capitalize, type Walk } from './walk';

/** Something that a body holds and its schema does not. */
interface Stranger {
  readonly what: 'option' | 'block';
  readonly name: string;
  readonly subject: Range;
}

/** Reports what a body holds and its schema does not; gives the names that were most likely meant. */
export function reportStrangers(body: Body, schema: BlockSchema, walk: Walk): ReadonlySet<string> {
  const names = [...Object.keys(schema.options), ...Object.keys(schema.blocks ?? {}), ...walk.alsoTakes];
  const strangers = getStrangers(body, schema).slice(0, MOST_TOLD);
  const meant = strangers.map(({ name }) => suggest(name, names));
  for (const [index, stranger] of strangers.entries())
    walk.report(
      Object.hasOwn(schema.options, stranger.name)
        ? getMisplaced(stranger, walk)
        : getUnknown(stranger, { names, near: meant[index], walk }),
    );
  return new Set(meant.filter((name) => name !== undefined));
}

function getStrangers(body: Body, { options, blocks = {} }: BlockSchema): readonly Stranger[] {
  const attributes = [...body.attributes.values()]
    .filter(({ name }) => !Object.hasOwn(options, name) && !Object.hasOwn(blocks, name))
    .map(({ name, nameRange }): Stranger => ({ what: 'option', name, subject: nameRange }));
  const inner = body.blocks
    .filter(({ type }) => !Object.hasOwn(blocks, type))
    .map(({ type, typeRange }): Stranger => ({ what: 'block', name: type, subject: typeRange }));
  return [...attributes, ...inner];
}

function getMisplaced({ name, subject }: Stranger, { title }: Walk): Diagnostic {
  const detail = `"${name}" of ${title} is an option: write ${name} = … with "=".`;
  return problem('TPL004', { detail, subject });
}

interface Around {
  readonly names: readonly string[];
  readonly near: string | undefined;
  readonly walk: Walk;
}

function getUnknown({ what, name, subject }: Stranger, { names, near, walk }: Around): Diagnostic {
  const list = names.length > 0 ? `It takes ${[...names].sort().join(', ')}.` : 'It takes none.';
  const detail = `${capitalize(walk.title)} has no ${what} "${name}". ${list}`;
  const hint = near !== undefined && { hint: `Did you mean "${near}"?` };
  return problem(what === 'block' ? 'TPL004' : 'TPL032', { detail, subject, ...hint });
}
