import type { Range } from '@strata/diagnostics';
import { type HclCode, problem } from '../codes';
import { contentOf } from '../json/content';
import { nativeForm } from '../json/expression';
import type { Attribute, Block, Expression } from '../syntax/ast';
import { quote } from '../text/quote';
import type { Expansion } from './expand';

/** What a `dynamic` block says, before anything is evaluated. */
export interface Specification {
  readonly type: string;
  readonly typeRange: Range;
  readonly forEach: Expression;
  /** The name by which the content knows the current element. */
  readonly iterator: string;
  readonly labels: readonly Expression[];
  readonly labelsRange: Range | undefined;
  readonly content: Block;
}

const allowed = ['for_each', 'iterator', 'labels'];

/** Reads a `dynamic` block; undefined when it lacks what it cannot do without. */
export function readSpecification(block: Block, expansion: Expansion): Specification | undefined {
  const tell = (code: HclCode, detail: string, subject: Range) =>
    void expansion.diagnostics.push(problem(code, { detail, subject, context: block.range }));
  const { value, diagnostics } = contentOf(block.body, { content: [] });
  expansion.diagnostics.push(...diagnostics);
  const { attributes, blocks } = value;
  const type = block.labels[0];
  const typeRange = block.labelRanges[0];
  if (type === undefined || typeRange === undefined || block.labels.length > 1) {
    return tell(
      'HCL406',
      'A dynamic block has exactly one label: the type of the blocks that it makes.',
      block.headerRange,
    );
  }
  for (const { name, nameRange } of attributes.values()) {
    if (!allowed.includes(name)) {
      tell(
        'HCL405',
        `An argument named ${quote(name)} is not expected here. Allowed: ${allowed.join(', ')}.`,
        nameRange,
      );
    }
  }
  const forEach = attributes.get('for_each');
  if (!forEach)
    tell('HCL406', 'The argument "for_each" is required, but no definition was found.', block.headerRange);
  const content = readContent(blocks, block, tell);
  const iterator = readIterator(attributes.get('iterator'), tell) ?? type;
  const labels = readLabels(attributes.get('labels'), tell);
  if (!forEach || !content) return undefined;
  return {
    type,
    typeRange,
    forEach: forEach.expr,
    iterator,
    labels,
    labelsRange: attributes.get('labels')?.expr.range,
    content,
  };
}

type Tell = (code: HclCode, detail: string, subject: Range) => undefined;

function readContent(blocks: readonly Block[], block: Block, tell: Tell): Block | undefined {
  const contents = blocks.filter(({ type }) => type === 'content');
  for (const other of blocks) {
    if (other.type !== 'content')
      tell(
        'HCL404',
        `Blocks of type ${quote(other.type)} are not expected here; they belong in the content block.`,
        other.typeRange,
      );
  }
  for (const extra of contents.slice(1)) {
    tell('HCL404', 'Only one nested content block is allowed for each dynamic block.', extra.headerRange);
  }
  if (contents.length > 0) return contents[0];
  return tell(
    'HCL403',
    'A dynamic block must have a nested block of type "content" to describe the body of each generated block.',
    block.headerRange,
  );
}

function readIterator(attribute: Attribute | undefined, tell: Tell): string | undefined {
  if (attribute === undefined) return undefined;
  const expr = nativeForm(attribute.expr);
  if (expr.kind === 'traversal' && expr.traversal.steps.length === 0) return expr.traversal.root;
  return tell('HCL402', 'Dynamic iterator must be a single variable name.', expr.range);
}

function readLabels(attribute: Attribute | undefined, tell: Tell): readonly Expression[] {
  if (attribute === undefined) return [];
  const expr = nativeForm(attribute.expr);
  if (expr.kind === 'tuple') return expr.items;
  tell('HCL401', 'The labels of a dynamic block must be written as a list of strings: [a, b].', expr.range);
  return [];
}
