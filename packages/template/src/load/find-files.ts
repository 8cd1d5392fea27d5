import { posix } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { LoadRequest } from './request';

/** The files that make up a template, by the names that problems show. */
export interface Found {
  readonly language: 'hcl2' | 'json';
  /** `path.root`. */
  readonly root: string;
  readonly templates: readonly string[];
  /** Files of values that are read unasked, weakest first. */
  readonly autoFiles: readonly string[];
}

/** Names of HCL2 files end so, in the order in which they are read. */
const TEMPLATE_ENDINGS = ['.pkr.hcl', '.pkr.json'];

/** Finds out what a path means: a folder with HCL2, one HCL2 file, or anything else as legacy JSON. */
export async function findFiles(request: LoadRequest): Promise<Found> {
  const { path, cwd } = request;
  const names = await listNames(request);
  if (names) return findInFolder(request, names);
  const isNamed = TEMPLATE_ENDINGS.some((ending) => path.endsWith(ending));
  const language = isNamed ? 'hcl2' : (request.language ?? 'json');
  const root = getRoot(cwd, posix.dirname(path));
  return { language, root, templates: [posix.normalize(path)], autoFiles: [] };
}

/** Undefined when the path is a file. One look is enough: a graph of many projects has each of them read. */
async function listNames({ path, cwd, files }: LoadRequest): Promise<readonly string[] | undefined> {
  try {
    return await files.list(posix.resolve(cwd, path));
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'ENOTDIR') return undefined;
    throw new Failure(code === 'ENOENT' ? getNotFound(path) : getUnreadable(path, error as Error), {
      cause: error,
    });
  }
}

function findInFolder({ path, cwd }: LoadRequest, names: readonly string[]): Found {
  const pick = (suffix: string) =>
    names.filter((name) => name.endsWith(suffix)).map((name) => posix.join(path, name));
  const templates = TEMPLATE_ENDINGS.flatMap(pick);
  if (templates.length === 0) throw new Failure(getNoTemplate(path));
  const autoFiles = [...pick('.auto.pkrvars.hcl'), ...pick('.auto.pkrvars.json')];
  return { language: 'hcl2', root: getRoot(cwd, path), templates, autoFiles };
}

/** From `cwd`, even when the user's path is absolute: a machine's own folders must not get into values. */
function getRoot(cwd: string, folder: string): string {
  return posix.relative(cwd, posix.resolve(cwd, folder)) || '.';
}

function getNotFound(path: string) {
  return problem('TPL001', {
    detail: `There is nothing at "${path}".`,
    hint: 'Give a folder or a template file.',
  });
}

function getNoTemplate(path: string) {
  return problem('TPL002', {
    detail: `The folder "${path}" holds no file whose name ends in .pkr.hcl or .pkr.json; folders below it are not searched.`,
    hint: 'Give the folder of the template, or a template file.',
  });
}

function getUnreadable(path: string, { message }: Error) {
  return problem('TPL001', { detail: `The folder "${path}" cannot be read: ${message}.` });
}
