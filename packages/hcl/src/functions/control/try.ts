import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import { references } from '../../references';
import type { Expression } from '../../syntax/ast';
import { Type } from '../../types/type';
import { isWhollyKnown } from '../../values/inspect';
import { Value } from '../../values/value';
import { startOf } from '../call-range';
import type { LazyCall, LazyFunction } from '../function';

/** Whether an argument that failed could still succeed: nobody knows while it refers to something unknown. */
export function dependsOnUnknown(arg: Expression, call: LazyCall): boolean {
  return references(arg).some((traversal) => {
    const { value, diagnostics } = call.evaluate({ kind: 'traversal', traversal, range: traversal.range });
    return diagnostics.length === 0 && !isWhollyKnown(value);
  });
}

export const tryFunction: LazyFunction = {
  kind: 'lazy',
  usage: 'try(expression, …)',
  description: 'The first argument that can be evaluated without an error.',
  call(args, call) {
    const failed: Diagnostic[] = [];
    for (const arg of args) {
      const { value, diagnostics } = call.evaluate(arg);
      if (diagnostics.length > 0) {
        if (dependsOnUnknown(arg, call)) return { value: Value.unknown(Type.dynamic), diagnostics: [] };
        failed.push(...diagnostics);
      } else if (isWhollyKnown(value)) return { value, diagnostics: [] };
      else return { value: Value.unknown(Type.dynamic), diagnostics: [] };
    }
    return { value: Value.unknown(Type.dynamic), diagnostics: [noneSucceeded(args, call, failed)] };
  },
};

function noneSucceeded(
  args: readonly Expression[],
  { expr }: LazyCall,
  failed: readonly Diagnostic[],
): Diagnostic {
  if (args.length === 0) {
    return problem('HCL305', {
      detail: 'Call to function "try" failed: at least one argument is required.',
      subject: startOf(expr),
    });
  }
  const list = failed.map(
    ({ subject, summary, detail }) =>
      `\n- ${summary}${subject ? ` (at ${subject.file}:${subject.start.line},${subject.start.column}-${subject.end.column})` : ''}\n  ${detail}`,
  );
  return problem('HCL305', {
    detail: `Call to function "try" failed: no expression succeeded:${list.join('')}\n\nAt least one expression must produce a successful result.`,
    subject: startOf(expr),
  });
}
