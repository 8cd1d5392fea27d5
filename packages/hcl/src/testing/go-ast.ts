import type { Range } from '@strata/diagnostics';
import type {
  Attribute,
  BinaryOperator,
  Block,
  Body,
  Expression,
  ObjectItem,
  Traversal,
  TraversalStep,
  UnaryOperator,
} from '../syntax/ast';
import { between } from '../syntax/range';
import { type GoldenValue, readValue } from './golden-value';

/** A node of upstream's tree as its tests dump it: the fields of the Go structure, and its name in `$type`. */
export type GoNode = Readonly<Record<string, unknown>> & { readonly $type: string };

export interface GoRange {
  readonly Filename: string;
  readonly Start: { readonly Line: number; readonly Column: number; readonly Byte: number };
  readonly End: GoRange['Start'];
}

export function readRange({ Filename, Start, End }: GoRange): Range {
  const position = ({ Line, Column, Byte }: GoRange['Start']) => ({ line: Line, column: Column, byte: Byte });
  return { file: Filename, start: position(Start), end: position(End) };
}

const rangeIn = (node: GoNode, field: string) => readRange(node[field] as GoRange);
const nodeIn = (node: GoNode, field: string) => readExpression(node[field] as GoNode);
const nodesIn = (node: GoNode, field: string) =>
  ((node[field] ?? []) as readonly GoNode[]).map(readExpression);
const optionalIn = (node: GoNode, field: string) => (node[field] ? nodeIn(node, field) : undefined);

export function readBody(node: GoNode): Body {
  const attributes = Object.values((node.Attributes ?? {}) as Readonly<Record<string, GoNode>>);
  return {
    attributes: new Map(attributes.map(readAttribute).map((attribute) => [attribute.name, attribute])),
    blocks: ((node.Blocks ?? []) as readonly GoNode[]).map(readBlock),
    range: rangeIn(node, 'SrcRange'),
    endRange: rangeIn(node, 'EndRange'),
  };
}

const nowhere: Range = {
  file: '',
  start: { line: 0, column: 0, byte: 0 },
  end: { line: 0, column: 0, byte: 0 },
};

function readAttribute(node: GoNode): Attribute {
  return {
    name: String(node.Name),
    nameRange: rangeIn(node, 'NameRange'),
    equalsRange: rangeIn(node, 'EqualsRange'),
    expr: optionalIn(node, 'Expr') ?? { kind: 'element', range: nowhere },
    range: rangeIn(node, 'SrcRange'),
  };
}

function readBlock(node: GoNode): Block {
  const typeRange = rangeIn(node, 'TypeRange');
  const closeRange = rangeIn(node, 'CloseBraceRange');
  const labelRanges = ((node.LabelRanges ?? []) as readonly GoRange[]).map(readRange);
  return {
    type: String(node.Type),
    typeRange,
    labels: (node.Labels ?? []) as readonly string[],
    labelRanges,
    body: node.Body
      ? readBody(node.Body as GoNode)
      : { attributes: new Map(), blocks: [], range: nowhere, endRange: nowhere },
    openRange: rangeIn(node, 'OpenBraceRange'),
    closeRange,
    headerRange: between(typeRange, labelRanges.at(-1) ?? typeRange),
    range: between(typeRange, closeRange),
  };
}

export function readTraversal(steps: readonly GoNode[]): Traversal {
  const [root, ...rest] = steps as readonly [GoNode, ...GoNode[]];
  const rootRange = rangeIn(root, 'SrcRange');
  return {
    root: String(root.Name),
    rootRange,
    steps: rest.map(readStep),
    range: between(rootRange, rangeIn(steps.at(-1) as GoNode, 'SrcRange')),
  };
}

function readStep(step: GoNode): TraversalStep {
  const range = rangeIn(step, 'SrcRange');
  if (step.$type === 'hcl.TraverseSplat') return { kind: 'attribute', name: '*', range };
  if (step.$type === 'hcl.TraverseAttr') return { kind: 'attribute', name: String(step.Name), range };
  return { kind: 'index', key: readValue(step.Key as GoldenValue), range };
}

/** Operators are dumped as the functions behind them, of which only the description has survived. */
const binaryOperators: readonly (readonly [RegExp, BinaryOperator])[] = [
  [/^Returns the sum/, '+'],
  [/^Returns the difference/, '-'],
  [/^Returns the product/, '*'],
  [/^Divides/, '/'],
  [/remainder|modulo/i, '%'],
  [/second number is less than the first|first.* greater than the second/, '>'],
  [/less than or equal/, '<='],
  [/greater than or equal/, '>='],
  [/less than/, '<'],
  [/greater than/, '>'],
  [/not equal/, '!='],
  [/equal/, '=='],
  [/logical AND/, '&&'],
  [/logical OR/, '||'],
];

function descriptionOf(node: GoNode): string {
  const operation = node.Op as { Impl?: { spec?: { Description?: string } } };
  return operation.Impl?.spec?.Description ?? '';
}

function binaryOperator(node: GoNode): BinaryOperator {
  const description = descriptionOf(node);
  const found = binaryOperators.find(([pattern]) => pattern.test(description));
  if (found) return found[1];
  throw new Error(`no operator is described by: ${description}`);
}

function unaryOperator(node: GoNode): UnaryOperator {
  return /-1/.test(descriptionOf(node)) ? '-' : '!';
}

function readItem(item: GoNode): ObjectItem {
  return {
    key: readExpression(item.KeyExpr as GoNode) as ObjectItem['key'],
    value: readExpression(item.ValueExpr as GoNode),
  };
}

