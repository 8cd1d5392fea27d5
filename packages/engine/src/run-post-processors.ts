import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { settle } from '@strata/hcl';
import type { BuildPlan, PostProcessorPlan } from '@strata/plan';
import type { Artifact, ImageFacts, LayerContext } from '@strata/sdk';
import { chainId } from './chain-id';
import { problem } from './codes';
import type { RunContext } from './run-context';

/** What the post-processors of a build start from. */
export interface PostProcessRequest {
  readonly run: RunContext;
  readonly plan: BuildPlan;
  readonly context: LayerContext;
  readonly image: ImageFacts;
  /** Path of the receipt, the one file a layered build leaves in the project. */
  readonly receipt: string;
}

/** Runs every chain on the builder's artifact. A chain that fails is told and harms neither the artifact nor the others. */
export async function runPostProcessors(request: PostProcessRequest): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const chain of request.plan.chains) {
    let artifact = firstArtifact(request);
    for (const step of chain) {
      const result = await runOne(request, step, artifact);
      if (!('artifact' in result)) {
        diagnostics.push(...result.diagnostics);
        break;
      }
      artifact = result.artifact;
    }
  }
  return diagnostics;
}

type PostProcessed = { readonly artifact: Artifact } | { readonly diagnostics: readonly Diagnostic[] };

async function runOne(
  request: PostProcessRequest,
  step: PostProcessorPlan,
  artifact: Artifact,
): Promise<PostProcessed> {
  const { context, plan, run } = request;
  context.reporter.say(`Running post-processor: ${step.label}`);
  try {
    const options = await getOptions(step, request);
    const part = await step.part.load();
    const names = { buildName: plan.buildName, builderType: plan.builder.type, runId: run.runId };
    return await part.postProcess({ ...context, ...names }, artifact, options);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const summary = problem('ENG011', {
      detail: `${step.label} failed, so the rest of its chain was not run. The image itself is built and kept.`,
      subject: step.range,
      hint: 'Mend the cause and run the same command again: only post-processors will run.',
    });
    return { diagnostics: [...error.diagnostics, summary] };
  }
}

/** Options that speak of the build (`build.ID`) are whole only now. */
async function getOptions({ late, options }: PostProcessorPlan, { image, run }: PostProcessRequest) {
  if (!late) return options;
  const buildValues = {
    ID: chainId(image.layers.map((layer) => layer.diffId)),
    PackerRunUUID: run.runId,
  };
  const { value, diagnostics } = await settle(run.functions.remote, () => late.decode(buildValues));
  if (hasErrors(diagnostics)) throw new Failure(diagnostics);
  return value;
}

function firstArtifact({ plan, image, receipt }: PostProcessRequest): Artifact {
  const id = chainId(image.layers.map((layer) => layer.diffId));
  return {
    builderId: `strata.${plan.builder.type}`,
    id,
    files: [receipt],
    description: `Layers of ${plan.source}: ${id}`,
    image,
  };
}
