import type { Checked, Diagnostic } from '@strata/diagnostics';
import { type Block, createFunctions, parseHcl } from '@strata/hcl';
import { checkParts } from '../check-parts';
import { problem } from '../codes';
import { collect } from '../collect';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import type { Material } from '../load/load-template';
import type { Template } from '../template';
import { readVariableArguments } from '../variables/arguments';
import { assignVariables } from '../variables/assign';
import { type Assignment, getEnvironmentAssignments } from '../variables/assignments';
import { readVariableFile } from '../variables/file';
import { readBuild } from './build-block';
import { readData, readSources } from './component-blocks';
import { expandShallow } from './expand-shallow';
import { readLocals } from './local-blocks';
import { readPackerBlocks } from './packer-block';
import { checkNoAttributes, readBlocks, type Shape } from './shape';
import { readVariables, type VariableDeclaration } from './variable-blocks';
import { getWithoutEffect } from './without-effect';

const SHAPE: Shape = {
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
  return collect((take, report) => {
    const { request, found, texts, ports } = material;
    const blocks = take(readFiles(texts));
    const all = (...types: readonly string[]) => blocks.filter(({ type }) => types.includes(type));
    const settings = take(readPackerBlocks(all('packer')));
    const declarations = take(readVariables(all('variable', 'variables'), ports));
    const assignments = take(readAssignments(material, declarations));
    const functions = createFunctions(ports);
    const values = {
      variables: take(assignVariables(declarations, assignments, functions)),
      locals: take(readLocals(all('local', 'locals'))),
      data: take(readData(all('data'))),
      paths: { root: found.root, cwd: request.cwd },
      ports,
    };
    const { scope } = take(evaluateTemplate(values, { registry: request.registry, functions }));
    const made = take(expandShallow(all('dynamic'), scope));
    const components = [...blocks, ...take(readBlocks(made, SHAPE, 'A template'))];
    const sources = take(readSources(components.filter(({ type }) => type === 'source')));
    const builds = components
      .filter(({ type }) => type === 'build')
      .map((block) => take(readBuild(block, sources, scope)));
    report(...all('hcp_packer_registry', 'communicator').map(getWithoutEffect));
    if (builds.length === 0) report(getNoBuild());
    const template: Template = { language: 'hcl2', texts: new Map(), settings, ...values, sources, builds };
    report(...checkParts(template, request.registry));
    return template;
  });
}

function readFiles(texts: ReadonlyMap<string, string>): Checked<readonly Block[]> {
  return collect((take, report) =>
    [...texts].flatMap(([file, text]) => {
      const body = take(parseHcl(text, file));
      report(...checkNoAttributes(body, 'A template'));
      return take(readBlocks(body.blocks, SHAPE, 'A template'));
    }),
  );
}

/** In the order of their strength: environment, files, arguments. */
function readAssignments(
  { request, variableFiles }: Material,
  declarations: ReadonlyMap<string, VariableDeclaration>,
): Checked<readonly Assignment[]> {
  const declared = new Set(declarations.keys());
  return collect((take) => [
    ...getEnvironmentAssignments(request.environment, declared),
    ...variableFiles.flatMap((file) => take(readVariableFile(file, declared))),
    ...take(readVariableArguments(request.vars ?? [], declared)),
  ]);
}

function getNoBuild(): Diagnostic {
  return problem('TPL030', {
    detail: 'The template has no build block, so there is nothing to build.',
    hint: 'Write build { sources = ["source.TYPE.NAME"] }.',
  });
}
