import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { BuildPlan, PostProcessorPlan } from '@strata/plan';
import type {
  Artifact,
  BuildOrigin,
  MachineFacts,
  PartContext,
  PostProcessContext,
  PostProcessed,
} from '@strata/sdk';
import { problem } from './codes';
import type { BuildName } from './events';
import { createStepLedger, type StepLedger } from './ledger/step-ledger';
import { getOptions } from './provision';
import type { RunContext } from './run-context';
import { startWork } from './start-work';

/** What the post-processors of a build start from. */
export interface PostProcessRequest {
  readonly run: RunContext;
  readonly name: BuildName;
  readonly plan: BuildPlan;
  readonly context: PartContext;
  /** What the builder made. */
  readonly artifact: Artifact;
  /** What `build.*` holds. */
  readonly facts: MachineFacts;
  readonly origin?: () => BuildOrigin;
  /** Who made each layer of an image. @default nobody knows */
  readonly describeLayers?: PostProcessContext['describeLayers'];
}

/** What is there in the end. */
export interface PostProcessResult {
  /** The builder's artifact first, if it was kept, then those of the chains. */
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs every chain on the builder's artifact. An artifact that nobody keeps is removed, as in Packer, but only after the
 * step that was given it went well: a chain that fails is told, and harms neither what it had nor the other chains.
 */
export async function runPostProcessors(request: PostProcessRequest): Promise<PostProcessResult> {
  const { artifact, context, plan } = request;
  const ends: ChainEnd[] = [];
  for (const chain of plan.chains) ends.push(await runChain(request, chain));
  const keeps = ends.length === 0 || ends.some(({ keepsFirst }) => keepsFirst);
  if (keeps) await artifact.settle?.();
  else await removeArtifact(context, artifact);
  return {
    artifacts: [...(keeps ? [artifact] : []), ...ends.flatMap(({ artifacts }) => artifacts)],
    diagnostics: ends.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** How a chain ended. */
interface ChainEnd {
  /** The builder's artifact is to stay. */
  readonly keepsFirst: boolean;
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

async function runChain(request: PostProcessRequest, chain: readonly PostProcessorPlan[]): Promise<ChainEnd> {
  const kept: Artifact[] = [];
  let artifact = request.artifact;
  let keepsFirst = true;
  for (const [index, step] of chain.entries()) {
    const isFirst = index === 0;
    const result = await runOne(request, step, artifact);
    if ('diagnostics' in result)
      return { keepsFirst, artifacts: isFirst ? [] : [...kept, artifact], diagnostics: result.diagnostics };
    const keep = isKept(step, result);
    if (isFirst) keepsFirst = keep;
    else if (keep) kept.push(artifact);
    else await removeArtifact(request.context, artifact);
    artifact = result.artifact;
  }
  return { keepsFirst, artifacts: [...kept, artifact], diagnostics: [] };
}

function isKept({ keepInputArtifact }: PostProcessorPlan, { input }: PostProcessed): boolean {
  if (input === 'must-keep') return true;
  return keepInputArtifact ?? input === 'keep';
}

async function removeArtifact({ baseDirectory, ports }: PartContext, artifact: Artifact): Promise<void> {
  if (artifact.remove) return artifact.remove();
  for (const file of artifact.files) await ports.files.remove(resolve(baseDirectory, file));
}

/** What a killed run leaves of programs and claims is found by a sweep. */
function withPrograms({ context, run }: PostProcessRequest): PartContext {
  const { programs } = run;
  const files = { ...context.ports.files, hold: programs.hold };
  return { ...context, ports: { ...context.ports, files, processes: programs } };
}

async function runOne(
  request: PostProcessRequest,
  step: PostProcessorPlan,
  artifact: Artifact,
): Promise<PostProcessed | { readonly diagnostics: readonly Diagnostic[] }> {
  const { plan, run } = request;
  const context = withPrograms(request);
  context.reporter.say(`Running post-processor: ${step.label}`);
  const end = startWork(request, { of: 'post-processor', label: step.label });
  const ledger = openStepLedger(request, context);
  try {
    const options = await getOptions(step, request);
    const part = await step.part.load();
    const { force, places, runId } = run;
    const { describeLayers } = request;
    const origin = request.origin?.();
    const more = {
      ...{ buildName: plan.buildName, builderType: plan.builder.type, runId, force, places },
      resources: ledger.resources,
      ...(origin && { origin }),
      ...(describeLayers && { describeLayers }),
    };
    const result = await part.postProcess({ ...context, ...more }, artifact, options);
    const left = await ledger.settle(getLasting(context));
    for (const { summary, detail } of left) context.reporter.warn(`${summary}: ${detail}`);
    end(true);
    return result;
  } catch (error) {
    end(false);
    const left = await ledger.giveUp(getLasting(context));
    const problems = [...getProblems(error, step), ...left];
    const summary = problem('ENG011', {
      detail: `${step.label} failed, so the rest of its chain was not run. What it was given is kept.`,
      subject: step.range,
      hint:
        plan.kind === 'layers'
          ? 'Mend the cause and run the same command again: only post-processors will run.'
          : 'Mend the cause and build with -post-processors-only: nothing else will run.',
    });
    return { diagnostics: [...problems, summary] };
  }
}

/** One that notes nothing has no file. */
function openStepLedger({ plan, run }: PostProcessRequest, context: PartContext): StepLedger {
  const buildId = `${run.runId}.${plan.id}.post-processor-${randomUUID()}`;
  return createStepLedger({ files: run.ports.files, folder: run.ledgers, buildId, context });
}

/** A cancelled run still cleans up: with a signal of its own. */
function getLasting(context: PartContext): PartContext {
  return { ...context, signal: new AbortController().signal };
}

/** A folder that cannot be written or a disk that is full is nobody's fault in here. */
function getProblems(error: unknown, { label, range }: PostProcessorPlan): readonly Diagnostic[] {
  if (error instanceof Failure) return error.diagnostics;
  if (!(error instanceof Error) || !('syscall' in error)) throw error;
  return [
    problem('ENG019', {
      detail: `${label}: ${error.message}.`,
      subject: range,
      hint: 'Check the paths in its options, and whether they can be written.',
    }),
  ];
}
