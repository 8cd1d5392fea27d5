import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { problem } from '../codes';
import { bindBody } from '../dynamic/bind';
import type { Attribute, Block, Expression } from '../syntax/ast';
import type { Value } from '../values/value';
import { bodyOf, membersOf, startOf, type Wanted, wrongType } from './body';
import type { JsonNode } from './node';

/** What the blocks of one property have in common, on the way through their labels. */
interface Unpacking {
  readonly type: string;
  readonly typeRange: Range;
  /** Names bound around them. */
  readonly variables: ReadonlyMap<string, Value>;
  readonly blocks: Block[];
  readonly diagnostics: Diagnostic[];
}

interface Label {
  readonly text: string;
  readonly range: Range;
}

/** The blocks that a property stands for: objects or arrays of objects, nested once for each label. */
export function unpackBlocks(
  { name, nameRange, expr }: Attribute,
  labels: readonly string[],
): Checked<readonly Block[]> {
  const unpacking: Unpacking = {
    type: name,
    typeRange: nameRange,
    variables: expr.kind === 'scoped' ? expr.variables : new Map(),
    blocks: [],
    diagnostics: [],
  };
  const node = nodeOf(expr);
  if (node) unpack(node, labels, [], unpacking);
  return { value: unpacking.blocks, diagnostics: unpacking.diagnostics };
}

function nodeOf(expr: Expression): JsonNode | undefined {
  if (expr.kind === 'scoped') return nodeOf(expr.expr);
  return expr.kind === 'json' ? expr.node : undefined;
}

function unpack(
  node: JsonNode,
  [labelName, ...inner]: readonly string[],
  labels: readonly Label[],
  unpacking: Unpacking,
): void {
  if (labelName === undefined) {
    addBlocks(node, labels, unpacking);
    return;
  }
  const { value: members, diagnostics } = membersOf(node, forLabels(labelName));
  for (const diagnostic of diagnostics) unpacking.diagnostics.push(diagnostic);
  if (members.length === 0 && diagnostics.length === 0 && node.kind !== 'invalid')
    unpacking.diagnostics.push(missingLabel(node, labelName, unpacking));
  for (const { name, value } of members)
    unpack(value, inner, [...labels, { text: name.string, range: name.range }], unpacking);
}

function forLabels(labelName: string): Wanted {
  return {
    inArray: `A JSON object is required here, to specify ${labelName} labels for this block.`,
    alone: `Either a JSON object or JSON array of objects is required here, to specify ${labelName} labels for this block.`,
  };
}

function missingLabel(node: JsonNode, labelName: string, { type }: Unpacking): Diagnostic {
  const detail = `At least one object property is required, whose name represents the ${type} block's ${labelName}.`;
  return problem('HCL522', { detail, subject: startOf(node) });
}

function addBlocks(node: JsonNode, labels: readonly Label[], unpacking: Unpacking): void {
  const { type, typeRange } = unpacking;
  switch (node.kind) {
    case 'null':
    case 'invalid':
      return;
    case 'object':
      addBlock(node, labels, labels.at(-1)?.range ?? typeRange, unpacking);
      return;
    case 'array':
      for (const item of node.items) addBlock(item, labels, startOf(item), unpacking);
      return;
    default: {
      const detail = `Either a JSON object or a JSON array is required, representing the contents of one or more "${type}" blocks.`;
      unpacking.diagnostics.push(wrongType(detail, node));
    }
  }
}

function addBlock(
  node: JsonNode,
  labels: readonly Label[],
  headerRange: Range,
  { type, typeRange, variables, blocks, diagnostics }: Unpacking,
): void {
  const body = bodyOf(node);
  for (const diagnostic of body.diagnostics) diagnostics.push(diagnostic);
  if (!isBody(node)) return;
  blocks.push({
    type,
    typeRange,
    labels: labels.map(({ text }) => text),
    labelRanges: labels.map(({ range }) => range),
    body: bindBody(body.value, variables),
    openRange: startOf(node),
    closeRange: body.value.endRange,
    headerRange,
    range: node.range,
  });
}

/** Nothing is an empty body. What is none was told, and a block without its content would only be told again. */
function isBody({ kind }: JsonNode): boolean {
  return kind === 'object' || kind === 'array' || kind === 'null';
}
