import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve } from 'node:path';
import { isSensitive, toJson } from '@strata/hcl';
import { type BuildPlan, hasKeys, type KeyInput, keepPlan } from '@strata/plan';
import type { BuildOrigin, NamedDigest, OriginInput, SecretFilter } from '@strata/sdk';
import type { Template } from '@strata/template';

export interface OriginRequest {
  /** Name of the project. */
  readonly project: string;
  readonly template: Template;
  readonly plan: BuildPlan;
  /** The workspace's root, absolute: names of files start there. */
  readonly root: string;
  readonly secrets: Pick<SecretFilter, 'mask'>;
}

/** What a build is made from, without anything secret in it. */
export function describeOrigin({ project, template, plan, root, secrets }: OriginRequest): BuildOrigin {
  const variables = [...template.variables.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const isHidden = (one: (typeof variables)[number]) => one.sensitive || isSensitive(one.value);
  const origin: BuildOrigin = {
    project,
    build: plan.id,
    templates: nameTemplates(template, root),
    variables: Object.fromEntries(
      variables.filter((one) => !isHidden(one)).map(({ name, value }) => [name, toJson(value)]),
    ),
    sensitive: variables.filter(isHidden).map(({ name }) => name),
    ...describePlan(plan),
  };
  // What is secret may stand in a label or in the value of another variable.
  return maskTexts(origin, secrets.mask) as BuildOrigin;
}

function nameTemplates({ texts, paths }: Template, root: string): readonly NamedDigest[] {
  const named = [...texts].map(([name, text]) => ({
    name: nameFrom(root, resolve(paths.cwd, name)),
    sha256: createHash('sha256').update(text).digest('hex'),
  }));
  return named.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A file outside the workspace lies in a place of this machine, of which the last name is all that is told. */
function nameFrom(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path.slice(path.lastIndexOf('/') + 1) : inside;
}

function describePlan(plan: BuildPlan): Pick<BuildOrigin, 'key' | 'base' | 'steps'> {
  if (!hasKeys(plan)) return { steps: [] };
  const { base, layers } = keepPlan(plan);
  const { layers: below, facts } = base.keyInput.inputs;
  return {
    key: layers.at(-1)?.key ?? base.key,
    base: {
      label: base.label,
      key: base.key,
      layers: Array.isArray(below) ? below.map(String) : [],
      facts: typeof facts === 'string' ? facts : digest(base.keyInput.inputs),
    },
    steps: layers.map(({ label, key, keyInput }) => ({
      ...{ label, part: keyInput.part, partVersion: keyInput.partVersion, key },
      inputs: listInputs(keyInput),
    })),
  };
}

/** Inputs of keys are in an order of their own already. */
function digest(inputs: KeyInput['inputs']): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(inputs)).digest('hex')}`;
}

function listInputs({ inputs }: KeyInput): readonly OriginInput[] {
  const found: OriginInput[] = [];
  const look = (option: string, value: unknown): void => {
    if (typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value))
      found.push({ option, digest: value });
    else if (typeof value === 'object' && value !== null)
      for (const [name, below] of Object.entries(value)) look(`${option}.${name}`, below);
  };
  for (const [option, value] of Object.entries(inputs)) look(option, value);
  return found;
}

function maskTexts(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((each) => maskTexts(each, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskTexts(each, mask)]));
}
