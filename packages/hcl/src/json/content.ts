import type { Checked, Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import { placeOf } from '../parse/body';
import type { Attribute, Block, Body } from '../syntax/ast';
import { between } from '../syntax/range';
import { quote } from '../text/quote';
import { unpackBlocks } from './blocks';

/** Which blocks a body may hold: the names of their labels, by block type. */
export type BodyShape = Readonly<Record<string, readonly string[]>>;

/**
 * The body as a reader sees it who knows its blocks: what JSON says under a block's type becomes blocks, anything else
 * stays an argument, which then must not be given twice. The bodies of those blocks wait for readers of their own.
 * A body of the native syntax is what it is.
 */
export function contentOf(body: Body, shape: BodyShape): Checked<Body> {
  const properties = [...body.attributes.values()].filter(isProperty);
  if (properties.length === 0) return { value: body, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const attributes = new Map(body.attributes);
  const blocks: Block[] = [...body.blocks];
  for (const { repeats = [], ...first } of properties) {
    const labels = Object.hasOwn(shape, first.name) ? shape[first.name] : undefined;
    if (labels === undefined) {
      attributes.set(first.name, first);
      for (const again of repeats) diagnostics.push(duplicate(again, first));
      continue;
    }
    attributes.delete(first.name);
    for (const property of [first, ...repeats]) {
      const unpacked = unpackBlocks(property, labels);
      for (const block of unpacked.value) blocks.push(block);
      for (const diagnostic of unpacked.diagnostics) diagnostics.push(diagnostic);
    }
  }
  return { value: { ...body, attributes, blocks: inOrder(blocks) }, diagnostics };
}

/** Whether JSON said it: then it may be blocks. */
function isProperty({ expr }: Attribute): boolean {
  return expr.kind === 'json' || (expr.kind === 'scoped' && expr.expr.kind === 'json');
}

/** Properties of one name may stand apart, and the order of blocks is their meaning. */
function inOrder(blocks: readonly Block[]): readonly Block[] {
  return [...blocks].sort((a, b) => a.range.start.byte - b.range.start.byte);
}

function duplicate({ name, nameRange, range }: Attribute, first: Attribute): Diagnostic {
  const place = placeOf(between(first.nameRange, first.range));
  const detail = `The argument ${quote(name)} was already set at ${place}.`;
  return problem('HCL523', { detail, subject: nameRange, context: range });
}
