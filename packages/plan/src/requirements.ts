import { type Checked, type Diagnostic, hasErrors } from '@strata/diagnostics';
import { type BlockSchema, type Cloud, clouds, type PartRegistry } from '@strata/sdk';
import {
  appliesTo,
  type Decoded,
  decodePostProcessor,
  decodeProvisioner,
  decodeSource,
  evaluateTemplate,
  getDistinct,
  getPaths,
  getPlacedOptions,
  getUsedData,
  type Input,
  type Provisioner,
  readsAttribute,
  type Template,
  type UseContext,
} from '@strata/template';
import { getAsking } from './asking';
import type {
  BaseRequirement,
  FileRequirement,
  ImageReference,
  MachineRequirement,
  OutputReference,
  Requirements,
} from './facts';
import { type Selected, type Selection, selectSteps, selectUses } from './select';

/**
 * Finds the facts that a plan of the selected builds will ask for, and every problem in their options. A broken template
 * gives what can be made out. Locals and data sources may say more than when the template was loaded, which asks other
 * machines for what it needs itself alone, so their errors are among the problems, whether they are news or not.
 */
export function getRequirements(
  template: Template,
  selection: Selection,
  registry: PartRegistry,
): Checked<Requirements> {
  const selected = selectUses(template, selection);
  const asks = getAsking(template, selected.value);
  const evaluated = evaluateTemplate(template, { registry, ...(asks && { asks }) });
  const evaluation = evaluated.value;
  const uses = selected.value.map((one) =>
    getUseRequirements({ ...one, template, evaluation, registry }, selection),
  );
  const inputs = getInputs(template, evaluation.inputs, selected.value);
  return {
    value: {
      images: inputs.flatMap(([data, { reference, range }]) =>
        isImage(reference)
          ? [{ reference, range, publishedTo: getReadClouds(template, selected.value, data) }]
          : [],
      ),
      outputs: inputs.flatMap(([, { reference, range }]) =>
        isOutput(reference) ? [{ reference, range }] : [],
      ),
      files: getOnce(
        uses.flatMap(({ files }) => files),
        ({ path, kind, keyed }) => `${kind} ${keyed} ${path}`,
      ),
      bases: getOnce(
        uses.flatMap(({ bases }) => bases),
        ({ lockName }) => lockName,
      ),
      machines: uses.flatMap(({ machines }) => machines),
    },
    diagnostics: getDistinct([
      ...selected.diagnostics,
      ...evaluated.diagnostics.filter(mayBeNews),
      ...uses.flatMap(({ diagnostics }) => diagnostics),
    ]),
  };
}

