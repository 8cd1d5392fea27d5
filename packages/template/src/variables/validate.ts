import { type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import { convert, evaluate, type HclFunction, isWhollyKnown, Type, Value } from '@strata/hcl';
import { problem } from '../codes';
import type { Validation, Variable } from '../template';

/** Holds a variable's final value against its validations; `given` is where the value came from. */
export function checkValidations(
  variable: Variable,
  given: Range | undefined,
  functions: ReadonlyMap<string, HclFunction>,
): readonly Diagnostic[] {
  const { name, value, validations } = variable;
  if (validations.length === 0 || !isWhollyKnown(value)) return [];
  const variables = new Map([['var', Value.object({ [name]: value })]]);
  return validations.flatMap((validation) => {
    const { value: result, diagnostics } = evaluate(validation.condition, { variables, functions });
    return hasErrors(diagnostics) ? diagnostics : checkResult(result, validation, { variable, given });
  });
}

interface Subject {
  readonly variable: Variable;
  readonly given: Range | undefined;
}

function checkResult(result: Value, validation: Validation, subject: Subject): readonly Diagnostic[] {
  const { condition, message, range } = validation;
  const holds = convert(result, Type.bool).value;
  if (holds?.kind === 'bool') return holds.bool ? [] : [getRefusal(message, range, subject)];
  if (result.kind === 'unknown') return [];
  return [problem('TPL011', { detail: 'A condition must be true or false.', subject: condition.range })];
}

function getRefusal(message: string, rule: Range, { variable, given }: Subject): Diagnostic {
  return problem('TPL016', {
    detail: `The value of the variable "${variable.name}" is refused: ${message} (The rule is in ${rule.file} on line ${rule.start.line}.)`,
    subject: given ?? variable.range,
  });
}
