import { type Checked, type Diagnostic, hasErrors } from '@strata/diagnostics';
import type {
  ContainerConfig,
  LayerBuilderDefinition,
  MachineBuilderDefinition,
  PartRegistry,
} from '@strata/sdk';
import {
  appliesTo,
  collect,
  decodeSource,
  type Evaluation,
  evaluateTemplate,
  getDistinct,
  type SourceUse,
  type Template,
} from '@strata/template';
import { getAsking } from './asking';
import { problem } from './codes';
import type { Facts, OutputFacts } from './facts';
import { checkMoving, getOtherDay } from './moving-steps';
import type {
  BasePlan,
  BuildPlan,
  LayeredBuildPlan,
  MachineBuildPlan,
  Plan,
  PostProcessorPlan,
} from './plan';
import { planBase } from './plan-base';
import { planCheckpoints } from './plan-checkpoints';
import {
  planLayers,
  planMachineStep,
  planMachineSteps,
  planPostProcessor,
  planStep,
  type StepContext,
} from './plan-steps';
import { type Selected, type Selection, selectSteps, selectUses } from './select';

/** Everything that decides what will be done. */
export interface PlanRequest {
  readonly template: Template;
  readonly registry: PartRegistry;
  readonly facts: Facts;
  readonly selection: Selection;
}

/** Decides what will be done. Pure; with errors the plan holds the builds that have none. */
export function makePlan(request: PlanRequest): Checked<Plan> {
  const plan = planOnce(request);
  const template = getOtherDay(request.template);
  if (!template) return plan;
  const other = planOnce({ ...request, template }).value.builds;
  const moving = plan.value.builds.flatMap((build) =>
    checkMoving(
      build,
      other.find(({ id }) => id === build.id),
    ),
  );
  return { value: plan.value, diagnostics: [...plan.diagnostics, ...getDistinct(moving)] };
}

function planOnce(request: PlanRequest): Checked<Plan> {
  const { template, registry, facts, selection } = request;
  const selected = selectUses(template, selection);
  const asks = getAsking(template, selected.value);
  const evaluated = evaluateTemplate(template, {
    registry,
    ...(asks && { asks }),
    facts: {
      getOutputPath: (reference) => facts.output(reference)?.path,
      getAmis: facts.amis,
      getVersion: facts.galleryVersion,
    },
  });
  const outputs = getOutputs(evaluated.value, facts);
  const builds = selected.value.map((one) =>
    planBuild(one, { ...one, template, registry, facts, outputs, evaluation: evaluated.value }, selection),
  );
  const diagnostics = [
    ...selected.diagnostics,
    ...evaluated.diagnostics,
    ...checkNames(selected.value),
    ...builds.flatMap((build) => build.diagnostics),
  ];
  const made = builds.flatMap(({ value }) => (value ? [value] : []));
  return { value: Object.freeze({ builds: Object.freeze(made) }), diagnostics: getDistinct(diagnostics) };
}

function getOutputs({ inputs }: Evaluation, facts: Facts): readonly OutputFacts[] {
  return [...inputs.values()].flatMap(({ reference }) => {
    const output = reference.kind === 'output' ? facts.output(reference) : undefined;
    return output ? [output] : [];
  });
}

/** Receipts are named for the source as a build uses it, so two of one name would overwrite each other. */
function checkNames(selected: readonly Selected[]): readonly Diagnostic[] {
  return selected.flatMap(({ use }, index) => {
    const first = selected.slice(0, index).find((other) => getSourceName(other.use) === getSourceName(use));
    if (!first) return [];
    const detail = `The builds ${first.use.id} and ${use.id} would both leave the receipt of ${getSourceName(use)}.`;
    const hint = 'Give one use of the source a name: source "TYPE.NAME" { name = "OTHER" }.';
    return [problem('PLN003', { detail, subject: use.range, hint })];
  });
}

function getSourceName({ source, name }: SourceUse): string {
  return `${source.type}.${name}`;
}

