import { posix } from 'node:path';
import { type Checked, Failure } from '@strata/diagnostics';
import { type FunctionPorts, settle } from '@strata/hcl';
import { hideConsequences } from '../hide-consequences';
import type { Template } from '../template';
import type { VariableFile } from '../variables/file';
import { type Found, findFiles } from './find-files';
import { readTexts } from './read-texts';
import type { LoadRequest } from './request';

/** A template's files, read, and what decides their meaning. */
export interface Material {
  readonly request: LoadRequest;
  readonly found: Found;
  /** By name, in the order in which they are read. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files of values, weakest first. */
  readonly variableFiles: readonly VariableFile[];
  readonly ports: FunctionPorts;
}

/**
 * Loads a template of either language. All problems are collected; the template holds whatever could be made out.
 * Throws `Failure` only when there is no template at all.
 */
export async function loadTemplate(request: LoadRequest): Promise<Checked<Template>> {
  const found = await findFiles(request);
  const templates = await readTexts(found.templates, request, 'TPL001');
  const values = await readTexts([...found.autoFiles, ...(request.varFiles ?? [])], request, 'TPL003');
  if (templates.value.size === 0) throw new Failure(templates.diagnostics);
  const material: Material = {
    request,
    found,
    texts: templates.value,
    variableFiles: [...values.value].map(([file, text]) => ({ file, text })),
    ports: getPorts(request, found),
  };
  const load = getLoader(found.language);
  const { value, diagnostics } = await settle(request.functions.remote, () => load(material));
  const texts = new Map([...templates.value, ...values.value, ...value.texts]);
  return {
    value: Object.freeze({ ...value, texts }),
    diagnostics: hideConsequences([...templates.diagnostics, ...values.diagnostics, ...diagnostics]),
  };
}

/** Each language is loaded when a template is written in it. */
function getLoader(language: Found['language']) {
  return language === 'hcl2'
    ? (require('../hcl2/load-hcl') as typeof import('../hcl2/load-hcl')).loadHcl
    : (require('../legacy/load-json') as typeof import('../legacy/load-json')).loadJson;
}

function getPorts({ functions, environment, cwd }: LoadRequest, { root }: Found): FunctionPorts {
  return { ...functions, environment, cwd, root: posix.resolve(cwd, root) };
}
