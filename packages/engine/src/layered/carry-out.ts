import { Failure, hasErrors } from '@strata/diagnostics';
import type { LayeredBuildPlan, LayerPlan } from '@strata/plan';
import type { Artifact, ImageFacts, LayerRecord } from '@strata/sdk';
import { chainId } from '../chain-id';
import { problem } from '../codes';
import { describeLayers } from '../describe-layers';
import { writeKeptPlan } from '../kept-plan';
import { areLayersHere } from '../layers-here';
import { readReceipt, receiptPath, writeReceipt } from '../receipt';
import type { Build, BuildResult } from '../run-build';
import { runPostProcessors } from '../run-post-processors';
import { runStep } from '../run-step';
import { findOrMake, type LayeredBuild, type Made } from './find-or-make';

/** Base, layers, receipt, post-processors. Layers made before a failure stay for the next run. */
export async function carryOutLayers(begun: Build<LayeredBuildPlan>): Promise<BuildResult> {
  const { plan, project, run } = begun;
  if (run.postProcessorsOnly) return workAgain(begun);
  const build: LayeredBuild = { ...begun, builder: await plan.builder.load() };
  const base = await makeBase(build);
  const layers = [...base.layers];
  let changed = base.made;
  for (const layer of plan.layers) {
    const step = await makeLayer(build, layer, [...layers]);
    layers.push(...step.layers);
    changed ||= step.made;
  }
  const image: ImageFacts = { layers, base: factsOf(plan), config: plan.config };
  const receipt = receiptPath(project.directory, plan.id);
  await writeReceipt(run.ports.files, receipt, { schema: 1, source: plan.source, ...image });
  await writeKeptPlan(run, project, plan);
  return finish(build, image, changed ? 'built' : 'unchanged');
}

/** The post-processors alone, on the layers that the receipt names. */
async function workAgain(build: Build<LayeredBuildPlan>): Promise<BuildResult> {
  const { plan, project, run } = build;
  const receipt = await readReceipt(run.ports.files, receiptPath(project.directory, plan.id));
  if (!receipt || !(await areLayersHere(run, receipt)))
    throw new Failure(
      problem(receipt ? 'ENG018' : 'ENG017', {
        detail: receipt
          ? `Some layers that the receipt of ${plan.id} names are not in the store any more.`
          : `${plan.id} has no receipt, so there is nothing that its post-processors could work on.`,
        subject: plan.range,
        hint: 'Build it without -post-processors-only: layers that are stored are not made again.',
      }),
    );
  const { layers, base, config } = receipt;
  return finish(build, { layers, base, config }, plan.chains.length > 0 ? 'built' : 'unchanged');
}

/** The post-processors, on finished layers. */
async function finish(
  build: Build<LayeredBuildPlan>,
  image: ImageFacts,
  outcome: 'built' | 'unchanged',
): Promise<BuildResult> {
  const { plan, project, run } = build;
  const artifact = getLayersArtifact(plan, image, receiptPath(project.directory, plan.id));
  const facts = { ID: artifact.id, PackerRunUUID: run.runId };
  const { artifacts, diagnostics } = await runPostProcessors({
    ...{ ...build, artifact, facts },
    describeLayers: (made) => describeLayers(run, { project, build: plan.id }, made),
  });
  const ended = hasErrors(diagnostics) ? 'failed' : outcome;
  return { id: plan.id, source: plan.source, outcome: ended, image, artifacts, diagnostics };
}

/** Its only file is the receipt, which stays for Nx and for children whatever becomes of the artifact. */
function getLayersArtifact(plan: LayeredBuildPlan, image: ImageFacts, receipt: string): Artifact {
  const id = chainId(image.layers.map((layer) => layer.diffId));
  return {
    builderId: `strata.${plan.builder.type}`,
    id,
    files: [receipt],
    description: `Layers of ${plan.source}: ${id}`,
    image,
    remove: async () => undefined,
  };
}

async function makeBase(build: LayeredBuild): Promise<Made> {
  const { plan, builder, context } = build;
  const { base } = plan;
  if (base.kind === 'image') return { layers: base.image.layers, made: false };
  const step = { index: 0, count: plan.layers.length + 1, label: `base ${base.foundation.type}` };
  return findOrMake(build, {
    step,
    key: base.key,
    make: () => builder.makeBase(context, plan.options, base.facts),
  });
}

async function makeLayer(
  build: LayeredBuild,
  layer: LayerPlan,
  below: readonly LayerRecord[],
): Promise<Made> {
  const { plan, builder, context, resolve, run } = build;
  const step = { index: layer.index, count: plan.layers.length + 1, label: layer.label };
  const make = async () => [
    await runStep({
      run,
      build: plan,
      step: layer,
      builder,
      context,
      layers: below,
      base: factsOf(plan),
      resolve,
    }),
  ];
  const always = layer.part.outside?.(layer.options) ?? false;
  return findOrMake(build, { step, key: layer.key, make, always });
}

/** Facts of the base at the very bottom: a child sees the same package indexes as its parent. */
function factsOf({ base }: LayeredBuildPlan) {
  return base.kind === 'image' ? base.image.base : base.facts;
}
