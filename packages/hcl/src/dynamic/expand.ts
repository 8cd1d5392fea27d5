import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { Scope } from '../evaluate/scope';
import type { Block, Body } from '../syntax/ast';
import type { Value } from '../values/value';
import { bindBody } from './bind';
import { generateBlocks } from './generate';

/** An expansion on its way. */
export interface Expansion {
  readonly scope: Scope;
  /** Names of the iterators around, with what they stand for. */
  readonly iterators: ReadonlyMap<string, Value>;
  readonly diagnostics: Diagnostic[];
  /** Blocks that may still be made: a few nested ones over a thousand elements each would fill any memory. */
  readonly budget: { blocks: number };
}

/** Nobody's template has as many; they are made in a moment. */
export const mostBlocks = 10_000;

/**
 * Replaces `dynamic` blocks, at any depth, by the blocks they stand for. Expressions in them have their iterator bound,
 * so that the body is read like any other. Where `for_each` is unknown there is one block marked `uncertain`.
 */
export function expandDynamic(body: Body, scope: Scope): Checked<Body> {
  const diagnostics: Diagnostic[] = [];
  const value = expandBody(body, {
    scope,
    iterators: new Map(),
    diagnostics,
    budget: { blocks: mostBlocks },
  });
  return { value, diagnostics };
}

export function expandBody(body: Body, expansion: Expansion): Body {
  const blocks = body.blocks.flatMap((block) => expandBlock(block, expansion));
  return { ...bindBody(body, expansion.iterators), blocks };
}

function expandBlock(block: Block, expansion: Expansion): readonly Block[] {
  if (block.type === 'dynamic') return generateBlocks(block, expansion);
  return [{ ...block, body: expandBody(block.body, expansion) }];
}
