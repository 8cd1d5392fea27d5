import type { Range } from '@strata/diagnostics';
import { Kind } from '../scan/token';
import type { ElementExpression, Expression, TraversalStep } from '../syntax/ast';
import { between } from '../syntax/range';
import { type Parser, peek, peekKind, rangeOf, read, reportFirst } from './parser';
import { attributeStep, parseLegacyIndex } from './traversal';

/** `list.*.name`: takes in only dots; an index after it is an index of the whole result. */
export function parseAttributeSplat(parser: Parser, source: Expression, dot: Range): Expression {
  const markerRange = between(dot, rangeOf(parser, read(parser)));
  const first = rangeOf(parser, peek(parser));
  const item: ElementExpression = { kind: 'element', range: markerRange };
  const steps = parseItemSteps(parser);
  const last = steps.at(-1)?.range ?? markerRange;
  const each: Expression =
    steps.length === 0 ? item : { kind: 'relative', source: item, steps, range: between(first, last) };
  return { kind: 'splat', source, each, item, markerRange, range: between(source.range, last) };
}

function parseItemSteps(parser: Parser): readonly TraversalStep[] {
  const steps: TraversalStep[] = [];
  while (peekKind(parser) === Kind.dot) {
    const dot = read(parser);
    const kind = peekKind(parser);
    if (kind === Kind.identifier) steps.push(attributeStep(parser, dot));
    else if (kind === Kind.number) steps.push(parseLegacyIndex(parser, dot, chainedIndexes));
    else {
      reportBadItemStep(parser);
      break;
    }
  }
  return steps;
}

const chainedIndexes = (first: string, second: string) =>
  `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax with a full splat expression [*] instead, like [${first}][${second}].`;

function reportBadItemStep(parser: Parser): void {
  const subject = rangeOf(parser, peek(parser));
  if (peekKind(parser) === Kind.star) {
    const detail = 'A splat expression (*) cannot be used inside another attribute-only splat expression.';
    reportFirst(parser, 'HCL037', { detail, subject });
  } else reportFirst(parser, 'HCL035', { detail: 'An attribute name is required after a dot.', subject });
  parser.recovering = true;
}
