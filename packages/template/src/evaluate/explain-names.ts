import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import { type Body, type Expression, references, type Scope, type Traversal, type Value } from '@strata/hcl';
import { problem } from '../codes';
import type { DecodeContext } from '../decode/walk';
import { getSpelling } from '../spelling';

/** What the language says of a name or a key that is not there; it does not know what they are for. */
const NOT_THERE = new Set(['HCL100', 'HCL103', 'HCL106']);

/** Names that are there in some places of a template only, and where. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  build:
    'build.* is there in the options of provisioners and post-processors, and build.name in their other arguments: the rest is known only while the build runs.',
  source:
    'source.name and source.type are there in sources, provisioners and post-processors, where each use of a source has its own.',
};

/**
 * Says what is wrong with names that are not there in the words of templates: a variable that nobody declares, a name that is
 * known elsewhere, or a place that an image was not published to.
 */
export function explainNames(
  diagnostics: readonly Diagnostic[],
  node: Expression | Body,
  place: Pick<DecodeContext, 'scope' | 'isLegacy'>,
): readonly Diagnostic[] {
  if (!diagnostics.some(({ code }) => NOT_THERE.has(code))) return diagnostics;
  const all = references(node);
  return diagnostics.map((one) => {
    if (!NOT_THERE.has(one.code)) return one;
    const meant = all.find(({ range }) => one.subject && touches(range, one.subject));
    return (meant && explain(meant, one, place)) ?? one;
  });
}

/** The place of a name, or that of a key right behind it: `data.TYPE.NAME.ami[var.region]`. */
function touches(outer: Range, inner: Range): boolean {
  const { file, start, end } = outer;
  return file === inner.file && start.byte <= inner.start.byte && inner.start.byte <= end.byte;
}

function explain(
  traversal: Traversal,
  { code, subject }: Diagnostic,
  { scope, isLegacy }: Pick<DecodeContext, 'scope' | 'isLegacy'>,
): Diagnostic | undefined {
  const { root, steps, range } = traversal;
  if (code === 'HCL106') return explainRegion(traversal, subject, scope);
  if (code === 'HCL100') return Object.hasOwn(ELSEWHERE, root) ? getElsewhere(traversal) : undefined;
  if (root === 'data') return explainVersion(traversal, subject, scope);
  const [first] = steps;
  const declared = root === 'var' ? getNames(scope) : undefined;
  if (!declared || first?.kind !== 'attribute' || declared.includes(first.name)) return undefined;
  const near = suggest(first.name, declared);
  const { variable, declaration } = getSpelling(range, isLegacy);
  return problem('TPL018', {
    detail: `The template declares no variable "${first.name}".`,
    subject: range,
    hint: near ? `Did you mean ${variable(near)}?` : `Declare it: ${declaration(first.name)}`,
  });
}

/** `.ami` of an image has the regions that it was published to. */
function explainRegion(
  { root, steps: [type, name, attribute] }: Traversal,
  subject: Range | undefined,
  scope: Scope,
): Diagnostic | undefined {
  if (root !== 'data' || getName(type) !== 'strata-image' || getName(attribute) !== 'ami') return undefined;
  const { project, members } = findImage(scope, getName(name));
  const amis = members?.get('ami');
  if (project === undefined || amis?.kind !== 'map') return undefined;
  const regions = [...amis.entries.keys()];
  return problem('TPL049', {
    detail:
      regions.length === 0
        ? `${project} was not published to AWS from this workspace, so it has no AMI.`
        : `${project} was not published to this region. It has AMIs in ${regions.join(', ')}.`,
    ...(subject && { subject }),
    hint: `Publish it first: nx run ${project}:publish-image -c aws, with the region in destinations.json.`,
  });
}

/** `.gallery_version` of an image is there when it was published to a gallery. */
function explainVersion(
  { steps: [type, name, attribute] }: Traversal,
  subject: Range | undefined,
  scope: Scope,
): Diagnostic | undefined {
  if (getName(type) !== 'strata-image' || getName(attribute) !== 'gallery_version') return undefined;
  const { project, members } = findImage(scope, getName(name));
  if (project === undefined || members?.has('gallery_version')) return undefined;
  return problem('TPL050', {
    detail: `${project} was not published to Azure from this workspace, so no gallery has a version of it.`,
    ...(subject && { subject }),
    hint: `Publish it first: nx run ${project}:publish-image -c azure, with the gallery in destinations.json.`,
  });
}

/** An image of the workspace by the name of its data source. */
function findImage(scope: Scope, name: string) {
  const image = findValue(scope, ['data', 'strata-image', name]);
  const members = image?.kind === 'object' ? image.entries : undefined;
  const project = members?.get('project');
  return { members, project: project?.kind === 'string' ? project.string : undefined };
}

function getName(step: Traversal['steps'][number] | undefined): string {
  if (step?.kind === 'attribute') return step.name;
  return step?.key.kind === 'string' ? step.key.string : '';
}

function findValue(scope: Scope, [root = '', ...names]: readonly string[]): Value | undefined {
  let found: Value | undefined;
  for (let at: Scope | undefined = scope; at && !found; at = at.parent) found = at.variables?.get(root);
  for (const name of names) found = found?.kind === 'object' ? found.entries.get(name) : undefined;
  return found;
}

function getElsewhere({ root, range }: Traversal): Diagnostic {
  return problem('TPL047', { detail: `There is no "${root}" here. ${ELSEWHERE[root]}`, subject: range });
}

function getNames(scope: Scope): readonly string[] {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const root = at.variables?.get('var');
    if (root?.kind === 'object') return [...root.entries.keys()];
  }
  return [];
}
