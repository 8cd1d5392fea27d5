import type { Checked, Diagnostic } from '@strata/diagnostics';
import { type Block, type Body, expandDynamic, type Scope } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';

/**
 * Expands the `dynamic` blocks among others, and what is inside them. Those of other blocks wait:
 * they may need `source.name`, which only a build gives.
 */
export function expandShallow(blocks: readonly Block[], scope: Scope): Checked<readonly Block[]> {
  return collect((take, report) =>
    blocks.flatMap((block) => {
      if (block.type !== 'dynamic') return [block];
      const made = take(expandDynamic(getBody(block), scope)).blocks;
      report(made.filter(({ uncertain }) => uncertain).map(getNotKnown));
      return made.filter(({ uncertain }) => !uncertain);
    }),
  );
}

function getBody(block: Block): Body {
  const { range, closeRange } = block;
  return { attributes: new Map(), blocks: [block], range, endRange: closeRange };
}

function getNotKnown({ type, headerRange }: Block): Diagnostic {
  return problem('TPL039', {
    detail: `for_each of a dynamic ${type} block decides what is built, so it must be known when the template is read; it depends on something that is only known later.`,
    subject: headerRange,
  });
}
