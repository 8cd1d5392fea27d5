import { type Diagnostic, getReport, getViews } from '@strata/diagnostics';
import { Type, Value } from '@strata/hcl';
import type { PartRegistry } from '@strata/sdk';
import type { Build, PostProcessor, Provisioner, SourceUse, Template, Variable } from '@strata/template';
import { getLocals } from '../list-values';
import type { Looked } from '../read-template';
import { type BodyContext, encodeExpression, encodePartBody, plain } from './encode-body';
import { encodeType } from './encode-type';
import { encodeValue } from './encode-value';

interface TemplateContext extends BodyContext {
  readonly registry: PartRegistry;
}

/** New keys may come without a new version; a key never changes its meaning. */
const VERSION = 1;

/** The whole template as data: every block with its range, and the values that are known without a build. */
export function encodeTemplate(
  { template, registry, scope }: Looked,
  diagnostics: readonly Diagnostic[],
): object {
  const context: TemplateContext = { scope, texts: template.texts, registry };
  const { language, paths, description, settings, builds } = template;
  const locals = getLocals(scope);
  return {
    version: VERSION,
    language,
    paths,
    files: [...template.texts.keys()],
    ...(description !== undefined && { description }),
    settings: encodeSettings(settings),
    variables: mapEntries(template.variables, encodeVariable),
    locals: mapEntries(template.locals, ({ name, sensitive, expr, range }) => ({
      // What is written for a secret is the secret.
      ...(!sensitive && encodeExpression(expr, context)),
      value: encodeValue(locals.get(name) ?? Value.unknown(Type.dynamic)),
      sensitive,
      range: plain(range),
    })),
    data: mapEntries(template.data, ({ type, name, body, range }) => ({
      type,
      name,
      range: plain(range),
      ...encodePartBody(body, registry.dataSources.get(type)?.schema, context),
    })),
    sources: mapEntries(template.sources, ({ type, label, body, range }) => ({
      type,
      name: label,
      range: plain(range),
      ...encodePartBody(body, registry.builders.get(type)?.schema, context),
    })),
    builds: builds.map((build) => encodeBuild(build, context)),
    diagnostics: getReport(getViews(diagnostics)).diagnostics,
  };
}

function encodeSettings({ requiredVersions, requiredPlugins }: Template['settings']) {
  return {
    requiredVersions: requiredVersions.map(({ constraint, range }) => ({ constraint, range: plain(range) })),
    requiredPlugins: mapEntries(requiredPlugins, ({ range, ...plugin }) => ({
      ...plugin,
      range: plain(range),
    })),
  };
}

function encodeVariable(variable: Variable) {
  const { type, value, default: given, description, sensitive, validations, environment, range } = variable;
  const marked = given && sensitive ? Value.sensitive(given) : given;
  return {
    type: encodeType(type),
    value: encodeValue(value),
    ...(marked && { default: encodeValue(marked) }),
    required: given === undefined,
    sensitive,
    ...(description !== undefined && { description }),
    ...(environment.length > 0 && { environment }),
    ...(validations.length > 0 && {
      validations: validations.map((one) => ({ message: one.message, range: plain(one.range) })),
    }),
    range: plain(range),
  };
}

function encodeBuild(build: Build, context: TemplateContext) {
  const { name, description, sources, uses, provisioners, errorCleanup, chains, range } = build;
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    range: plain(range),
    sources,
    uses: uses.map((use) => encodeUse(use, context)),
    provisioners: provisioners.map((step) => encodeProvisioner(step, context)),
    ...(errorCleanup && { errorCleanup: encodeProvisioner(errorCleanup, context) }),
    chains: chains.map((chain) => chain.map((step) => encodePostProcessor(step, context))),
  };
}

function encodeUse({ id, source, name, additions, range }: SourceUse, context: TemplateContext) {
  return {
    id,
    source: `${source.type}.${source.label}`,
    name,
    range: plain(range),
    ...(additions && {
      additions: encodePartBody(additions, context.registry.builders.get(source.type)?.schema, context),
    }),
  };
}

/** Meta-arguments are data already; what is left are expressions. */
function encodeProvisioner(step: Provisioner, context: TemplateContext) {
  const { typeRange: _, body, range, override, ...meta } = step;
  const { schema } = context.registry.provisioners.get(step.type) ?? {};
  return {
    ...meta,
    ...(override && { override: encodeExpression(override, context) }),
    range: plain(range),
    ...encodePartBody(body, schema, context),
  };
}

function encodePostProcessor(step: PostProcessor, context: TemplateContext) {
  const { typeRange: _, body, range, ...meta } = step;
  const { schema } = context.registry.postProcessors.get(step.type) ?? {};
  return { ...meta, range: plain(range), ...encodePartBody(body, schema, context) };
}

function mapEntries<A, B>(entries: ReadonlyMap<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries([...entries].map(([key, value]) => [key, change(value)]));
}
