import type { Range } from '@strata/diagnostics';
import type { Expression, TraversalStep } from '../syntax/ast';
import { between } from '../syntax/range';

/** An expression with the steps after it while they are read: gathered in one list, so that a long reference costs no more than its length. */
export interface Chain {
  source: Expression;
  steps: TraversalStep[];
  /** Indexes and splats so far, which do nest. */
  levels: number;
}

/** Adds a step. Most references have one: a list that is made of it takes no room for more. */
export function addStep(chain: Chain, step: TraversalStep): void {
  if (chain.steps.length === 0) chain.steps = [step];
  else chain.steps.push(step);
}

/** Ends the steps so far: what comes next is a step from this expression. */
export function wrapChain(chain: Chain, wrap: (source: Expression) => Expression): void {
  chain.source = wrap(expressionOf(chain));
  chain.steps = [];
  chain.levels++;
}

/** The expression that a chain makes. Steps from a name are part of the reference. */
export function expressionOf({ source, steps }: Chain): Expression {
  const last = steps[steps.length - 1];
  if (last === undefined) return source;
  const range: Range = between(source.range, last.range);
  if (source.kind !== 'traversal') return { kind: 'relative', source, steps, range };
  const { root, rootRange } = source.traversal;
  return { kind: 'traversal', range, traversal: { root, rootRange, steps, range } };
}
