import type { Checked, Diagnostic } from '@strata/diagnostics';
import {
  type Block,
  type Body,
  type BodyShape,
  createFunctions,
  type HclFunction,
  parseHcl,
  parseJsonBody,
} from '@strata/hcl';
import type { PartRegistry } from '@strata/sdk';
import { checkParts } from '../check-parts';
import { problem } from '../codes';
import { collect } from '../collect';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { followNodes } from '../evaluate/used-data';
import type { Material } from '../load/load-template';
import { forPurpose, soften } from '../load/purpose';
import type { Template } from '../template';
import { readVariableArguments } from '../variables/arguments';
import { assignVariables } from '../variables/assign';
import { type Assignment, getEnvironmentAssignments } from '../variables/assignments';
import { readVariableFile } from '../variables/file';
import { readBuild } from './build-block';
import { readData, readSources } from './component-blocks';
import { expandShallow } from './expand-shallow';
import { readLocals } from './local-blocks';
import { isForAnotherVersion, readPackerBlocks } from './packer-block';
import { getReadWith } from './read-with';
import { checkNoAttributes, readBlocks, readBody } from './shape';
import { readVariables, type VariableDeclaration } from './variable-blocks';
import { getWithoutEffect } from './without-effect';

const SHAPE: BodyShape = {
  packer: [],
  variable: ['name'],
  variables: [],
  local: ['name'],
  locals: [],
  data: ['type', 'name'],
  source: ['type', 'name'],
  build: [],
  hcp_packer_registry: [],
  communicator: ['type', 'name'],
  dynamic: ['type'],
};

/** Makes a template of HCL2 files: all of them together are one. */
export function loadHcl(material: Material): Checked<Template> {
  return collect((_, report) => {
    const { purpose = 'build' } = material.request;
    const { value: declared, diagnostics } = readDeclarations(material);
    const { template } = declared;
    if (isForAnotherVersion(template.settings)) {
      report(diagnostics.filter(isAboutVersionOrSyntax));
      return purpose === 'look' ? readRest(declared, material).value : template;
    }
    report(forPurpose(diagnostics, purpose));
    if (purpose === 'syntax') return template;
    const rest = readRest(declared, material);
    report(purpose === 'look' ? soften(rest.diagnostics) : rest.diagnostics);
    return rest.value;
  });
}

/** What else looks wrong in a template for another version may be right there. */
function isAboutVersionOrSyntax({ code }: Diagnostic): boolean {
  return code === 'TPL038' || code.startsWith('HCL');
}

/** What a template says before anything is evaluated. */
interface Declarations {
  /** Without sources and builds, which may be made by `dynamic` blocks. */
  readonly template: Template;
  readonly blocks: readonly Block[];
  readonly functions: ReadonlyMap<string, HclFunction>;
}

function readDeclarations(material: Material): Checked<Declarations> {
  return collect((take) => {
    const { request, found, texts, ports } = material;
    const blocks = take(readFiles(texts));
    const settings = take(readPackerBlocks(getAll(blocks, 'packer')));
    const declarations = take(readVariables(getAll(blocks, 'variable', 'variables'), ports));
    const data = take(readData(getAll(blocks, 'data')));
    const locals = take(readLocals(getAll(blocks, 'local', 'locals')));
    const assignments = take(readAssignments(material, declarations));
    const functions = createFunctions(ports);
    const variables = take(assignVariables(declarations, assignments, functions));
    const paths = { root: found.root, cwd: request.cwd };
    const values = { settings, variables, locals, data, paths, ports };
    const template: Template = {
      language: 'hcl2',
      texts: new Map(),
      ...values,
      sources: new Map(),
      builds: [],
    };
    return { template, blocks, functions };
  });
}

/** What has to be evaluated: locals, data sources, and then sources and builds, which `dynamic` blocks may make. */
function readRest({ template, blocks, functions }: Declarations, { request }: Material): Checked<Template> {
  return collect((take, report) => {
    const { registry, sequential = false, purpose } = request;
    const asks = purpose === 'look' ? undefined : getAsking(template, blocks, registry);
    const evaluated = evaluateTemplate(template, { registry, sequential, functions, ...(asks && { asks }) });
    const { scope } = take(evaluated);
    const made = take(expandShallow(getAll(blocks, 'dynamic'), scope));
    const components = [...blocks, ...take(readBlocks(made, SHAPE, 'A template'))];
    report(made.filter(({ type }) => type !== 'source' && type !== 'build').map(getMadeInVain));
    const sources = take(readSources(getAll(components, 'source')));
    const builds = getAll(components, 'build').map((block) => take(readBuild(block, sources, scope)));
    report(getAll(blocks, 'hcp_packer_registry', 'communicator').map(getWithoutEffect));
    if (builds.length === 0) report(getNoBuild());
    const whole: Template = { ...template, sources, builds };
    report(checkParts(whole, registry));
    return whole;
  });
}

/**
 * Reading a template asks other machines for what it is read with; what a build needs is asked for once it is selected.
 * Images and outputs of other projects decide what is built first, so what names them is needed in any case.
 */
function getAsking(
  template: Template,
  blocks: readonly Block[],
  { dataSources }: PartRegistry,
): (key: string) => boolean {
  const inputs = [...template.data.values()].filter(({ type }) => {
    const reads = dataSources.get(type)?.reads;
    return reads === 'image' || reads === 'output';
  });
  const asking = followNodes(template, [...getReadWith(blocks), ...inputs.map(({ body }) => body)]);
  return (key) => asking.has(key);
}

function getAll(blocks: readonly Block[], ...types: readonly string[]): readonly Block[] {
  return blocks.filter(({ type }) => types.includes(type));
}

function readFiles(texts: ReadonlyMap<string, string>): Checked<readonly Block[]> {
  return collect((take, report) =>
    [...texts].flatMap(([file, text]) => {
      const body = take(readBody(take(parseFile(text, file)), SHAPE, 'A template'));
      report(checkNoAttributes(body, 'A template', SHAPE));
      return body.blocks;
    }),
  );
}

/** A file in the syntax that its name tells. */
function parseFile(text: string, file: string): Checked<Body> {
  return file.endsWith('.json') ? parseJsonBody(text, file) : parseHcl(text, file);
}

/** In the order of their strength: environment, files, arguments. */
function readAssignments(
  { request, variableFiles }: Material,
  declarations: ReadonlyMap<string, VariableDeclaration>,
): Checked<readonly Assignment[]> {
  const declared = new Set(declarations.keys());
  return collect((take) => [
    ...getEnvironmentAssignments(request.environment, declared),
    ...variableFiles.flatMap((file) => take(readVariableFile(file, declared, request.undeclared))),
    ...take(readVariableArguments(request.vars ?? [], declared)),
  ]);
}

/** All others are read before anything can be expanded. */
function getMadeInVain({ type, headerRange }: Block): Diagnostic {
  return problem('TPL043', {
    severity: 'warning',
    detail: `A dynamic block at the top of a template makes sources and builds; a ${type} block that it makes does nothing.`,
    subject: headerRange,
  });
}

function getNoBuild(): Diagnostic {
  return problem('TPL030', {
    detail: 'The template has no build block, so there is nothing to build.',
    hint: 'Write build { sources = ["source.TYPE.NAME"] }.',
  });
}
