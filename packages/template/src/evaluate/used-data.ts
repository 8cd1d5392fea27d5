import type { Body, Expression } from '@strata/hcl';
import type { Build, Provisioner, SourceUse, Template } from '../template';
import { getNeeds, type NodeKey } from './needs';

/** The data blocks (`type.name`) that a use of a source refers to, itself or through locals and other data blocks. */
export function getUsedData(
  template: Template,
  build: Build,
  { source, additions }: SourceUse,
): ReadonlySet<string> {
  const { provisioners, errorCleanup, chains } = build;
  const steps = [...provisioners, ...(errorCleanup ? [errorCleanup] : [])];
  return follow(template, [
    source.body,
    ...(additions ? [additions] : []),
    ...steps.flatMap(getSyntax),
    ...chains.flat().map(({ body }) => body),
  ]);
}

function getSyntax({ body, override }: Provisioner): readonly (Body | Expression)[] {
  return override ? [body, override] : [body];
}

function follow({ locals, data }: Template, roots: readonly (Body | Expression)[]): ReadonlySet<string> {
  const known = new Set([
    ...[...locals.keys()].map((name) => `local.${name}`),
    ...[...data.keys()].map((name) => `data.${name}`),
  ]);
  const seen = new Set<NodeKey>();
  const visit = (node: Body | Expression): void => {
    for (const key of getNeeds(node, known)) {
      if (seen.has(key)) continue;
      seen.add(key);
      const name = key.slice(key.indexOf('.') + 1);
      const next = key.startsWith('local.') ? locals.get(name)?.expr : data.get(name)?.body;
      if (next) visit(next);
    }
  };
  for (const root of roots) visit(root);
  const used = [...seen].filter((key) => key.startsWith('data.')).map((key) => key.slice('data.'.length));
  return new Set(used);
}
