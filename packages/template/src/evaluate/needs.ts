import { type Diagnostic, suggest } from '@strata/diagnostics';
import { type Body, type Expression, references, type Traversal } from '@strata/hcl';
import { problem } from '../codes';

/** The nodes that locals and data sources form: `local.name` and `data.type.name`. */
export type NodeKey = string;

/** The nodes that a template has. */
interface Known {
  has(key: NodeKey): boolean;
  keys(): Iterable<NodeKey>;
}

/**
 * The nodes that an expression or body refers to. `local` or `data.type` alone means all of them, but in one of them
 * (`self`) only the others.
 */
export function getNeeds(node: Expression | Body, known: Known, self?: NodeKey): readonly NodeKey[] {
  const keys = getKeys(node).flatMap(({ key }) =>
    known.has(key) ? [key] : getBelow(key, known).filter((other) => other !== self),
  );
  return [...new Set(keys)];
}

/** References to locals and data sources that the template does not have. */
export function checkNeeds(node: Expression | Body, known: Known): readonly Diagnostic[] {
  return getKeys(node)
    .filter(({ key }) => !known.has(key) && getBelow(key, known).length === 0)
    .map(({ key, at }) => getNothing(key, at, known.keys()));
}

function getKeys(node: Expression | Body): readonly { readonly key: NodeKey; readonly at: Traversal }[] {
  return references(node).flatMap((at) => {
    const key = getKey(at);
    return key === undefined ? [] : [{ key, at }];
  });
}

function getKey({ root, steps }: Traversal): NodeKey | undefined {
  const length = root === 'local' ? 1 : root === 'data' ? 2 : 0;
  if (length === 0) return undefined;
  return [root, ...steps.slice(0, length).map(getStepName)].join('.');
}

/** What a step goes to by name; empty for one that goes by number. */
export function getStepName(step: Traversal['steps'][number]): string {
  if (step.kind === 'attribute') return step.name;
  return step.key.kind === 'string' ? step.key.string : '';
}

/** Below a local or a data source with its name there is nothing, so all the others need not be looked at. */
function getBelow(key: NodeKey, known: Known): readonly NodeKey[] {
  const depth = key.split('.').length;
  if (depth >= (key.startsWith('local') ? 2 : 3)) return [];
  return [...known.keys()].filter((other) => other.startsWith(`${key}.`));
}

function getNothing(key: NodeKey, { root, range }: Traversal, known: Iterable<NodeKey>): Diagnostic {
  const near = suggest(key, namesUnder(root, known));
  const what = root === 'local' ? 'local value' : 'data source';
  const detail = `The template defines no ${what} "${key.slice(root.length + 1)}".`;
  return problem('TPL022', { detail, subject: range, ...(near && { hint: `Did you mean ${near}?` }) });
}

/** One after the other: whoever asks may have enough after a few. */
function* namesUnder(root: string, known: Iterable<NodeKey>): Generator<NodeKey> {
  for (const key of known) if (key.startsWith(`${root}.`)) yield key;
}