const readers: Readonly<Record<string, (node: GoNode) => Expression>> = {
  LiteralValueExpr: (node) => ({
    kind: 'literal',
    value: readValue(node.Val as GoldenValue),
    range: rangeIn(node, 'SrcRange'),
  }),
  ExprSyntaxError: (node) => ({
    kind: 'literal',
    value: readValue(node.Placeholder as GoldenValue),
    range: rangeIn(node, 'SrcRange'),
  }),
  TemplateExpr: (node) => ({
    kind: 'template',
    parts: nodesIn(node, 'Parts'),
    range: rangeIn(node, 'SrcRange'),
  }),
  TemplateWrapExpr: (node) => ({
    kind: 'wrap',
    expr: nodeIn(node, 'Wrapped'),
    range: rangeIn(node, 'SrcRange'),
  }),
  TemplateJoinExpr: (node) => {
    const expr = nodeIn(node, 'Tuple');
    return { kind: 'join', expr, range: expr.range };
  },
  ScopeTraversalExpr: (node) => ({
    kind: 'traversal',
    traversal: readTraversal(node.Traversal as readonly GoNode[]),
    range: rangeIn(node, 'SrcRange'),
  }),
  RelativeTraversalExpr: (node) => ({
    kind: 'relative',
    source: nodeIn(node, 'Source'),
    steps: (node.Traversal as readonly GoNode[]).map(readStep),
    range: rangeIn(node, 'SrcRange'),
  }),
  FunctionCallExpr: (node) => {
    const nameRange = rangeIn(node, 'NameRange');
    const closeRange = rangeIn(node, 'CloseParenRange');
    return {
      kind: 'call',
      name: String(node.Name),
      nameRange,
      args: nodesIn(node, 'Args'),
      expandFinal: node.ExpandFinal === true,
      openRange: rangeIn(node, 'OpenParenRange'),
      closeRange,
      range: between(nameRange, closeRange),
    };
  },
  ConditionalExpr: (node) => ({
    kind: 'conditional',
    condition: nodeIn(node, 'Condition'),
    whenTrue: nodeIn(node, 'TrueResult'),
    whenFalse: nodeIn(node, 'FalseResult'),
    range: rangeIn(node, 'SrcRange'),
  }),
  IndexExpr: (node) => ({
    kind: 'index',
    source: nodeIn(node, 'Collection'),
    key: nodeIn(node, 'Key'),
    openRange: rangeIn(node, 'OpenRange'),
    bracketRange: rangeIn(node, 'BracketRange'),
    range: rangeIn(node, 'SrcRange'),
  }),
  SplatExpr: (node) => ({
    kind: 'splat',
    source: nodeIn(node, 'Source'),
    each: nodeIn(node, 'Each'),
    item: { kind: 'element', range: nodeIn(node, 'Item').range },
    markerRange: rangeIn(node, 'MarkerRange'),
    range: rangeIn(node, 'SrcRange'),
  }),
  AnonSymbolExpr: (node) => ({ kind: 'element', range: rangeIn(node, 'SrcRange') }),
  TupleConsExpr: (node) => ({
    kind: 'tuple',
    items: nodesIn(node, 'Exprs'),
    openRange: rangeIn(node, 'OpenRange'),
    range: rangeIn(node, 'SrcRange'),
  }),
  ObjectConsExpr: (node) => ({
    kind: 'object',
    items: ((node.Items ?? []) as readonly GoNode[]).map(readItem),
    openRange: rangeIn(node, 'OpenRange'),
    range: rangeIn(node, 'SrcRange'),
  }),
  ObjectConsKeyExpr: (node) => {
    const expr = nodeIn(node, 'Wrapped');
    return { kind: 'key', expr, computed: node.ForceNonLiteral === true, range: expr.range };
  },
  ForExpr: (node) => ({
    kind: 'for',
    keyName: node.KeyVar === '' ? undefined : String(node.KeyVar),
    valueName: String(node.ValVar),
    collection: nodeIn(node, 'CollExpr'),
    key: optionalIn(node, 'KeyExpr'),
    value: nodeIn(node, 'ValExpr'),
    condition: optionalIn(node, 'CondExpr'),
    group: node.Group === true,
    openRange: rangeIn(node, 'OpenRange'),
    closeRange: rangeIn(node, 'CloseRange'),
    range: rangeIn(node, 'SrcRange'),
  }),
  UnaryOpExpr: (node) => ({
    kind: 'unary',
    operator: unaryOperator(node),
    operand: nodeIn(node, 'Val'),
    operatorRange: rangeIn(node, 'SymbolRange'),
    range: rangeIn(node, 'SrcRange'),
  }),
  BinaryOpExpr: (node) => ({
    kind: 'binary',
    operator: binaryOperator(node),
    left: nodeIn(node, 'LHS'),
    right: nodeIn(node, 'RHS'),
    range: rangeIn(node, 'SrcRange'),
  }),
  ParenthesesExpr: (node) => ({
    kind: 'parentheses',
    expr: nodeIn(node, 'Expression'),
    range: rangeIn(node, 'SrcRange'),
  }),
};

/** Upstream's tree as ours, so that the two compare. */
export function readExpression(node: GoNode): Expression {
  const name = node.$type.replace('hclsyntax.', '');
  const reader = readers[name];
  if (reader === undefined) throw new Error(`no node of ours stands for ${node.$type}`);
  return reader(node);
}
