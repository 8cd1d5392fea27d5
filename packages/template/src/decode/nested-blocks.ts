import { hasErrors, type Range } from '@strata/diagnostics';
import { type Attribute, type Body, evaluate } from '@strata/hcl';
import type { NestedBlock } from '@strata/sdk';
import { problem } from '../codes';
import { getSpelling } from '../spelling';
import { getBodies } from './body-of';
import { capitalize, type Walk } from './walk';

/** One block inside another, ready to be read. */
export interface BlockInstance {
  readonly body: Body;
  /** `base`, or `user[0]` when there may be many. */
  readonly path: string;
  /** `user in source "rootfs" "base"`. */
  readonly title: string;
  readonly range: Range;
}

interface Nest {
  readonly type: string;
  readonly nested: NestedBlock;
}

/** The blocks of one type in a body, in order; reports when there are too few or too many. */
export function readInstances(body: Body, { type, nested }: Nest, walk: Walk): readonly BlockInstance[] {
  const found = getFound(body, type, walk);
  if (nested.required && found.length === 0) reportMissing(type, nested, walk);
  if (nested.count === 'one') reportSecond(type, found, walk);
  return found.map(({ body: inner, range }, index) => {
    const path = `${walk.path}${type}${nested.count === 'many' ? `[${index}]` : ''}`;
    walk.ranges.set(path, range);
    return { body: inner, path, title: `${type} in ${walk.title}`, range };
  });
}

interface Found {
  readonly body: Body;
  readonly range: Range;
}

function getFound(body: Body, type: string, walk: Walk): readonly Found[] {
  const blocks = body.blocks.filter((block) => block.type === type);
  if (blocks.some(({ uncertain }) => uncertain)) walk.unknown.push(walk.path + type);
  const written = blocks.map(({ body: inner, headerRange }) => ({ body: inner, range: headerRange }));
  const attribute = body.attributes.get(type);
  return attribute ? [...written, ...getGiven(attribute, walk)] : written;
}

/** Blocks given as a value: the only way in JSON. */
function getGiven(attribute: Attribute, walk: Walk): readonly Found[] {
  const bodies = getBodies(attribute.expr) ?? getEvaluated(attribute, walk);
  if (bodies) return bodies.map((body) => ({ body, range: attribute.nameRange }));
  const subject = attribute.expr.range;
  const what = getSpelling(subject, walk.isLegacy).isBlock(attribute.name);
  walk.report(problem('TPL034', { detail: `"${attribute.name}" of ${walk.title} ${what}.`, subject }));
  return [];
}

function getEvaluated({ name, expr }: Attribute, walk: Walk): readonly Body[] | undefined {
  const { value, diagnostics } = evaluate(expr, walk.scope);
  walk.report(diagnostics);
  if (value.kind === 'unknown' && !hasErrors(diagnostics)) walk.unknown.push(walk.path + name);
  if (value.kind === 'null' || value.kind === 'unknown') return [];
  return getBodies({ kind: 'literal', value, range: expr.range });
}

function reportMissing(type: string, { doc }: NestedBlock, walk: Walk): void {
  if (walk.meant.has(type)) return;
  const block = getSpelling(walk.range, walk.isLegacy).block(type);
  const detail = `${capitalize(walk.title)} needs a ${block}${doc ? `: ${doc}` : '.'}`;
  walk.report(problem('TPL013', { detail, subject: walk.range }));
}

function reportSecond(type: string, [first, second]: readonly Found[], walk: Walk): void {
  if (!first || !second) return;
  const block = getSpelling(second.range, walk.isLegacy).block(type);
  const detail = `${capitalize(walk.title)} takes one ${block}; the first is on line ${first.range.start.line}.`;
  walk.report(problem('TPL012', { detail, subject: second.range }));
}
