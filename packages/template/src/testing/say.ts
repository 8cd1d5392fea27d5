import type { Diagnostic } from '@strata/diagnostics';
import { type Body, convert, Type, toJson, type Value } from '@strata/hcl';
import type { BlockSchema, NestedBlock, OptionSpec, PartRegistry } from '@strata/sdk';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { decodePostProcessor, decodeProvisioner, decodeSource } from '../parts/decode-parts';
import type { PostProcessor, Provisioner, Template } from '../template';
import { createTestRegistry } from './parts';

/** Everything that a template says, without where it says it: two that say the same give equal data. */
export function getSaid(template: Template, registry: PartRegistry): unknown {
  const { value: evaluation, diagnostics } = evaluateTemplate(template, { registry });
  return {
    settings: template.settings.requiredVersions.map(({ constraint }) => constraint),
    plugins: [...template.settings.requiredPlugins].map(([name, { source, version }]) => [
      name,
      source,
      version,
    ]),
    variables: [...template.variables.values()].map((variable) => ({
      ...{ name: variable.name, description: variable.description, sensitive: variable.sensitive },
      ...{ type: Type.equals(variable.type, Type.dynamic) ? 'any' : JSON.stringify(variable.type) },
      ...{ environment: variable.environment, value: getShown(variable.value) },
      messages: variable.validations.map(({ message }) => message),
    })),
    locals: getShown(evaluation.scope.variables?.get('local')),
    data: getShown(evaluation.scope.variables?.get('data')),
    sources: [...template.sources.keys()],
    builds: template.builds.map((build) => ({
      ...{ name: build.name, description: build.description },
      uses: build.uses.map((use) => {
        const context = { template, evaluation, registry, build, use };
        const provision = (step: Provisioner) => [
          getStep(step),
          getOptions(decodeProvisioner(context, step)),
        ];
        const process = (step: PostProcessor) => [
          getStep(step),
          getOptions(decodePostProcessor(context, step)),
        ];
        return {
          id: use.id,
          options: getOptions(decodeSource(context)),
          steps: build.provisioners.map(provision),
          cleanup: build.errorCleanup && provision(build.errorCleanup),
          chains: build.chains.map((chain) => chain.map(process)),
        };
      }),
    })),
    problems: getCodes(diagnostics),
  };
}

/** Codes in an order of their own: what is wrong, but not where. */
export function getCodes(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code }) => code).sort();
}

function getShown(value: Value | undefined): unknown {
  if (value?.kind === 'unknown' || value === undefined)
    return { unknown: value && JSON.stringify(value.type) };
  if ('entries' in value) return [...value.entries].map(([key, entry]) => [key, getShown(entry)]);
  if ('elements' in value) return value.elements.map(getShown);
  const text = value.kind === 'number' ? convert(value, Type.string).value : undefined;
  return text?.kind === 'string' ? { number: text.string } : toJson(value);
}

type Decoded = ReturnType<typeof decodeSource>;

function getOptions({ value, diagnostics }: Decoded): unknown {
  return { options: value?.options, unknown: value?.unknown, problems: getCodes(diagnostics) };
}

function getStep({ body, typeRange, range, ...step }: Provisioner | PostProcessor): unknown {
  return { ...step, ...('override' in step && { override: true }) };
}

/* A registry with what a template uses */

const anything: OptionSpec = { type: 'any', doc: '', affects: 'result' };

/** Definitions of all parts that a template in native syntax uses, with the options and blocks that it gives them. */
export function createMatchingRegistry(template: Template): PartRegistry {
  const registry = createTestRegistry();
  const builds = template.builds;
  const steps = builds.flatMap(({ provisioners, errorCleanup }) => [
    ...provisioners,
    ...(errorCleanup ? [errorCleanup] : []),
  ]);
  const additions = builds.flatMap(({ uses }) =>
    uses.flatMap(({ source: { type }, additions: body }) => (body ? [{ type, body }] : [])),
  );
  const load = () => Promise.reject(new Error('Only a definition.'));
  const define = <K extends string>(kind: K, parts: readonly { type: string; body: Body }[]) =>
    new Map(
      parts.map(({ type }) => {
        const schema = getSchema(parts.filter((part) => part.type === type).map(({ body }) => body));
        return [type, { kind, type, version: '1', doc: '', schema, load }];
      }),
    );
  return {
    ...registry,
    builders: new Map([
      ...[...define('builder', [...template.sources.values(), ...additions])].map(
        ([type, part]) => [type, { ...registry.builders.get('rootfs'), ...part }] as [string, never],
      ),
    ]),
    provisioners: define('provisioner', steps),
    postProcessors: define(
      'post-processor',
      builds.flatMap(({ chains }) => chains.flat()),
    ),
  };
}

function getSchema(bodies: readonly Body[]): BlockSchema {
  const blocks = bodies.flatMap(({ blocks: own }) => own.map(unwrapDynamic));
  const types = new Set(blocks.map(({ type }) => type));
  const names = bodies.flatMap(({ attributes }) => [...attributes.keys()]).filter((name) => !types.has(name));
  const nested = [...types].map((type): [string, NestedBlock] => {
    const schema = getSchema(blocks.filter((block) => block.type === type).map(({ body }) => body));
    return [type, { schema, doc: '', count: 'many' }];
  });
  return {
    options: Object.fromEntries(names.map((name) => [name, anything])),
    blocks: Object.fromEntries(nested),
  };
}

function unwrapDynamic({ type, labels, body }: Body['blocks'][number]): { type: string; body: Body } {
  const content = body.blocks.find((block) => block.type === 'content')?.body;
  return type === 'dynamic' && content ? { type: labels[0] ?? '', body: content } : { type, body };
}
