import type { Diagnostic, Range } from '@strata/diagnostics';
import { convert } from '../../convert/convert';
import { unify } from '../../convert/unify';
import { evaluate } from '../../evaluate/evaluate';
import type { Scope } from '../../evaluate/scope';
import { references } from '../../references';
import type { Attribute, Block, Body, Traversal } from '../../syntax/ast';
import { Type } from '../../types/type';
import { withoutOptional } from '../../types/walk';
import { Value } from '../../values/value';
import { type Content, getContent, isBlock } from './content';
import { type BlockSpecification, impliedType, partsOf, type Specification } from './specification';

/** A decoding on its way. */
interface Decoding {
  readonly scope: Scope;
  readonly diagnostics: Diagnostic[];
}

/** The value that a specification makes of a body. */
export function decode(
  body: Body,
  specification: Specification,
  scope: Scope,
): { readonly value: Value; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  return { value: decodeBody(body, specification, { labels: [], scope, diagnostics }), diagnostics };
}

interface Inside extends Decoding {
  /** Labels of the block around that the blocks' own specification has not taken. */
  readonly labels: readonly string[];
}

function decodeBody(body: Body, specification: Specification, inside: Inside): Value {
  const content = getContent(body, specification);
  inside.diagnostics.push(...content.diagnostics);
  return decodeContent(content, specification, inside);
}

function decodeContent(content: Content, specification: Specification, inside: Inside): Value {
  const decodePart = (part: Specification) => decodeContent(content, part, inside);
  switch (specification.kind) {
    case 'object':
      return Value.object(
        new Map([...specification.fields].map(([name, field]) => [name, decodePart(field)])),
      );
    case 'tuple':
      return Value.tuple(specification.items.map(decodePart));
    case 'attribute':
      return decodeAttribute(content.body.attributes.get(specification.name), specification.type, inside);
    case 'literal':
      return specification.value;
    case 'label':
      return Value.string(inside.labels[specification.index] ?? '');
    case 'default': {
      const primary = decodePart(specification.primary);
      return primary.kind === 'null' ? decodePart(specification.fallback) : primary;
    }
    default:
      return decodeBlocks(content, specification, inside);
  }
}

function decodeAttribute(
  attribute: Attribute | undefined,
  type: Type,
  { scope, diagnostics }: Decoding,
): Value {
  if (attribute === undefined) return Value.null(withoutOptional(type));
  const result = evaluate(attribute.expr, scope);
  diagnostics.push(...result.diagnostics);
  const { value, problem } = convert(result.value, type);
  if (value) return value;
  complain(
    diagnostics,
    'Incorrect attribute value type',
    `Inappropriate value: ${problem}.`,
    attribute.expr.range,
  );
  return Value.unknown(withoutOptional(type));
}

function complain(diagnostics: Diagnostic[], summary: string, detail: string, subject: Range): void {
  diagnostics.push({ severity: 'error', code: 'HCL000', summary, detail, subject });
}

function decodeBlocks(content: Content, specification: BlockSpecification, inside: Inside): Value {
  const blocks = content.blocks.filter(({ type }) => type === specification.type);
  switch (specification.kind) {
    case 'block':
    case 'block attributes':
      return decodeSingle(blocks, specification, content.body, inside);
    case 'block map':
    case 'block object':
      return decodeLabelled(blocks, specification, inside);
    default:
      return decodeSequence(blocks, specification, content.body, inside);
  }
}

type Single = Extract<BlockSpecification, { kind: 'block' | 'block attributes' }>;

function decodeSingle(blocks: readonly Block[], specification: Single, body: Body, inside: Inside): Value {
  const [block, second] = blocks;
  if (second) complain(inside.diagnostics, 'Duplicate block', 'Only one is allowed.', second.typeRange);
  if (block === undefined) {
    if (specification.required)
      complain(inside.diagnostics, 'Missing block', 'It is required.', body.endRange);
    return Value.null(impliedType(specification));
  }
  if (specification.kind === 'block') return decodeNested(block, specification.nested, block.labels, inside);
  const entries = [...block.body.attributes.values()].map(
    (attribute) => [attribute.name, decodeAttribute(attribute, specification.element, inside)] as const,
  );
  return Value.map(withoutOptional(specification.element), new Map(entries));
}

