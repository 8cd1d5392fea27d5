import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { FunctionFiles } from '@strata/hcl';
import { createMemoryFiles } from '@strata/sdk/testing';
import { loadTemplate } from '../load/load-template';
import type { LoadRequest } from '../load/request';
import type { Template } from '../template';
import { createTestRegistry } from './parts';

/** The day that `{{timestamp}}` and `{{isotime}}` see: 2023-11-14T22:13:20Z. */
export const NOW = 1_700_000_000_000;

export type TestRequest = Partial<
  Pick<
    LoadRequest,
    | 'path'
    | 'environment'
    | 'varFiles'
    | 'vars'
    | 'registry'
    | 'purpose'
    | 'undeclared'
    | 'language'
    | 'sequential'
  >
> &
  Pick<LoadRequest['functions'], 'remote'>;

/** Loads a template whose files are given by their names in the folder `/ws/image`. */
export function loadFiles(
  files: Readonly<Record<string, string>>,
  { remote, ...request }: TestRequest = {},
): Promise<Checked<Template>> {
  const entries = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`/ws/image/${name}`, content]),
  );
  return loadTemplate({
    path: '.',
    cwd: '/ws/image',
    files: createMemoryFiles(entries),
    environment: {},
    registry: createTestRegistry(),
    functions: {
      files: createFunctionFiles(entries),
      clock: { now: () => NOW },
      home: '/home/user',
      random: (length) => new Uint8Array(length),
      ...(remote && { remote }),
    },
    ...request,
  });
}

/** Loads one HCL2 file. */
export function loadText(text: string, request: TestRequest = {}): Promise<Checked<Template>> {
  return loadFiles({ 'image.pkr.hcl': text }, request);
}

function createFunctionFiles(entries: Readonly<Record<string, string>>): FunctionFiles {
  return {
    read: (path) => (Object.hasOwn(entries, path) ? Buffer.from(entries[path] as string) : undefined),
    kind: (path) => {
      if (Object.hasOwn(entries, path)) return 'file';
      return Object.keys(entries).some((entry) => entry.startsWith(`${path}/`)) ? 'directory' : undefined;
    },
    list: (path) => {
      const below = Object.keys(entries).filter((entry) => entry.startsWith(`${path}/`));
      return [...new Set(below.map((entry) => entry.slice(path.length + 1).split('/')[0] as string))];
    },
  };
}

/** Problems in short: code and place (`TPL010 image.pkr.hcl:3:5`), for tables of tests. */
export function getPlaces(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, subject }) =>
    subject ? `${code} ${subject.file}:${subject.start.line}:${subject.start.column}` : code,
  );
}
