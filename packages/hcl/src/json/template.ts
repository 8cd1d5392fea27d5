import { type Checked, hasErrors } from '@strata/diagnostics';
import { parseExpressionAt, parseTemplateAt } from '../parse/parse';
import type { Expression } from '../syntax/ast';
import { Value } from '../values/value';
import { locateIn } from './locations';
import type { JsonString } from './node';

const sequence = /[$%]\{/;

const parsed = new WeakMap<JsonString, Checked<Expression>>();

/** A string as the template that it is where expressions stand. Parsed once, and only when somebody asks. */
export function templateOf(node: JsonString): Checked<Expression> {
  const known = parsed.get(node);
  if (known !== undefined) return known;
  const template = sequence.test(node.string) ? parseTemplateAt(node.string, locateIn(node)) : plain(node);
  parsed.set(node, template);
  return template;
}

function plain({ string, range }: JsonString): Checked<Expression> {
  return { value: { kind: 'literal', value: Value.string(string), range }, diagnostics: [] };
}

/** The expression in native syntax that a string holds; undefined when it is none. */
export function expressionIn(node: JsonString): Expression | undefined {
  const { value, diagnostics } = parseExpressionAt(node.string, locateIn(node));
  return hasErrors(diagnostics) ? undefined : value;
}
