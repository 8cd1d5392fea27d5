import { type Checked, hasErrors } from '@strata/diagnostics';
import { problem } from '../codes';
import { parseDocument } from '../legacy/document';
import { fixers } from './fixers';
import { writeJson } from './write-json';

/**
 * Brings a JSON template that was written for an older Packer up to date, as `packer fix` does. Members stay in the order
 * in which they were written: Packer sorts them, which hides what changed. Undefined when the text is not a template.
 */
export function fixTemplate(text: string, file: string): Checked<string | undefined> {
  const { value, diagnostics } = parseDocument(text, file);
  if (hasErrors(diagnostics) || !value) return { value: undefined, diagnostics };
  if (value.kind === 'object') {
    const fixed = fixers.reduce((template, fixer) => fixer.fix(template), value);
    return { value: `${writeJson(fixed)}\n`, diagnostics };
  }
  const detail = 'A JSON template is an object with "builders".';
  return { value: undefined, diagnostics: [problem('TPL011', { detail, subject: value.range })] };
}
