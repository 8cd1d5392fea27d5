import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { type Block, contentOf } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Local } from '../template';
import { createArguments, readArguments } from './arguments';
import { omitAttributes } from './body-parts';
import { readBody, readNamed } from './shape';

/** Reads `locals` and `local "name"` blocks. */
export function readLocals(blocks: readonly Block[]): Checked<ReadonlyMap<string, Local>> {
  return collect((take, report) => {
    const locals = new Map<string, Local>();
    for (const local of blocks.flatMap((block) => take(readBlock(block)))) {
      const first = locals.get(local.name);
      if (first) report(getRepeated(local, first));
      else locals.set(local.name, local);
    }
    return locals;
  });
}

function getRepeated({ name, range }: Local, first: Local): Diagnostic {
  return problem('TPL010', {
    detail: `There is a local "${name}" already.`,
    subject: range,
    related: [{ label: 'defined first', range: first.range }],
    hint: 'Rename one of the two, or remove it.',
  });
}

function readBlock(block: Block): Checked<readonly Local[]> {
  return block.type === 'local' ? readSingle(block) : readMany(block);
}

function readMany({ body }: Block): Checked<readonly Local[]> {
  return collect((take) => {
    const named = take(readNamed(take(readBody(body, {}, 'A locals block'))));
    return named.map(({ name, nameRange, expr }) => ({ name, expr, sensitive: false, range: nameRange }));
  });
}

const ARGUMENTS = createArguments({ sensitive: 'bool' });

function readSingle({ body: given, labels, headerRange }: Block): Checked<readonly Local[]> {
  return collect((take, report) => {
    const name = labels[0] ?? '';
    const title = `local "${name}"`;
    const alsoTakes = ['expression'];
    const context = { scope: {}, title, range: headerRange, alsoTakes };
    const body = take(contentOf(given, {}));
    const { sensitive } = take(readArguments(omitAttributes(body, alsoTakes), ARGUMENTS, context));
    const expr = body.attributes.get('expression')?.expr;
    if (!expr) report(getMissing(title, headerRange));
    return expr ? [{ name, expr, sensitive: sensitive === true, range: headerRange }] : [];
  });
}

function getMissing(title: string, subject: Range): Diagnostic {
  return problem('TPL006', { detail: `The block ${title} needs "expression".`, subject });
}