function planBuild(
  selected: Selected,
  context: StepContext,
  selection: Selection,
): Checked<BuildPlan | undefined> {
  const { build, use } = selected;
  const builder = context.registry.builders.get(use.source.type);
  const planned = collect((take, report) => {
    const source = decodeSource(context);
    const decoded = take(source);
    const unknown = decoded?.unknown ?? [];
    report(unknown.map((name) => getUnknown(name, use, decoded?.ranges.get(name))));
    const isRight = unknown.length === 0 && !hasErrors(source.diagnostics);
    const chains = build.chains.map((chain) => take(planChain(chain, context, selection)));
    const common = {
      id: use.id,
      source: getSourceName(use),
      buildName: use.source.label,
      chains: chains.filter((chain) => chain.length > 0),
      range: use.source.range,
    };
    const request = { ...common, selected, context, options: isRight ? decoded?.options : undefined };
    return builder?.builds === 'machine'
      ? take<BuildPlan | undefined>(planMachine(builder, request))
      : take<BuildPlan | undefined>(planLayered(builder, request));
  });
  return dropWrong(planned);
}

/** What both kinds of builds are planned from. `options` are absent when they are wrong. */
interface BuildRequest extends Pick<BuildPlan, 'id' | 'source' | 'buildName' | 'chains' | 'range'> {
  readonly selected: Selected;
  readonly context: StepContext;
  readonly options: Readonly<Record<string, unknown>> | undefined;
}

function planLayered(
  builder: LayerBuilderDefinition | undefined,
  { selected, context, options, ...common }: BuildRequest,
): Checked<LayeredBuildPlan | undefined> {
  const { build, use } = selected;
  return collect((take) => {
    const { facts } = context;
    const range = use.source.range;
    const base = builder && options ? take(planBase({ builder, options, facts, range })) : undefined;
    const steps = build.provisioners.filter((step) => appliesTo(step, use));
    const layers = take(planLayers(steps, base?.key ?? '', context));
    const errorCleanup = build.errorCleanup && take(planStep(build.errorCleanup, context));
    if (!builder || !options || !base) return undefined;
    const config = builder.config(options, getInherited(base));
    const cleanup = errorCleanup && { errorCleanup };
    return Object.freeze({ kind: 'layers', ...common, ...cleanup, builder, options, base, layers, config });
  });
}

function planMachine(
  builder: MachineBuilderDefinition,
  { selected, context, options, ...common }: BuildRequest,
): Checked<MachineBuildPlan | undefined> {
  const { build, use } = selected;
  return collect((take) => {
    const applying = build.provisioners.filter((step) => appliesTo(step, use));
    const steps = take(planMachineSteps(applying, context));
    const errorCleanup = build.errorCleanup && take(planMachineStep(build.errorCleanup, context));
    if (!options) return undefined;
    const checkpoints = take(planCheckpoints({ builder, options, steps, context }));
    return Object.freeze({
      kind: 'machine',
      ...common,
      ...(errorCleanup && { errorCleanup }),
      builder,
      options,
      steps,
      ...(checkpoints && { checkpoints }),
    });
  });
}

/** What has an error among its problems is not given. */
function dropWrong<T>({ value, diagnostics }: Checked<T>): Checked<T | undefined> {
  return { value: hasErrors(diagnostics) ? undefined : value, diagnostics };
}

/** A base may bring settings of its own: those of a container image. */
function getInherited(base: BasePlan): ContainerConfig {
  return base.kind === 'image' ? base.image.config : ((base.facts.config ?? {}) as ContainerConfig);
}

function getUnknown(name: string, { source }: Selected['use'], subject = source.range): Diagnostic {
  const detail = `"${name}" of source "${source.type}" "${source.label}" depends on something that is not known before the build.`;
  return problem('PLN004', { detail, subject });
}

function planChain(
  chain: Selected['build']['chains'][number],
  context: StepContext,
  selection: Selection,
): Checked<readonly PostProcessorPlan[]> {
  const applying = chain.filter((step) => appliesTo(step, context.use));
  const planned = selectSteps(applying, selection, context.template).map((step) =>
    planPostProcessor(step, context),
  );
  return {
    value: planned.flatMap(({ value }) => (value ? [value] : [])),
    diagnostics: planned.flatMap(({ diagnostics }) => diagnostics),
  };
}
