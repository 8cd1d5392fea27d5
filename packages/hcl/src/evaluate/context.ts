import type { Diagnostic, Range } from '@strata/diagnostics';
import { type HclCode, problem } from '../codes';
import type { ElementExpression, Expression } from '../syntax/ast';
import type { Value } from '../values/value';
import type { Origins } from './explain';
import type { Scope } from './scope';

/** What an evaluation goes by and where it puts its problems. */
export interface Context {
  readonly scope: Scope;
  /** What the elements of the splats around stand for. */
  readonly elements: ReadonlyMap<ElementExpression, Value>;
  readonly diagnostics: Diagnostic[];
  readonly origins: Origins;
  /** Rounds of loops that are left: a few nested ones over a thousand elements each would never end. */
  readonly budget: { rounds: number };
}

/** About a second of loops over small values. */
export const mostRounds = 300_000;

/** Evaluates one kind of expression. */
export type Evaluator<K extends Expression['kind']> = (
  expr: Extract<Expression, { readonly kind: K }>,
  context: Context,
) => Value;

export interface Report {
  readonly detail: string;
  readonly subject: Range;
  readonly context?: Range;
  readonly hint?: string;
}

/**
 * Notes a problem. One that a loop meets again at the same place in the same words is noted as the same object: whoever
 * asks whether something went wrong meanwhile still sees it, and `dropRepeated` leaves it to be told once.
 */
export function report({ diagnostics }: Context, code: HclCode, particulars: Report): void {
  const { detail, subject } = particulars;
  const last = diagnostics.at(-1);
  const isRepeated = last?.code === code && last.detail === detail && last.subject === subject;
  diagnostics.push(isRepeated ? last : problem(code, particulars));
}

/** The problems without those that a loop met again. */
export function dropRepeated(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter((diagnostic, at) => diagnostic !== diagnostics[at - 1]);
}

/** Takes one round of a loop from the budget; false when there was none, which is told the first time. */
export function spendRound(context: Context, subject: Range): boolean {
  return spendRounds(context, 1, subject);
}

/** The same for what takes as long as so many rounds. */
export function spendRounds(context: Context, rounds: number, subject: Range): boolean {
  const before = context.budget.rounds;
  const left = before - rounds;
  context.budget.rounds = left;
  if (before >= 0 && left < 0) {
    const detail = `This expression takes more than ${mostRounds / 1_000} thousand rounds of its loops.`;
    report(context, 'HCL131', { detail, subject });
  }
  return left >= 0;
}

/** As many as there are: a spread would run out of stack. */
export function addAll({ diagnostics }: Context, more: readonly Diagnostic[]): void {
  for (const diagnostic of more) diagnostics.push(diagnostic);
}

/** The same context with further names. */
export function withVariables(context: Context, variables: ReadonlyMap<string, Value>): Context {
  return { ...context, scope: { variables, parent: context.scope } };
}