/** Loading told what has to be known then, and any warning. */
function mayBeNews({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && code !== 'TPL039';
}

function isImage(reference: Input['reference']): reference is ImageReference {
  return reference.kind === 'image';
}

function isOutput(reference: Input['reference']): reference is OutputReference {
  return reference.kind === 'output';
}

/** What the selected builds refer to, and what no build does: a data block that nobody uses still says "first this". */
function getInputs(
  template: Template,
  inputs: ReadonlyMap<string, Input>,
  selected: readonly Selected[],
): readonly (readonly [data: string, input: Input])[] {
  const all = template.builds.flatMap((build) => build.uses.map((use) => ({ build, use })));
  if (selected.length === all.length) return [...inputs];
  const wanted = getAllUsed(template, selected);
  const usedByAny = getAllUsed(template, all);
  return [...inputs].filter(([key]) => wanted.has(key) || !usedByAny.has(key));
}

function getAllUsed(template: Template, selected: readonly Selected[]): ReadonlySet<string> {
  return new Set(selected.flatMap(({ build, use }) => [...getUsedData(template, build, use)]));
}

/** What of an image says where it was published, by cloud. */
const publications: Readonly<Record<Cloud, string>> = { aws: 'ami', azure: 'gallery_version' };

function getReadClouds(template: Template, selected: readonly Selected[], data: string): readonly Cloud[] {
  return clouds.filter((cloud) =>
    selected.some(({ build, use }) =>
      readsAttribute(template, build, use, { data, attribute: publications[cloud] }),
    ),
  );
}

interface UseRequirements {
  readonly files: readonly FileRequirement[];
  readonly bases: readonly BaseRequirement[];
  readonly machines: readonly MachineRequirement[];
  readonly diagnostics: readonly Diagnostic[];
}

function getUseRequirements(context: UseContext, selection: Selection): UseRequirements {
  const { build, use, registry, template } = context;
  const { builders, provisioners, postProcessors } = registry;
  const source = decodeSource(context);
  const steps = build.provisioners.filter((step) => appliesTo(step, use));
  const chains = build.chains.flatMap((chain) =>
    selectSteps(
      chain.filter((step) => appliesTo(step, use)),
      selection,
      template,
    ),
  );
  const keyed = hasKeys(context, source);
  const asStep = (step: Provisioner): Omit<Part, 'keyed'> => ({
    schema: provisioners.get(step.type)?.schema,
    decoded: decodeProvisioner(context, step),
  });
  const parts: readonly Part[] = [
    { schema: builders.get(use.source.type)?.schema, decoded: source, keyed },
    ...steps.map((step) => ({ ...asStep(step), keyed })),
    ...(build.errorCleanup ? [{ ...asStep(build.errorCleanup), keyed: false }] : []),
    ...chains.map((step) => ({
      schema: postProcessors.get(step.type)?.schema,
      decoded: decodePostProcessor(context, step),
      keyed: false,
    })),
  ];
  return {
    files: parts.flatMap(getFiles),
    bases: getBases(context, source),
    machines: getMachines(context, source),
    diagnostics: parts.flatMap(({ decoded }) => decoded.diagnostics),
  };
}

interface Part {
  readonly schema: BlockSchema | undefined;
  readonly decoded: Checked<Decoded | undefined>;
  /** Its content enters a key. */
  readonly keyed: boolean;
}

/** Whether results of the build are kept under keys: layers always, states of a machine where its builder keeps any. */
function hasKeys({ use, registry }: UseContext, { value, diagnostics }: Part['decoded']): boolean {
  const builder = registry.builders.get(use.source.type);
  if (builder?.builds !== 'machine') return true;
  const isWhole = value !== undefined && value.unknown.length === 0 && !hasErrors(diagnostics);
  return isWhole && (builder.checkpoints?.(value.options) ?? false);
}

/** Paths that are not known yet lie in other projects' outputs, which count as a whole. */
function getFiles({ schema, decoded, keyed }: Part): readonly FileRequirement[] {
  if (!schema || !decoded.value) return [];
  const { options, unknown, ranges } = decoded.value;
  return getPlacedOptions(schema, options).flatMap((option) => {
    if (unknown.includes(option.path)) return [];
    const range = ranges.get(option.path);
    const kind = option.spec.path ?? 'either';
    return getPaths(option).map((path) => ({ path, kind, keyed, ...(range && { range }) }));
  });
}

function getBases(
  { use, registry }: UseContext,
  { value: decoded, diagnostics }: Checked<Decoded | undefined>,
): readonly BaseRequirement[] {
  const builder = registry.builders.get(use.source.type);
  if (builder?.builds !== 'layers' || !decoded || hasErrors(diagnostics) || decoded.unknown.length > 0)
    return [];
  const { options } = decoded;
  const foundation = builder.foundation(options);
  if (foundation.kind === 'image') return [];
  return [{ lockName: foundation.lockName, builder, options, range: use.source.range }];
}

function getMachines(
  { use, registry }: UseContext,
  { value: decoded, diagnostics }: Checked<Decoded | undefined>,
): readonly MachineRequirement[] {
  const { source } = use;
  const builder = registry.builders.get(source.type);
  if (builder?.builds !== 'machine' || !decoded || hasErrors(diagnostics)) return [];
  const unknown = new Set(decoded.unknown.map((path) => path.replace(/[.[].*$/s, '')));
  const known = Object.entries(decoded.options).filter(([name]) => !unknown.has(name));
  return [
    {
      builder,
      source: `${source.type}.${source.label}`,
      options: Object.fromEntries(known),
      range: source.range,
    },
  ];
}

function getOnce<T>(items: readonly T[], getName: (item: T) => string): readonly T[] {
  const seen = new Map<string, T>();
  for (const item of items) if (!seen.has(getName(item))) seen.set(getName(item), item);
  return [...seen.values()];
}
