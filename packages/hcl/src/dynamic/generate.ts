import { problem } from '../codes';
import { convert } from '../convert/convert';
import { evaluate } from '../evaluate/evaluate';
import { elementsOf, isIterable } from '../evaluate/iterate';
import type { Block, Expression } from '../syntax/ast';
import { friendlyName } from '../types/names';
import { Type } from '../types/type';
import { marked } from '../values/mark';
import { Value } from '../values/value';
import { bind } from './bind';
import { type Expansion, expandBody, mostBlocks } from './expand';
import { readSpecification, type Specification } from './specification';

/** The blocks that a `dynamic` block stands for. */
export function generateBlocks(block: Block, expansion: Expansion): readonly Block[] {
  const specification = readSpecification(block, expansion);
  if (specification === undefined) return [];
  const collection = evaluateForEach(specification, expansion);
  if (collection === undefined) return [];
  const elements = elementsOf(collection);
  if (elements === undefined) return [uncertainBlock(specification, block, expansion)];
  return elements.flatMap(([key, value]) => {
    if (!spendBlock(expansion, block)) return [];
    const inner = withIterator(expansion, specification.iterator, [key, marked(value, collection)]);
    return generateBlock(specification, block, inner) ?? [];
  });
}

/** Takes one block from the budget; false when there was none, which is told the first time. */
function spendBlock({ budget, diagnostics }: Expansion, { headerRange }: Block): boolean {
  const left = budget.blocks--;
  if (left === 0) {
    const detail = `Dynamic blocks may make up to ${mostBlocks / 1000} thousand blocks in all.`;
    diagnostics.push(problem('HCL407', { detail, subject: headerRange }));
  }
  return left > 0;
}

/** The collection, known or not; undefined after a problem. */
function evaluateForEach({ forEach }: Specification, expansion: Expansion): Value | undefined {
  const { value, diagnostics } = evaluate(bind(forEach, expansion.iterators), expansion.scope);
  expansion.diagnostics.push(...diagnostics);
  if (diagnostics.length > 0) return undefined;
  if (value.kind === 'null') return refuse(expansion, forEach, 'Cannot use a null value in for_each.');
  if (value.type.kind === 'dynamic' || isIterable(value)) return value;
  return refuse(
    expansion,
    forEach,
    `Cannot use a ${friendlyName(value.type)} value in for_each. An iterable collection is required.`,
  );
}

function refuse({ diagnostics }: Expansion, { range }: Expression, detail: string): undefined {
  diagnostics.push(problem('HCL400', { detail, subject: range }));
  return undefined;
}

function withIterator(expansion: Expansion, name: string, [key, value]: readonly [Value, Value]): Expansion {
  const iterator = Value.object({ key, value });
  return { ...expansion, iterators: new Map(expansion.iterators).set(name, iterator) };
}

function uncertainBlock(specification: Specification, block: Block, expansion: Expansion): Block {
  const unknown = Value.unknown(Type.dynamic);
  const inner = withIterator(expansion, specification.iterator, [unknown, unknown]);
  const labels = specification.labels.map(() => '');
  return {
    ...blockOf(specification, block, labels),
    body: expandBody(specification.content.body, inner),
    uncertain: true,
  };
}

function generateBlock(specification: Specification, block: Block, expansion: Expansion): Block | undefined {
  const labels = specification.labels.map((label) => evaluateLabel(label, expansion));
  const known = labels.filter((label) => label !== undefined);
  if (known.length < labels.length) return undefined;
  return { ...blockOf(specification, block, known), body: expandBody(specification.content.body, expansion) };
}

function evaluateLabel(label: Expression, expansion: Expansion): string | undefined {
  const { value, diagnostics } = evaluate(bind(label, expansion.iterators), expansion.scope);
  expansion.diagnostics.push(...diagnostics);
  if (diagnostics.length > 0) return undefined;
  const converted = convert(value, Type.string);
  if (converted.value?.kind === 'string' && !value.sensitive) return converted.value.string;
  expansion.diagnostics.push(
    problem('HCL401', { detail: labelProblem(value, converted.problem), subject: label.range }),
  );
  return undefined;
}

function labelProblem(value: Value, reason: string | undefined): string {
  if (value.kind === 'null') return 'Cannot use a null value as a dynamic block label.';
  if (value.kind === 'unknown') {
    return 'This value is not yet known. Dynamic block labels must be immediately-known values.';
  }
  if (value.sensitive) return 'This value is sensitive. Dynamic block labels are shown to people.';
  return `Cannot use this value as a dynamic block label: ${reason}.`;
}

function blockOf(
  { type, typeRange, labelsRange, content }: Specification,
  block: Block,
  labels: readonly string[],
): Block {
  return {
    type,
    typeRange,
    labels,
    labelRanges: labels.map(() => labelsRange ?? typeRange),
    body: content.body,
    openRange: content.openRange,
    closeRange: content.closeRange,
    headerRange: block.headerRange,
    range: block.range,
  };
}
