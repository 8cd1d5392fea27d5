import { resolve } from 'node:path';
import { type Checked, type Diagnostic, suggest } from '@strata/diagnostics';
import {
  type BaseRequirement,
  type Facts,
  type FileRequirement,
  type ImageReference,
  type OutputFacts,
  type OutputReference,
  type Requirements,
  treeDigest,
} from '@strata/plan';
import type { BaseFacts, ImageFacts, InputReference, ResolvedInput } from '@strata/sdk';
import { getAmis } from './amis';
import { problem } from './codes';
import { readEntries } from './digest-files';
import { fileMissing } from './file-missing';
import { getGalleryVersion } from './gallery-version';
import { type Place, placeOf } from './place';
import type { ImageProject } from './projects';
import { type Published, readAllPublished } from './published-file';
import type { RunContext } from './run-context';

/** Where facts come from that need more than a look at a file. Each returns nothing when it has told why. */
export interface FactSources {
  image(reference: ImageReference, from: ImageProject, at: Place): Promise<Checked<ImageFacts | undefined>>;
  base(required: BaseRequirement, from: ImageProject): Promise<Checked<BaseFacts | undefined>>;
  /** HMAC of a sensitive text with the workspace's own key, hex. */
  secretDigest(text: string): string;
}

/** What looking up facts uses of a run. */
export type FactRun = Pick<RunContext, 'ports' | 'workspace'>;

export interface FactRequest {
  readonly project: ImageProject;
  readonly requirements: Requirements;
  readonly sources: FactSources;
}

/** Looks up everything a plan needs, all of it at once, and tells all that is missing. */
export async function gatherFacts(run: FactRun, request: FactRequest): Promise<Checked<Facts>> {
  const { project, requirements, sources } = request;
  const diagnostics: Diagnostic[] = [];
  const keep = <T>({ value, diagnostics: more }: Checked<T>): T => {
    diagnostics.push(...more);
    return value;
  };
  const table = async <R, T>(
    items: readonly R[],
    nameOf: (item: R) => string,
    look: (item: R) => Promise<Checked<T | undefined>>,
  ) => new Map(await Promise.all(items.map(async (item) => [nameOf(item), keep(await look(item))] as const)));

  const [images, outputs, files, bases, published] = await Promise.all([
    table(
      requirements.images,
      ({ reference }) => nameOf(reference),
      ({ reference, range }) => sources.image(reference, project, placeOf(range)),
    ),
    table(
      requirements.outputs,
      ({ reference }) => nameOf(reference),
      ({ reference, range }) => findOutput(run, reference, placeOf(range)),
    ),
    table(
      requirements.files.filter(({ keyed }) => keyed),
      ({ path }) => path,
      (file) => digestPath(run, project, file),
    ),
    table(
      requirements.bases,
      ({ lockName }) => lockName,
      (base) => sources.base(base, project),
    ),
    table(
      requirements.images,
      ({ reference }) => reference.project,
      ({ reference }) => findPublished(run, reference.project),
    ),
    // Told when it is not there, and of no use beyond that.
    table(
      requirements.files.filter(({ keyed }) => !keyed),
      ({ path }) => path,
      (file) => lookFor(run, project, file),
    ),
  ]);
  return {
    value: {
      image: (reference) => images.get(nameOf(reference)),
      output: (reference) => outputs.get(nameOf(reference)),
      amis: (reference, destination) => getAmis(published.get(reference.project) ?? [], destination),
      galleryVersion: (reference, destination) =>
        getGalleryVersion(published.get(reference.project) ?? [], destination),
      file: (path) => files.get(path),
      lock: (lockName) => bases.get(lockName),
      secretDigest: sources.secretDigest,
    },
    diagnostics,
  };
}

/** A reference as text, equal for equal references. */
export function nameOf(reference: InputReference): string {
  return reference.kind === 'image'
    ? `image ${reference.project} ${reference.source ?? ''}`
    : `output ${reference.project} ${reference.target} ${reference.path}`;
}

async function digestPath(
  run: FactRun,
  project: ImageProject,
  file: FileRequirement,
): Promise<Checked<string | undefined>> {
  const entries = await readEntries(run.ports.files, resolve(project.baseDirectory, file.path));
  return entries ? { value: treeDigest(entries), diagnostics: [] } : tellMissing(run, project, file);
}

/** Nobody asks what is in it: a disk that is only uploaded is not read for a digest. */
async function lookFor(
  run: FactRun,
  project: ImageProject,
  file: FileRequirement,
): Promise<Checked<undefined>> {
  const found = await run.ports.files.stat(resolve(project.baseDirectory, file.path));
  return found ? { value: undefined, diagnostics: [] } : tellMissing(run, project, file);
}

async function tellMissing(
  run: FactRun,
  project: ImageProject,
  { path, range }: FileRequirement,
): Promise<Checked<undefined>> {
  const full = resolve(project.baseDirectory, path);
  const missing = await fileMissing(run.ports.files, project, { path, full, at: placeOf(range) });
  return { value: undefined, diagnostics: [missing] };
}

/** What an image was published as, as far as this workspace knows. */
async function findPublished(run: FactRun, project: string): Promise<Checked<readonly Published[]>> {
  const found = await run.workspace.findImage(project);
  const value = found ? await readAllPublished(run.ports.files, found.directory) : [];
  return { value, diagnostics: [] };
}

/** What another project's target gave; nothing when it has not run. */
export async function findOutput(
  run: FactRun,
  reference: OutputReference,
  at: Place,
): Promise<Checked<OutputFacts | undefined>> {
  const directory = await run.workspace.findDirectory(reference.project);
  if (directory === undefined)
    return { value: undefined, diagnostics: [await projectMissing(run, reference.project, at)] };
  const path = resolve(directory, reference.path);
  const entries = await readEntries(run.ports.files, path);
  if (entries) return { value: { digest: treeDigest(entries), path }, diagnostics: [] };
  const missing = problem('ENG003', {
    detail: `Target "${reference.target}" of ${reference.project} should give "${reference.path}", and nothing is at ${path}.`,
    ...at,
    hint: `Run nx run ${reference.project}:${reference.target}`,
  });
  return { value: undefined, diagnostics: [missing] };
}

/** Says that a project is not there, with the nearest name that is. */
export async function projectMissing(run: FactRun, name: string, at: Place): Promise<Diagnostic> {
  const names = await run.workspace.names();
  const near = suggest(name, names);
  return problem('ENG001', {
    detail: `No project of this workspace is called "${name}".${near ? ` Did you mean "${near}"?` : ''} Projects: ${[...names].sort().join(', ')}.`,
    ...at,
    hint: `Create it: nx g @strata/nx:image ${name}`,
  });
}

/** What a reference in a step's options stands for, once its facts are there. */
export function resolveInput(facts: Facts, reference: InputReference): ResolvedInput {
  if (reference.kind === 'image') {
    const image = facts.image(reference);
    if (image) return { kind: 'image', image };
  } else {
    const output = facts.output(reference);
    if (output) return { kind: 'output', path: output.path };
  }
  throw new Error(`A plan was carried out without the facts of ${nameOf(reference)}.`);
}
