import type { Checked, Diagnostic } from '@strata/diagnostics';
import { type Block, type Body, expandDynamic, type Scope } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';

/**
 * Expands the `dynamic` blocks that stand directly in a body, and what is inside them. Those of other blocks wait:
 * they may need `source.name`, which only a build gives.
 */
export function expandShallow(body: Body, scope: Scope): Checked<Body> {
  return collect((take, report) => {
    const blocks = body.blocks.flatMap((block) => {
      if (block.type !== 'dynamic') return [block];
      const made = take(expandDynamic({ ...body, attributes: new Map(), blocks: [block] }, scope)).blocks;
      report(...made.filter(({ uncertain }) => uncertain).map(getNotKnown));
      return made.filter(({ uncertain }) => !uncertain);
    });
    return { ...body, blocks };
  });
}

function getNotKnown({ type, headerRange }: Block): Diagnostic {
  return problem('TPL039', {
    detail: `for_each of a dynamic ${type} block decides what is built, so it must be known when the template is read; it depends on something that is only known later.`,
    subject: headerRange,
  });
}
