import type { Diagnostic } from '@strata/diagnostics';
import { evaluate } from '../evaluate/evaluate';
import type { FunctionPorts } from '../functions/ports';
import { createFunctions } from '../functions/registry';
import { parseExpression } from '../parse/parse';
import { describe as show } from './golden-value';
import { emptyPorts } from './ports';

function told(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ detail }) => `! ${detail}`).join('\n');
}

/** The value of an expression in one line, or after `!` what is wrong with it. */
export function resultOf(source: string, ports: FunctionPorts = emptyPorts): string {
  const parsed = parseExpression(source, 'test.hcl');
  if (parsed.diagnostics.length > 0) return told(parsed.diagnostics);
  const scope = { variables: new Map(), functions: createFunctions(ports) };
  const { value, diagnostics } = evaluate(parsed.value, scope);
  return diagnostics.length > 0 ? told(diagnostics) : show(value);
}
