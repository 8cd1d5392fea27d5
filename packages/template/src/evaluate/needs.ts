import { type Diagnostic, suggest } from '@strata/diagnostics';
import { type Body, type Expression, references, type Traversal } from '@strata/hcl';
import { problem } from '../codes';

/** The nodes that locals and data sources form: `local.name` and `data.type.name`. */
export type NodeKey = string;

/** The nodes that an expression or body refers to, whether they exist or not. */
export function getNeeds(
  node: Expression | Body,
): readonly { readonly key: NodeKey; readonly at: Traversal }[] {
  return references(node).flatMap((at) => {
    const key = getNodeKey(at);
    return key === undefined ? [] : [{ key, at }];
  });
}

function getNodeKey({ root, steps }: Traversal): NodeKey | undefined {
  const length = root === 'local' ? 1 : root === 'data' ? 2 : 0;
  if (length === 0) return undefined;
  const names = steps.slice(0, length).map(getStepName);
  return [root, ...names].join('.');
}

function getStepName(step: Traversal['steps'][number]): string {
  if (step.kind === 'attribute') return step.name;
  return step.key.kind === 'string' ? step.key.string : '';
}

/** References to locals and data sources that the template does not have. */
export function checkNeeds(
  node: Expression | Body,
  known: { has(key: NodeKey): boolean; keys(): Iterable<NodeKey> },
): readonly Diagnostic[] {
  return getNeeds(node)
    .filter(({ key }) => !known.has(key))
    .map(({ key, at }) => getNothing(key, at, known.keys()));
}

function getNothing(key: NodeKey, { root, range }: Traversal, known: Iterable<NodeKey>): Diagnostic {
  const wanted = root === 'local' ? 2 : 3;
  const form = root === 'local' ? 'local.NAME' : 'data.TYPE.NAME';
  if (key.split('.').length < wanted)
    return problem('TPL022', {
      detail: `A reference to ${root} names one of them: ${form}.`,
      subject: range,
    });
  const near = suggest(
    key,
    [...known].filter((other) => other.startsWith(`${root}.`)),
  );
  const detail = `The template defines no ${root === 'local' ? 'local value' : 'data source'} "${key.slice(root.length + 1)}".`;
  return problem('TPL022', { detail, subject: range, ...(near && { hint: `Did you mean ${near}?` }) });
}
