import type { Checked } from '@strata/diagnostics';
import type { Scope } from '../evaluate/scope';
import type { Body } from '../syntax/ast';

/**
 * Replaces `dynamic` blocks, at any depth, by the blocks they stand for. Expressions in them have their iterator bound,
 * so that the body is read like any other. Where `for_each` is unknown there is one block marked `uncertain`.
 */
export function expandDynamic(body: Body, scope: Scope): Checked<Body> {
  throw new Error(`unfinished ${body} ${scope}`);
}
