import { resolve } from 'node:path';
import { Failure, suggest } from '@strata/diagnostics';
import { type ImageProject, RECEIPT_SUFFIX, readReceipt, type Workspace } from '@strata/engine';
import type { Artifact, Files, ImageFacts } from '@strata/sdk';
import { problem } from '../codes';
import { findReceipt } from '../commands/find-receipt';
import { describeProject, isTemplatePath } from '../workspace';
import type { NamedImage } from './compare';
import { readMachineSockets } from './listening/machines';

/** Where names of images are looked for. */
export interface Places {
  readonly files: Files;
  readonly cwd: string;
  readonly workspace: Workspace;
}

/**
 * What a word means: a template or its folder, a receipt, an archive or a folder of files, or the name of a project.
 *
 * @throws Failure CLI027 when it means nothing, CLI008 for a project that was not built, CLI028 for a damaged receipt
 */
export async function findImage(word: string, places: Places): Promise<NamedImage> {
  const { files, cwd, workspace } = places;
  const path = resolve(cwd, word);
  if (!(await files.stat(path))) {
    const project = await workspace.findImage(word);
    if (project) return fromProject(word, project, files);
    throw unknown(word, await workspace.names());
  }
  if (path.endsWith(RECEIPT_SUFFIX)) {
    const receipt = await readReceipt(files, path);
    if (receipt) return fromFacts(word, receipt);
    throw damaged(path);
  }
  if (await isTemplatePath(files, path))
    return fromProject(word, await describeProject(files, { path, baseDirectory: cwd }), files);
  return { name: word, artifact: { ...describe(word), files: [path] } };
}

async function fromProject(word: string, project: ImageProject, files: Files): Promise<NamedImage> {
  const receipt = await findReceipt(files, project, undefined);
  const { directory } = project;
  const sockets = await readMachineSockets(files, { directory, build: receipt.source, image: receipt });
  return { ...fromFacts(word, receipt), sockets };
}

function fromFacts(word: string, image: ImageFacts): NamedImage {
  return { name: word, artifact: { ...describe(word), image } };
}

function describe(word: string): Artifact {
  return { builderId: '', id: word, files: [], description: word };
}

function unknown(word: string, names: readonly string[]): Failure {
  const near = suggest(word, names);
  return new Failure(
    problem('CLI027', {
      detail: `"${word}" is neither a file or folder that is there nor an image project.${near ? ` Did you mean "${near}"?` : ''}`,
      hint: 'Name a project, its folder, a receipt (dist/*.receipt.json), an OCI layout, an archive, or a folder of files.',
    }),
  );
}

function damaged(path: string): Failure {
  return new Failure(
    problem('CLI028', {
      detail: `${path} is no receipt that this version of Strata can read.`,
      hint: 'Build the image again: strata build writes it anew.',
    }),
  );
}
