import { join, relative, sep } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { isSource, packageRoot } from './fingerprint';
import type { ImageFolder } from './image-folders';
import type { Outline, SourceOutline } from './outline';

export type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** What Strata keeps of resolved bases, at the workspace's root. */
const lockFile = '{workspaceRoot}/images.lock.json';

/** Characters that mean something in a glob stand for themselves once written as "any one character". */
const escapeGlob = (path: string) => path.replace(/[*?[\]{}()!\\]/g, '?');

/**
 * What the plugin itself adds to a task's hash. Nx knows an installed plugin by its version but sees nothing of one that
 * lies in the same workspace: without this a change of the engine would be answered from the cache.
 */
export function getOwnInputs(workspaceRoot: string): Inputs {
  if (!isSource) return [{ externalDependencies: ['@strata/nx'] }];
  const packages = relative(workspaceRoot, join(packageRoot, '..')).split(sep).join('/');
  if (packages.startsWith('..')) return [{ externalDependencies: [] }];
  return [
    `{workspaceRoot}/${packages}/*/src/**/*.ts`,
    `!{workspaceRoot}/${packages}/**/*.test.ts`,
    `!{workspaceRoot}/${packages}/*/src/testing/**/*`,
    { externalDependencies: [] },
  ];
}

/** The template and what gives values to its variables. */
export function getTemplateInputs(
  { root }: ImageFolder,
  { environment, reads }: Outline,
  workspaceRoot: string,
): Inputs {
  const folder = root === '.' ? '{workspaceRoot}' : '{projectRoot}';
  const read = reads
    .map(({ path }) => relative(workspaceRoot, path).split(sep).join('/'))
    .filter((path) => !path.startsWith('../'));
  return [
    `${folder}/*.pkr.{hcl,json}`,
    `${folder}/*.auto.pkrvars.{hcl,json}`,
    `${folder}/{image,packer}.json`,
    ...read.map((path) => `{workspaceRoot}/${escapeGlob(path)}`),
    ...environment.map((env) => ({ env })),
  ];
}

/** A reference may mean a file or a folder, and may be changed from one to the other: both forms are watched. */
export function getFileInputs(files: readonly string[]): Inputs {
  return files.map(escapeGlob).flatMap((path) => [`{workspaceRoot}/${path}`, `{workspaceRoot}/${path}/**/*`]);
}

/** What other projects make: parents' receipts, which only change with their content, and files of other targets. */
export function getDependencyInputs({ images, outputs }: SourceOutline): Inputs {
  const paths = [...new Set(outputs.map(({ path }) => escapeGlob(path)))].sort();
  return [
    ...(images.length > 0 ? [{ dependentTasksOutputFiles: '**/*.receipt.json' }] : []),
    ...paths.flatMap((path) => [
      { dependentTasksOutputFiles: `**/${path}` },
      { dependentTasksOutputFiles: `**/${path}/**/*` },
    ]),
  ];
}

/** Everything that decides the result of building one source, and nothing else. */
export function getBuildInputs(source: SourceOutline, shared: Inputs): Inputs {
  return [
    ...shared,
    ...getFileInputs(source.files),
    ...(source.isLocked ? [lockFile] : []),
    ...getDependencyInputs(source),
  ];
}
