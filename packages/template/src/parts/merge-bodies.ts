import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { type Attribute, type Body, contentOf } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { problem } from '../codes';
import { collect } from '../collect';
import { getShape } from '../decode/decode-block';
import type { Source } from '../template';

/** A source's body with what a use adds to it. The schema tells what may be added to: blocks, but not arguments. */
export function mergeBodies(source: Source, additions: Body, schema: BlockSchema): Checked<Body> {
  return collect((take, report) => {
    const shape = getShape(schema);
    const first = take(contentOf(source.body, shape));
    const second = take(contentOf(additions, shape));
    report(checkAdditions(source, first, second));
    return {
      ...first,
      attributes: new Map([...second.attributes, ...first.attributes]),
      blocks: [...first.blocks, ...second.blocks],
    };
  });
}

/** A use adds to its source; it cannot replace what the source says. */
function checkAdditions({ type, label }: Source, body: Body, additions: Body): readonly Diagnostic[] {
  return [...additions.attributes.values()].flatMap(({ name, nameRange }) => {
    const first = body.attributes.get(name);
    return first ? [getRepeated(`${type}.${label}`, nameRange, first)] : [];
  });
}

function getRepeated(source: string, subject: Range, { name, nameRange }: Attribute): Diagnostic {
  return problem('TPL010', {
    detail: `The source ${source} sets "${name}" already; a build can add options to a source, not replace them.`,
    subject,
    related: [{ label: 'set first', range: nameRange }],
    hint: 'Use a variable in the source instead.',
  });
}
