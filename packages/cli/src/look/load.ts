import { resolve } from 'node:path';
import type { Checked } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { type LoadRequest, loadTemplate, type Template } from '@strata/template';
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

/** Name of what came through standard input, in ranges. */
const STANDARD_INPUT = '<stdin>';

export type LoadWith = LookRequest & Pick<LoadRequest, 'registry'> & Pick<LoadRequest['functions'], 'remote'>;

/** Loads a template from wherever it comes, by itself only to be looked at. */
export async function load(context: CliContext, request: LoadWith): Promise<Checked<Template>> {
  const { ports } = context;
  const { cwd, variables } = ports.environment;
  const { text = await readStandardInput(context, request.path), remote, ...reading } = request;
  const path = text === undefined ? await findTemplate(context, request.path) : getName(request.path);
  return loadTemplate({
    purpose: 'look',
    undeclared: 'ignore',
    ...reading,
    path,
    cwd,
    files: text === undefined ? ports.files : withText(ports.files, resolve(cwd, path), text),
    environment: variables,
    functions: createTemplateFunctions(ports, remote),
  });
}

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

/** The file system with one file more. */
function withText(files: Files, file: string, text: string): Pick<Files, 'list' | 'readText'> {
  return {
    list: (path) =>
      path === file
        ? Promise.reject(Object.assign(new Error('It is a file.'), { code: 'ENOTDIR' }))
        : files.list(path),
    readText: (path) => (path === file ? Promise.resolve(text) : files.readText(path)),
  };
}
