import { hasErrors } from '@strata/diagnostics';
import { convert, formatHcl, type JsonObject, parseHcl, Type, toJson, type Value } from '@strata/hcl';
import type { PartRegistry } from '@strata/sdk';
import { type Evaluation, evaluateTemplate } from '../evaluate/evaluate-template';
import { createExpand } from '../go-template/expand';
import { parseDocument } from '../legacy/document';
import { appliesTo } from '../parts/applies';
import { decodePostProcessor, decodeProvisioner, decodeSource, type UseContext } from '../parts/decode-parts';
import type { PostProcessor, Provisioner, SourceUse, Template } from '../template';
import { getSources } from '../upgrade/builders';
import { getNewVariables } from '../upgrade/names';
import { readOldTemplate } from '../upgrade/old-template';
import { upgradeTemplate } from '../upgrade/upgrade-template';
import { loadFiles, NOW } from './load';
import { createTestRegistry } from './parts';
import { createMatchingRegistry, getCodes } from './say';

/** What was made of a JSON template, and where the two differ in what they say. */
export interface Anew {
  readonly text: string;
  /** Codes of what is wrong with the result, before anybody asks what it says. */
  readonly mistakes: readonly string[];
  readonly isFormatted: boolean;
  /** What each says, by what it says it of: `variable x`, `builder y`. */
  readonly old: ReadonlyMap<string, unknown>;
  readonly new: ReadonlyMap<string, unknown>;
}

/** Upgrades a template without knowing any of its parts, and hears what both say. Undefined when it is none. */
export async function sayAnew(text: string): Promise<Anew | undefined> {
  const root = parseDocument(text, 'image.json');
  if (root.value?.kind !== 'object' || hasErrors(root.diagnostics)) return undefined;
  const registry = { ...createTestRegistry(), builders: new Map(), provisioners: new Map() };
  const { value: written = '' } = upgradeTemplate(text, 'image.json', { registry, annotations: true });
  const parsed = parseHcl(written, 'image.pkr.hcl');
  const names = getNames(root.value);
  const giveTo = (which: 0 | 1) => names.wanting.map((name) => `${name[which]}=given`);
  const before = await loadFiles({ 'image.json': text }, { path: 'image.json', vars: giveTo(0) });
  const after = await loadFiles({ 'image.pkr.hcl': written }, { vars: giveTo(1) });
  const parts = createMatchingRegistry(after.value);
  return {
    text: written,
    mistakes: getCodes([...parsed.diagnostics, ...after.diagnostics]),
    isFormatted: formatHcl(written, 'image.pkr.hcl').value === written,
    old: hear(before.value, parts, {
      variables: names.variables.map(([old]) => [old, old]),
      uses: names.uses.map(({ old }) => [old, old]),
    }),
    new: hear(after.value, parts, {
      variables: names.variables.map(([old, name]) => [old, name]),
      uses: names.uses.map(({ old, now }) => [old, now]),
    }),
  };
}

function getNames(root: JsonObject) {
  const template = readOldTemplate(root);
  const variables = [...getNewVariables(template).values()];
  return {
    variables: variables.map(({ old, name }): Named => [old, name]),
    wanting: variables.filter(({ value }) => !value).map(({ old, name }): Named => [old, name]),
    uses: getSources(template.builders).map(({ old, type, label, name = label }) => ({
      old,
      now: `${type}.${name}`,
    })),
  };
}

/** What the JSON template calls it, and what the template that is heard does. */
type Named = readonly [old: string, name: string];

interface Names {
  readonly variables: readonly Named[];
  readonly uses: readonly Named[];
}

function hear(template: Template, registry: PartRegistry, names: Names): ReadonlyMap<string, unknown> {
  const { value: evaluation } = evaluateTemplate(template, { registry });
  const variables = names.variables.map(([old, name]) => {
    const value = template.variables.get(name)?.value ?? getLocal(evaluation, name);
    return [`variable ${old}`, value && [value.sensitive === true, getShown(value)]] as const;
  });
  const [build] = template.builds;
  const uses = names.uses.map(([old, id]) => {
    const use = build?.uses.find((one) => one.id === id);
    const context = build && use && { template, evaluation, registry, build, use };
    return [`builder ${old}`, context && hearUse(context)] as const;
  });
  return new Map([...variables, ...uses].map(([what, said]) => [what, withoutTime(said)]));
}

function getLocal({ scope }: Evaluation, name: string): Value | undefined {
  const locals = scope.variables?.get('local');
  return locals?.kind === 'object' ? locals.entries.get(name) : undefined;
}

function hearUse(context: UseContext): unknown {
  const { build, use } = context;
  const expand = createExpander(context);
  const provision = (step: Provisioner) => [
    getStep(step),
    expand(decodeProvisioner(context, step).value?.options),
  ];
  const process = (step: PostProcessor) => [
    getStep(step),
    expand(decodePostProcessor(context, step).value?.options),
  ];
  return {
    options: expand(decodeSource(context).value?.options),
    steps: getApplying(build.provisioners, use).map(provision),
    cleanup: build.errorCleanup && provision(build.errorCleanup),
    chains: build.chains.map((chain) => getApplying(chain, use).map(process)),
  };
}

/** Calls the functions that HCL2 leaves in strings, as a part does that takes them. */
function createExpander({ template, evaluation, use }: UseContext): (said: unknown) => unknown {
  const now = () => template.ports.clock.now();
  const expand = createExpand({ scope: evaluation.scope, buildName: use.name, now });
  const walk = (said: unknown): unknown => {
    if (typeof said === 'string') return expand(said).text;
    if (Array.isArray(said)) return said.map(walk);
    if (typeof said !== 'object' || said === null) return said;
    return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, walk(value)]));
  };
  return walk;
}

function getApplying<T extends Provisioner | PostProcessor>(
  steps: readonly T[],
  use: SourceUse,
): readonly T[] {
  return steps.filter((step) => appliesTo(step, use));
}

/** Which builders it is for is seen from where it appears. */
function getStep({
  body,
  typeRange,
  range,
  only,
  except,
  name,
  ...step
}: Provisioner | PostProcessor): unknown {
  return { ...step, name: name ?? step.type, ...('override' in step && { override: true }) };
}

function getShown(value: Value): unknown {
  return convert(value, Type.string).value?.kind === 'unknown' ? 'unknown' : toJson(value);
}

/** Seconds since 1970 in JSON, a date in HCL2. */
const TIMES = [String(NOW / 1000), new Date(NOW).toISOString().replace(/\D/gu, '').slice(0, 14)];

function withoutTime(said: unknown): unknown {
  const text = JSON.stringify(said) as string | undefined;
  return text === undefined
    ? undefined
    : JSON.parse(TIMES.reduce((all, time) => all.replaceAll(time, 'TIME'), text));
}