function decodeNested(block: Block, nested: Specification, labels: readonly string[], inside: Inside): Value {
  return decodeBody(block.body, nested, { ...inside, labels });
}

type Sequence = Extract<BlockSpecification, { min: number }>;

function decodeSequence(
  blocks: readonly Block[],
  specification: Sequence,
  body: Body,
  inside: Inside,
): Value {
  const { kind, nested, min, max } = specification;
  const values = blocks.map((block) => decodeNested(block, nested, block.labels, inside));
  if (blocks.length < min || (max > 0 && blocks.length > max)) {
    complain(inside.diagnostics, 'Wrong number of blocks', `${min} to ${max}`, body.endRange);
  }
  if (kind === 'block tuple') return Value.tuple(values);
  if (values.length === 0) {
    const element = impliedType(nested);
    return kind === 'block list' ? Value.list(element, []) : Value.set(element, []);
  }
  const type = unify(values.map((value) => value.type));
  const converted = type && values.map((value) => convert(value, type).value);
  if (type === undefined || !converted?.every((value) => value !== undefined)) {
    complain(inside.diagnostics, 'Unconsistent argument types', 'They must have one type.', body.endRange);
    return Value.unknown(Type.dynamic);
  }
  return kind === 'block list' ? Value.list(type, converted) : Value.set(type, converted);
}

type Labelled = Extract<BlockSpecification, { kind: 'block map' | 'block object' }>;

/** Values by their labels, one level for each. */
type Tree = Map<string, Tree | Value>;

function decodeLabelled(blocks: readonly Block[], specification: Labelled, inside: Inside): Value {
  const depth = specification.labels.length;
  const tree: Tree = new Map();
  for (const block of blocks) {
    const own = block.labels.slice(0, depth);
    const value = decodeNested(block, specification.nested, block.labels.slice(depth), inside);
    if (!addTo(tree, own, value))
      complain(inside.diagnostics, 'Duplicate block', own.join(' '), block.typeRange);
  }
  if (specification.kind === 'block object') return treeValue(tree, Value.object);
  if (tree.size === 0) return Value.map(impliedType(specification.nested), new Map());
  return treeValue(tree, (entries) => {
    const first = [...entries.values()][0];
    return Value.map(first?.type ?? Type.dynamic, entries);
  });
}

/** False when there is a value already. */
function addTo(tree: Tree, [label = '', ...rest]: readonly string[], value: Value): boolean {
  if (rest.length === 0) {
    if (tree.has(label)) return false;
    tree.set(label, value);
    return true;
  }
  const inner = (tree.get(label) as Tree | undefined) ?? new Map();
  tree.set(label, inner);
  return addTo(inner, rest, value);
}

function treeValue(tree: Tree, make: (entries: ReadonlyMap<string, Value>) => Value): Value {
  const entries = [...tree].map(
    ([label, inner]) => [label, inner instanceof Map ? treeValue(inner, make) : inner] as const,
  );
  return make(new Map(entries));
}

/** Where the value of a specification stands in a body. */
export function sourceRange(body: Body, specification: Specification): Range {
  if (specification.kind === 'attribute')
    return body.attributes.get(specification.name)?.expr.range ?? body.endRange;
  if (!isBlock(specification)) return body.endRange;
  const block = body.blocks.find(({ type }) => type === specification.type);
  if (block === undefined) return body.endRange;
  return 'nested' in specification ? sourceRange(block.body, specification.nested) : block.body.range;
}

/** The references that a specification would evaluate. */
export function variablesOf(body: Body, specification: Specification): readonly Traversal[] {
  return partsOf(specification).flatMap((part) => {
    if (part.kind === 'attribute') {
      const attribute = body.attributes.get(part.name);
      return attribute ? references(attribute.expr) : [];
    }
    if (!isBlock(part)) return [];
    const blocks = body.blocks.filter(({ type }) => type === part.type);
    return blocks.flatMap((block) =>
      'nested' in part
        ? variablesOf(block.body, part.nested)
        : [...block.body.attributes.values()].flatMap(({ expr }) => references(expr)),
    );
  });
}
