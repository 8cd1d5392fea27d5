import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { type Attribute, type Block, references } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Validation } from '../template';
import { readLiteralText } from './arguments';
import { omitAttributes } from './body-parts';
import { checkNoAttributes, readBody } from './shape';

const VALIDATION = ['condition', 'error_message'];

/** Reads a `validation` block of a variable; none when it lacks what it cannot do without. */
export function readValidation(block: Block, variable: string): Checked<readonly Validation[]> {
  return collect((take, report) => {
    const { headerRange } = block;
    const body = take(readBody(block.body, {}, 'A validation block'));
    report(checkNoAttributes(omitAttributes(body, VALIDATION), 'A validation block'));
    const condition = body.attributes.get('condition');
    const message = take(readLiteralText(body.attributes.get('error_message')));
    for (const name of VALIDATION) if (!body.attributes.has(name)) report(getMissing(name, headerRange));
    if (!condition || message === undefined) return [];
    report(checkSentence(message, body.attributes.get('error_message')?.expr.range ?? headerRange));
    report(checkOwnVariable(condition, variable));
    return [{ condition: condition.expr, message, range: headerRange }];
  });
}

function getMissing(name: string, subject: Range): Diagnostic {
  return problem('TPL006', { detail: `A validation block needs "${name}".`, subject });
}

function checkSentence(message: string, subject: Range): readonly Diagnostic[] {
  if (/^[\p{Lu}\P{L}].*[.?!]$/su.test(message.trim())) return [];
  const detail = `"${message}" must be at least one full sentence that does not start with a lower-case letter and ends with a full stop, question mark or exclamation mark.`;
  return [problem('TPL015', { detail, subject })];
}

function checkOwnVariable({ expr }: Attribute, variable: string): readonly Diagnostic[] {
  const strange = references(expr).filter(({ root, steps: [first] }) => {
    const own = first?.kind === 'attribute' && first.name === variable;
    return root !== 'var' || !own;
  });
  return strange.map(({ range }) =>
    problem('TPL014', {
      detail: `The condition may refer to the variable itself, var.${variable}, and to nothing else.`,
      subject: range,
    }),
  );
}
