import { type Body, type Expression, references, type Traversal } from '@strata/hcl';
import type { Build, Provisioner, SourceUse, Template } from '../template';
import { getNeeds, getStepName, type NodeKey } from './needs';

/** The data blocks (`type.name`) that a use of a source refers to, itself or through locals and other data blocks. */
export function getUsedData(template: Template, build: Build, use: SourceUse): ReadonlySet<string> {
  const used = [...getUsedNodes(template, build, use)].filter((key) => key.startsWith('data.'));
  return new Set(used.map((key) => key.slice('data.'.length)));
}

/** The same with the locals, as expressions name them: `local.name` and `data.type.name`. */
export function getUsedNodes(template: Template, build: Build, use: SourceUse): ReadonlySet<NodeKey> {
  return followNodes(template, getRoots(build, use));
}

/**
 * Whether a use of a source reads an attribute of a data block (`type.name`), itself or through locals and other data blocks.
 * Who refers to the block as a whole may read any.
 */
export function readsAttribute(
  template: Template,
  build: Build,
  use: SourceUse,
  { data, attribute }: { readonly data: string; readonly attribute: string },
): boolean {
  const roots = getRoots(build, use);
  const used = [...followNodes(template, roots)].flatMap((key) => getSyntaxOf(template, key) ?? []);
  return [...roots, ...used].some((node) =>
    references(node).some((at) => mayRead(at, [...data.split('.'), attribute])),
  );
}

function mayRead({ root, steps }: Traversal, names: readonly string[]): boolean {
  return (
    root === 'data' && names.every((name, at) => steps[at] === undefined || getStepName(steps[at]) === name)
  );
}

function getRoots(build: Build, { source, additions }: SourceUse): readonly (Body | Expression)[] {
  const { provisioners, errorCleanup, chains } = build;
  const steps = [...provisioners, ...(errorCleanup ? [errorCleanup] : [])];
  return [
    source.body,
    ...(additions ? [additions] : []),
    ...steps.flatMap(getSyntax),
    ...chains.flat().map(({ body }) => body),
  ];
}

function getSyntax({ body, override }: Provisioner): readonly (Body | Expression)[] {
  return override ? [body, override] : [body];
}

/** What roots refer to, themselves or through other nodes. */
export function followNodes(
  { locals, data }: Pick<Template, 'locals' | 'data'>,
  roots: readonly (Body | Expression)[],
): ReadonlySet<NodeKey> {
  const known = new Set([
    ...[...locals.keys()].map((name) => `local.${name}`),
    ...[...data.keys()].map((name) => `data.${name}`),
  ]);
  const seen = new Set<NodeKey>();
  const waiting = [...roots];
  // In a loop: a chain of locals may be longer than any stack.
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const key of getNeeds(node, known)) {
      if (seen.has(key)) continue;
      seen.add(key);
      const next = getSyntaxOf({ locals, data }, key);
      if (next) waiting.push(next);
    }
  }
  return seen;
}

function getSyntaxOf({ locals, data }: Pick<Template, 'locals' | 'data'>, key: NodeKey) {
  const name = key.slice(key.indexOf('.') + 1);
  return key.startsWith('local.') ? locals.get(name)?.expr : data.get(name)?.body;
}
