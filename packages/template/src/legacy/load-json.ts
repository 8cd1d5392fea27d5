import { type Checked, type Diagnostic, suggest } from '@strata/diagnostics';
import {
  createFunctions,
  type JsonMember,
  type JsonNode,
  type JsonObject,
  memberOf,
  type Scope,
} from '@strata/hcl';
import { checkParts } from '../check-parts';
import { problem } from '../codes';
import { collect, MOST_TOLD } from '../collect';
import { getFixedRoots } from '../evaluate/roots';
import type { Material } from '../load/load-template';
import { forPurpose, soften } from '../load/purpose';
import type { Build, Template } from '../template';
import { LANGUAGE_VERSION, satisfies } from '../version';
import { readBuilders } from './builders';
import { parseDocument } from './document';
import { readChains, readProvisioners, readStep } from './steps';
import { createStringReader, createWords } from './strings';
import { readVariables } from './variables';

const KEYS = [
  'min_packer_version',
  'description',
  'variables',
  'sensitive-variables',
  'builders',
  'provisioners',
  'error-cleanup-provisioner',
  'post-processors',
  'push',
];

/** Makes a template of a legacy JSON file: the same object as HCL2 gives. */
export function loadJson(material: Material): Checked<Template> {
  return collect((take, report) => {
    const [file = '', text = ''] = [...material.texts][0] ?? [];
    const root = take(getRoot(take(parseDocument(text, file)), file));
    report(checkMembers(root));
    const { request, found, ports } = material;
    const paths = { root: found.root, cwd: request.cwd };
    const { value: variables, diagnostics } = readVariables(root, material);
    report(forPurpose(diagnostics, request.purpose ?? 'build'));
    const scope = { variables: getFixedRoots(paths, variables), functions: createFunctions(ports) };
    const build = take(readBuild(root, scope, material));
    const description = memberOf(root, 'description');
    const template: Template = {
      language: 'json',
      paths,
      texts: new Map(),
      ...(description?.kind === 'string' && { description: description.string }),
      settings: { requiredVersions: getVersions(root), requiredPlugins: new Map() },
      variables,
      locals: new Map(),
      data: new Map(),
      sources: new Map(build.uses.map(({ source }) => [`${source.type}.${source.label}`, source])),
      builds: [build],
      ports,
    };
    if (request.purpose !== 'syntax') {
      const strangers = checkParts(template, request.registry);
      report(request.purpose === 'look' ? soften(strangers) : strangers);
    }
    return template;
  });
}

const nowhere = { line: 1, column: 1, byte: 0 };

function getRoot(node: JsonNode | undefined, file: string): Checked<JsonObject> {
  if (node?.kind === 'object') return { value: node, diagnostics: [] };
  const range = node?.range ?? { file, start: nowhere, end: nowhere };
  const detail = 'A JSON template is an object with "builders".';
  const diagnostics = node ? [problem('TPL011', { detail, subject: range })] : [];
  return { value: { kind: 'object', members: [], range }, diagnostics };
}

/* The root's keys */

function checkMembers({ members }: JsonObject): readonly Diagnostic[] {
  const strangers = members.filter(
    ({ name: { string: name } }) => !KEYS.includes(name) && !name.startsWith('_'),
  );
  return [...members.flatMap(checkMember), ...strangers.slice(0, MOST_TOLD).map(getUnknownKey)];
}

function checkMember({ name, value }: JsonMember): readonly Diagnostic[] {
  if (name.string === 'min_packer_version') return checkVersion(value);
  if (name.string !== 'push') return [];
  const detail = '"push" went away with the service behind it.';
  return [problem('TPL043', { severity: 'warning', detail, subject: name.range })];
}

function getUnknownKey({ name: { string: name, range: subject } }: JsonMember): Diagnostic {
  const near = suggest(name, KEYS);
  const detail = `A template has no "${name}". It takes ${KEYS.join(', ')}; comments are names that start with "_".`;
  return problem('TPL005', { detail, subject, ...(near && { hint: `Did you mean "${near}"?` }) });
}

function checkVersion(node: JsonNode): readonly Diagnostic[] {
  const fits = node.kind === 'string' ? satisfies(LANGUAGE_VERSION, `>= ${node.string}`) : undefined;
  if (fits) return [];
  const detail =
    fits === undefined
      ? '"min_packer_version" is a version such as "1.7.0".'
      : `The template wants a newer Packer; Strata speaks the language of Packer ${LANGUAGE_VERSION}.`;
  return [problem('TPL038', { detail, subject: node.range })];
}

function getVersions(root: JsonObject): Template['settings']['requiredVersions'] {
  const node = memberOf(root, 'min_packer_version');
  return node?.kind === 'string' ? [{ constraint: `>= ${node.string}`, range: node.range }] : [];
}

/* The one build */

function readBuild(root: JsonObject, scope: Scope, { ports }: Material): Checked<Build> {
  return collect((take, report) => {
    const readString = createStringReader(createWords(() => ports.clock.now()));
    const uses = take(readBuilders(memberOf(root, 'builders'), { scope, readString }));
    if (uses.length === 0) report(getNoBuilder(root));
    const context = { scope, readString, builders: uses.map(({ name }) => name) };
    const cleanup = memberOf(root, 'error-cleanup-provisioner');
    const [errorCleanup] = cleanup ? take(readStep(cleanup, context)) : [];
    return {
      uses,
      sources: uses.map(({ filterName }) => filterName),
      provisioners: take(readProvisioners(memberOf(root, 'provisioners'), context)),
      ...(errorCleanup && { errorCleanup }),
      chains: take(readChains(memberOf(root, 'post-processors'), context)),
      range: root.range,
    };
  });
}

function getNoBuilder({ range }: JsonObject): Diagnostic {
  const detail = 'The template has no builders, so there is nothing to build.';
  return problem('TPL030', { detail, subject: range });
}
