import type { Checked } from '@strata/diagnostics';
import { type Scope, Type, Value } from '@strata/hcl';
import type { Files } from '@strata/sdk';
import { createStandardRegistry } from '@strata/standard';
import { evaluateTemplate, type LoadRequest, loadTemplate, type Template } from '@strata/template';
import type { CliContext } from '../context';
import { createTemplateFunctions } from '../function-ports';
import { describeProject } from '../workspace';

/** What a command that only looks at a template was told to look at. */
export type LookRequest = Pick<
  LoadRequest,
  'vars' | 'varFiles' | 'purpose' | 'undeclared' | 'language' | 'sequential'
> & {
  /** A folder, a file, or `-` for standard input. */
  readonly path: string;
  /** Stands for the file at `path`, for templates that no file holds. */
  readonly text?: string;
};

/** A template with the values that can be known without building. */
export interface Looked {
  readonly template: Template;
  /** `var`, `local`, `data`, `path`, `packer`, the functions; `source` and `build` are there and unknown. */
  readonly scope: Scope;
}

/** Name of what came through standard input, in ranges. */
const STANDARD_INPUT = '<stdin>';

/** Reads a template and evaluates what needs no build. Throws `Failure` when there is none. */
export async function readTemplate(context: CliContext, request: LookRequest): Promise<Checked<Looked>> {
  const { ports } = context;
  const registry = createStandardRegistry();
  const { text = await readStandardInput(context, request.path), ...reading } = request;
  const { value: template, diagnostics } = await loadTemplate({
    purpose: 'look',
    undeclared: 'ignore',
    ...reading,
    path: text === undefined ? await findTemplate(context, request.path) : getName(request.path),
    cwd: ports.environment.cwd,
    files: text === undefined ? ports.files : withText(ports.files, text),
    environment: ports.environment.variables,
    functions: createTemplateFunctions(ports),
    registry,
  });
  const { scope } = evaluateTemplate(template, { registry }).value;
  return { value: { template, scope: { variables: NOT_YET, parent: scope } }, diagnostics };
}

/** What only a build gives. */
const NOT_YET: ReadonlyMap<string, Value> = new Map([
  ['source', Value.unknown(Type.dynamic)],
  ['build', Value.unknown(Type.dynamic)],
]);

async function readStandardInput({ stdin }: CliContext, path: string): Promise<string | undefined> {
  return path === '-' ? ((await stdin?.text()) ?? '') : undefined;
}

function getName(path: string): string {
  return path === '-' ? STANDARD_INPUT : path;
}

/** A folder stands for the legacy template in it when it holds no other. */
async function findTemplate({ ports }: CliContext, path: string): Promise<string> {
  const { cwd } = ports.environment;
  const { directory, template } = await describeProject(ports.files, { path, baseDirectory: cwd });
  return template === directory ? path : template;
}

/** The file system with one file more, which is all that is read. */
function withText(files: Files, text: string): Pick<Files, 'list' | 'readText'> {
  return {
    list: () => Promise.reject(Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })),
    readText: (path) => (isNamed(path) ? Promise.resolve(text) : files.readText(path)),
  };
}

function isNamed(path: string): boolean {
  return path.endsWith('>');
}
