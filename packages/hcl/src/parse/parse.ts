import type { Checked } from '@strata/diagnostics';
import type { Body, Expression, Traversal } from '../syntax/ast';

/** Parses a file: attributes and blocks. With errors the body holds what could be made out. */
export function parseHcl(text: string, file: string): Checked<Body> {
  throw new Error(`unfinished ${file} ${text.length}`);
}

/** Parses one expression, such as the value of a `-var`. */
export function parseExpression(text: string, file: string): Checked<Expression> {
  throw new Error(`unfinished ${file} ${text.length}`);
}

/** Parses a template file: text with `${}` and `%{}`. */
export function parseTemplate(text: string, file: string): Checked<Expression> {
  throw new Error(`unfinished ${file} ${text.length}`);
}

/** Parses a reference alone, such as `var.name`. */
export function parseTraversal(text: string, file: string): Checked<Traversal | undefined> {
  throw new Error(`unfinished ${file} ${text.length}`);
}
