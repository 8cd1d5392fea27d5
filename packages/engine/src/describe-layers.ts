import type { KeptPlan } from '@strata/plan';
import type { ImageFacts, LayerOrigin } from '@strata/sdk';
import { readKeptPlan } from './kept-plan';
import type { ImageProject } from './projects';
import { listReceipts, readReceipt, receiptPath } from './receipt';
import type { RunContext } from './run-context';

/** What is asked about layers. */
type Places = Pick<RunContext, 'ports' | 'workspace'>;

/** A build whose layers are asked about. */
export interface BuiltImage {
  readonly project: ImageProject;
  /** Its id. */
  readonly build: string;
}

/**
 * Which step of which image made each layer of an image, base first, as the plans of the last builds tell. What this machine
 * has not built stays undefined.
 */
export async function describeLayers(
  run: Places,
  { project, build }: BuiltImage,
  { layers }: Pick<ImageFacts, 'layers'>,
): Promise<readonly (LayerOrigin | undefined)[]> {
  const kept = await readKeptPlan(run, project, build);
  if (!kept || kept.layers.length > layers.length) return layers.map(() => undefined);
  const below = layers.slice(0, layers.length - kept.layers.length);
  const own = kept.layers.map(({ label }, at) => ({ image: project.name, step: at + firstStep + 1, label }));
  return [...(await describeBase(run, { project, kept }, below)), ...own];
}

/** As `strata plan` counts, the base is the first. */
const firstStep = 1;

async function describeBase(
  run: Places,
  { project, kept }: { readonly project: ImageProject; readonly kept: KeptPlan },
  layers: ImageFacts['layers'],
): Promise<readonly (LayerOrigin | undefined)[]> {
  const { label, keyInput } = kept.base;
  if (keyInput.part !== 'image') return layers.map(() => ({ image: project.name, step: firstStep, label }));
  const parent = await run.workspace.findImage(label.replace(/^base /, ''));
  const build = parent && (await findBuild(run, parent, layers));
  return build === undefined || !parent
    ? layers.map(() => undefined)
    : describeLayers(run, { project: parent, build }, { layers });
}

/** The parent's build whose layers these are: a project may have several. */
async function findBuild(
  { ports: { files } }: Places,
  { directory }: ImageProject,
  layers: ImageFacts['layers'],
): Promise<string | undefined> {
  const wanted = layers.map(({ diffId }) => diffId).join();
  for (const build of await listReceipts(files, directory)) {
    const receipt = await readReceipt(files, receiptPath(directory, build));
    if (receipt?.layers.map(({ diffId }) => diffId).join() === wanted) return build;
  }
  return undefined;
}
