import { type Checked, hasErrors, type Range } from '@strata/diagnostics';
import { evaluate, parseExpression } from '@strata/hcl';
import { evaluateText } from '@strata/template';
import { formatValue } from '../format-value';
import { listValues } from '../list-values';
import type { Looked } from '../read-template';
import { HCL_HELP, LEGACY_HELP } from './help';

/** The name that ranges of typed text have. */
export const TYPED = '<console>';

/** What the console answers; nothing to an expression with mistakes. */
export type Answer = Checked<string | undefined>;

/** Answers one line, or several that belong together, by the language of the template. */
export function evaluateLine(line: string, looked: Looked): Answer {
  const isLegacy = looked.template.language === 'json';
  switch (line) {
    case '':
      return say('');
    case 'help':
      return say(isLegacy ? LEGACY_HELP : HCL_HELP);
    case 'variables':
      return say(isLegacy ? listLegacyVariables(looked) : listValues(looked));
    default:
      return isLegacy ? evaluateLegacy(line, looked) : evaluateHcl(line, looked);
  }
}

function say(text: string): Answer {
  return { value: text, diagnostics: [] };
}

function evaluateHcl(text: string, { scope }: Looked): Answer {
  const { value: expr, diagnostics } = parseExpression(text, TYPED);
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const { value, diagnostics: more } = evaluate(expr, scope);
  return { value: hasErrors(more) ? undefined : formatValue(value), diagnostics: [...diagnostics, ...more] };
}

function evaluateLegacy(text: string, { template, scope }: Looked): Answer {
  const now = () => template.ports.clock.now();
  const { value, diagnostics } = evaluateText({ text, range: getRange(text) }, scope, now);
  return { value: hasErrors(diagnostics) ? undefined : formatValue(value), diagnostics };
}

function getRange(text: string): Range {
  const start = { line: 1, column: 1, byte: 0 };
  return { file: TYPED, start, end: { line: 1, column: text.length + 1, byte: Buffer.byteLength(text) } };
}

function listLegacyVariables({ template }: Looked): string {
  const names = [...template.variables.keys()].sort();
  const rows = names.map((name) => {
    const value = template.variables.get(name)?.value;
    return `${name}: ${value ? formatValue(value) : ''},\n`;
  });
  return `\n${rows.join('')}`;
}
