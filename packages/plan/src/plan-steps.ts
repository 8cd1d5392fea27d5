import { type Checked, type Diagnostic, hasErrors } from '@strata/diagnostics';
import type {
  BlockSchema,
  Definition,
  PostProcessorDefinition,
  ProvisionerDefinition,
  Text,
} from '@strata/sdk';
import {
  type Decoded,
  decodePostProcessor,
  decodeProvisioner,
  getPaths,
  getPlacedOptions,
  type PostProcessor,
  type Provisioner,
  type UseContext,
} from '@strata/template';
import { problem } from './codes';
import { createContents } from './contents';
import type { Facts, OutputFacts } from './facts';
import { getKey, type HashedInput } from './keys';
import type { LateOptions, LayerPlan, PostProcessorPlan, RunOptions, StepPlan } from './plan';
import { getOptionReferences, getResultPart } from './result-options';

/** What the steps of one build are planned from. */
export interface StepContext extends UseContext {
  readonly facts: Facts;
  readonly outputs: readonly OutputFacts[];
}

/** Plans one provisioner of a layered build; undefined when its options are wrong or not known. */
export function planStep(step: Provisioner, context: StepContext): Checked<StepPlan | undefined> {
  const part = context.registry.provisioners.get(step.type);
  const { value: decoded, diagnostics } = decodeProvisioner(context, step);
  const late = decoded && !hasErrors(diagnostics) ? getLate(decoded, step) : [];
  const all = [...diagnostics, ...late];
  if (!part || !decoded || hasErrors(all)) return { value: undefined, diagnostics: all };
  return { value: createStep(step, part, decoded), diagnostics: all };
}

/** Plans one provisioner of a live machine, which may ask for what only the machine knows. */
export function planMachineStep(step: Provisioner, context: UseContext): Checked<StepPlan | undefined> {
  const part = context.registry.provisioners.get(step.type);
  const { value: decoded, diagnostics } = decodeProvisioner(context, step);
  if (!part || !decoded || hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const decode = (buildValues: Readonly<Record<string, Text>>) =>
    decodeProvisioner({ ...context, buildValues }, step);
  const late = decoded.unknown.length > 0 && { late: createLate(decoded.unknown, decode) };
  return { value: { ...createStep(step, part, decoded), ...late }, diagnostics };
}

/** Plans the provisioners of a live machine; one that went wrong is left out, with its problem. */
export function planMachineSteps(
  steps: readonly Provisioner[],
  context: UseContext,
): Checked<readonly StepPlan[]> {
  const planned = steps.map((step) => planMachineStep(step, context));
  return {
    value: planned.flatMap(({ value }) => (value ? [value] : [])),
    diagnostics: planned.flatMap(({ diagnostics }) => diagnostics),
  };
}

function createStep(step: Provisioner, part: ProvisionerDefinition, { options }: Decoded): StepPlan {
  return {
    part,
    label: getStepLabel(step, part, options),
    options,
    references: getOptionReferences(part.schema, options),
    network: part.network?.(options) ?? true,
    run: getRunOptions(step),
    range: step.range,
  };
}

/** A step without a name is known by the files that it takes. */
function getStepLabel(
  step: Provisioner,
  { schema }: ProvisionerDefinition,
  options: Decoded['options'],
): string {
  if (step.name !== undefined) return getLabel(step);
  const paths = getPlacedOptions(schema, options).flatMap(getPaths);
  return [step.type, ...paths.map((path) => /[^/]+\/?$/u.exec(path)?.[0] ?? path)].join(' ');
}

function getLabel({ type, name }: { readonly type: string; readonly name?: string }): string {
  return name === undefined || name === type ? type : `${type} "${name}"`;
}

function getRunOptions({ pauseBefore, timeout, maxRetries, continueOnError }: Provisioner): RunOptions {
  return {
    pauseBefore: pauseBefore ?? 0,
    timeout,
    maxRetries: maxRetries ?? 0,
    continueOnError: continueOnError ?? false,
  };
}

/** A layer's key is found before it is built, so nothing in it may be known only afterwards. */
function getLate({ unknown, ranges }: Decoded, { type, range }: Provisioner): readonly Diagnostic[] {
  return unknown.map((name) =>
    problem('PLN004', {
      detail: `"${name}" of provisioner "${type}" depends on something that is known only while the image is built, but a layer is found by what its options say before that.`,
      subject: ranges.get(name) ?? range,
    }),
  );
}

/** Plans the layers of a build: each key holds the one below. A step that went wrong is left out, with its problem. */
export function planLayers(
  steps: readonly Provisioner[],
  baseKey: string,
  context: StepContext,
): Checked<readonly LayerPlan[]> {
  const diagnostics: Diagnostic[] = [];
  const layers: LayerPlan[] = [];
  for (const step of steps) {
    const planned = planStep(step, context);
    diagnostics.push(...planned.diagnostics);
    if (!planned.value) continue;
    const base = layers.at(-1)?.key ?? baseKey;
    const keyInput = getKeyInput(planned.value, base, {
      ...context,
      report: (one) => diagnostics.push(one),
    });
    layers.push({ ...planned.value, index: layers.length + 1, keyInput, key: getKey(keyInput) });
  }
  return { value: layers, diagnostics };
}

/** What a key is made in. */
export interface KeyContext extends StepContext {
  report(diagnostic: Diagnostic): void;
}

/** A part with its options: what a key is made of. */
export type KeyedPart = Pick<StepPlan, 'options' | 'range'> & {
  readonly part: Definition<string, BlockSchema>;
};

/** What is hashed to the key of a part's work on top of what `base` names. */

export function getKeyInput(
  { part, options, range }: KeyedPart,
  base: string,
  context: KeyContext,
): HashedInput {
  const { facts, outputs, report, use } = context;
  const contents = createContents({ facts, outputs, range, report });
  return {
    part: part.type,
    partVersion: part.version,
    ...getResultPart(part.schema, options, contents),
    seen: { buildName: use.source.label, builderType: use.source.type },
    base,
  };
}

/* Post-processors */

/** Plans one post-processor; undefined when its options are wrong. */
export function planPostProcessor(
  step: PostProcessor,
  context: UseContext,
): Checked<PostProcessorPlan | undefined> {
  const part = context.registry.postProcessors.get(step.type);
  const { value: decoded, diagnostics } = decodePostProcessor(context, step);
  if (!part || !decoded || hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return { value: createPostProcessor(step, part, { decoded, context }), diagnostics };
}

interface DecodedStep {
  readonly decoded: Decoded;
  readonly context: UseContext;
}

function createPostProcessor(
  step: PostProcessor,
  part: PostProcessorDefinition,
  { decoded, context }: DecodedStep,
): PostProcessorPlan {
  const decode = (buildValues: Readonly<Record<string, Text>>) =>
    decodePostProcessor({ ...context, buildValues }, step);
  return {
    part,
    label: getLabel(step),
    options: decoded.options,
    ...(decoded.unknown.length > 0 && { late: createLate(decoded.unknown, decode) }),
    keepInputArtifact: step.keepInputArtifact,
    range: step.range,
  };
}

function createLate(
  names: readonly string[],
  decode: (buildValues: Readonly<Record<string, Text>>) => Checked<Decoded | undefined>,
): LateOptions {
  return {
    names,
    decode: (buildValues) => {
      const { value, diagnostics } = decode(buildValues);
      return { value: value?.options ?? {}, diagnostics };
    },
  };
}
