import type { Range } from '@strata/diagnostics';
import type { CallExpression } from '../syntax/ast';
import { between } from '../syntax/range';

/** `name(`: where upstream points when no single argument is at fault. */
export function startOf({ nameRange, openRange }: CallExpression): Range {
  return between(nameRange, openRange);
}
