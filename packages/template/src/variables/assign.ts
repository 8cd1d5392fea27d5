import { type Checked, type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import { evaluate, type HclFunction, parseExpression, Value } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { VariableDeclaration } from '../hcl2/variable-blocks';
import { fitValue } from '../hcl2/variable-typing';
import type { Variable } from '../template';
import { type Assignment, getEnvironmentName } from './assignments';
import { checkValidations } from './validate';

/**
 * Gives each variable its value: the last assignment, else the default. Assignments come in the order of their
 * strength, weakest first.
 */
export function assignVariables(
  declarations: ReadonlyMap<string, VariableDeclaration>,
  assignments: readonly Assignment[],
  functions: ReadonlyMap<string, HclFunction>,
): Checked<ReadonlyMap<string, Variable>> {
  const last = new Map(assignments.map((assignment) => [assignment.name, assignment]));
  return collect((take, report) => {
    const variables = new Map<string, Variable>();
    for (const [name, declaration] of declarations) {
      const variable = take(assign(declaration, last.get(name)));
      variables.set(name, variable);
      report(checkValidations(variable, last.get(name)?.range, functions));
    }
    return variables;
  });
}

function assign(declaration: VariableDeclaration, assignment: Assignment | undefined): Checked<Variable> {
  return collect((take, report) => {
    const { constraint, takesText, isDefaultWrong, ...rest } = declaration;
    const given = assignment ? take(readAssignment(assignment, declaration)) : declaration.default;
    if (!given && !assignment && !isDefaultWrong) report(getUnset(declaration));
    const value = given ?? Value.unknown(constraint.type);
    return { ...rest, type: constraint.type, value: declaration.sensitive ? Value.sensitive(value) : value };
  });
}

/** Undefined when the assigned value is wrong. */
function readAssignment(
  assignment: Assignment,
  declaration: VariableDeclaration,
): Checked<Value | undefined> {
  return collect((take, report) => {
    const { value, diagnostics } = getAssigned(assignment, declaration);
    take({ value, diagnostics });
    if (hasErrors(diagnostics)) return undefined;
    const fitted = fitValue(value, declaration.constraint);
    if (!fitted.value) report(getMisfit(declaration, fitted.problem, assignment.range));
    return fitted.value;
  });
}

function getAssigned({ given, range }: Assignment, { takesText }: VariableDeclaration): Checked<Value> {
  if ('expr' in given) return evaluate(given.expr, {});
  if (takesText) return { value: Value.string(given.text), diagnostics: [] };
  return collect((take) => {
    const { value: expr, diagnostics } = parseExpression(given.text, range.file);
    take({ value: expr, diagnostics });
    return hasErrors(diagnostics) ? Value.string(given.text) : take(evaluate(expr, {}));
  });
}

function getMisfit({ name }: VariableDeclaration, reason: string, subject: Range): Diagnostic {
  return problem('TPL020', {
    detail: `The value for the variable "${name}" does not fit its type: ${reason}.`,
    subject,
  });
}

function getUnset({ name, range }: VariableDeclaration): Diagnostic {
  return problem('TPL017', {
    detail: `The variable "${name}" has no default and got no value.`,
    subject: range,
    hint: `Give it with -var ${name}=VALUE, in a -var-file, or as ${getEnvironmentName(name)} in the environment.`,
  });
}
