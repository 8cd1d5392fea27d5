import type { Body, Expression } from '@strata/hcl';
import type { Build, Provisioner, SourceUse, Template } from '../template';
import { getNeeds, type NodeKey } from './needs';

/** The data blocks (`type.name`) that a use of a source refers to, itself or through locals and other data blocks. */
export function getUsedData(template: Template, build: Build, use: SourceUse): ReadonlySet<string> {
  const used = [...getUsedNodes(template, build, use)].filter((key) => key.startsWith('data.'));
  return new Set(used.map((key) => key.slice('data.'.length)));
}

/** The same with the locals, as expressions name them: `local.name` and `data.type.name`. */
export function getUsedNodes(
  template: Template,
  build: Build,
  { source, additions }: SourceUse,
): ReadonlySet<NodeKey> {
  const { provisioners, errorCleanup, chains } = build;
  const steps = [...provisioners, ...(errorCleanup ? [errorCleanup] : [])];
  return followNodes(template, [
    source.body,
    ...(additions ? [additions] : []),
    ...steps.flatMap(getSyntax),
    ...chains.flat().map(({ body }) => body),
  ]);
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
      const name = key.slice(key.indexOf('.') + 1);
      const next = key.startsWith('local.') ? locals.get(name)?.expr : data.get(name)?.body;
      if (next) waiting.push(next);
    }
  }
  return seen;
}
