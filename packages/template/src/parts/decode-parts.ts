import { type Checked, type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import { type Body, evaluate, type Scope, Value } from '@strata/hcl';
import type { BlockSchema, BuilderDefinition, PartRegistry, Text } from '@strata/sdk';
import { problem } from '../codes';
import { collect } from '../collect';
import { getAttributesOfValue } from '../decode/body-of';
import { type Decoded, decodeBlock } from '../decode/decode-block';
import type { Evaluation } from '../evaluate/evaluate-template';
import { explainNames } from '../evaluate/explain-names';
import { createExpand } from '../go-template/expand';
import { POST_PROCESSOR_ARGUMENTS, PROVISIONER_ARGUMENTS } from '../hcl2/step-blocks';
import { getSpelling } from '../spelling';
import type { Build, PostProcessor, Provisioner, SourceUse, Template } from '../template';
import { getBuildRoot } from './build-values';
import { createCleanScope, createCleanWords } from './clean-name';
import { mergeBodies } from './merge-bodies';

/** One use of a source and everything that its parts' options may refer to. */
export interface UseContext {
  readonly template: Template;
  readonly evaluation: Evaluation;
  readonly registry: PartRegistry;
  readonly build: Build;
  readonly use: SourceUse;
  /** What `build.*` holds, for parts that are decoded while the build runs. */
  readonly buildValues?: Readonly<Record<string, Text>>;
}

/** The options of the use's builder; undefined when no such builder is known, which loading has reported. */
export function decodeSource(context: UseContext): Checked<Decoded | undefined> {
  const { source, additions, range } = context.use;
  const definition = context.registry.builders.get(source.type);
  if (!definition) return { value: undefined, diagnostics: [] };
  return collect((take) => {
    const body = additions ? take(mergeBodies(source, additions, definition.schema)) : source.body;
    const title = getSourceTitle(context);
    const place = { title, range: additions ? range : source.range };
    const cleanName = getCleanName(definition);
    const scope = getSourceScope(context);
    return take(
      decode(body, definition.schema, { ...place, context, scope, ...(cleanName && { cleanName }) }),
    );
  });
}

function getCleanName(definition: BuilderDefinition): ((name: string) => string) | undefined {
  return definition.builds === 'machine' ? definition.cleanName : undefined;
}

function getSourceTitle({ template, use: { source } }: UseContext): string {
  const name = source.label === source.type ? '' : ` named "${source.label}"`;
  return template.language === 'json'
    ? `builder "${source.type}"${name}`
    : `source "${source.type}" "${source.label}"`;
}

/** A provisioner's options for one use, overrides applied. */
export function decodeProvisioner(context: UseContext, step: Provisioner): Checked<Decoded | undefined> {
  const definition = context.registry.provisioners.get(step.type);
  if (!definition) return { value: undefined, diagnostics: [] };
  return collect((take) => {
    const body = take(applyOverride(step, context));
    const place = {
      title: `provisioner "${step.type}"`,
      range: step.range,
      alsoTakes: PROVISIONER_ARGUMENTS,
    };
    return take(decode(body, definition.schema, { ...place, context, scope: getStepScope(context) }));
  });
}

/** A post-processor's options for one use. */
export function decodePostProcessor(context: UseContext, step: PostProcessor): Checked<Decoded | undefined> {
  const definition = context.registry.postProcessors.get(step.type);
  if (!definition) return { value: undefined, diagnostics: [] };
  const place = {
    title: `post-processor "${step.type}"`,
    range: step.range,
    alsoTakes: POST_PROCESSOR_ARGUMENTS,
  };
  return decode(step.body, definition.schema, { ...place, context, scope: getStepScope(context) });
}

interface Place {
  readonly title: string;
  readonly range: Range;
  readonly scope: Scope;
  readonly alsoTakes?: readonly string[];
  readonly cleanName?: (name: string) => string;
  readonly context: UseContext;
}

function decode(body: Body, schema: BlockSchema, { context, cleanName, ...place }: Place): Checked<Decoded> {
  const { template, use } = context;
  const isLegacy = template.language === 'json';
  const now = () => template.ports.clock.now();
  const expand = createExpand({
    scope: cleanName ? createCleanScope(place.scope, cleanName) : place.scope,
    buildName: use.source.label,
    now,
    ...(cleanName && { words: createCleanWords(isLegacy, now) }),
  });
  return decodeBlock(body, schema, { ...place, expand, isLegacy });
}

/* Scopes */

/** In a source `source.*` is known, `build.*` is not there. */
function getSourceScope({ evaluation, use }: UseContext): Scope {
  const source = Value.object({ name: Value.string(use.name), type: Value.string(use.source.type) });
  return { variables: new Map([['source', source]]), parent: evaluation.scope };
}

function getStepScope(context: UseContext): Scope {
  const definition = context.registry.builders.get(context.use.source.type);
  const facts = definition?.builds === 'machine' ? definition.facts : [];
  const root = getBuildRoot(context.build.name, { known: context.buildValues, facts });
  return { variables: new Map([['build', root]]), parent: getSourceScope(context) };
}

/* Overrides */

function applyOverride({ override, body, type }: Provisioner, context: UseContext): Checked<Body> {
  if (!override) return { value: body, diagnostics: [] };
  return collect((_, report) => {
    const isLegacy = context.template.language === 'json';
    const scope = getStepScope(context);
    const { value, diagnostics } = evaluate(override, scope);
    report(explainNames(diagnostics, override, { scope, isLegacy }));
    if (hasErrors(diagnostics)) return body;
    const own = isMapping(value) ? value.entries.get(context.use.name) : undefined;
    if (!isMapping(value) || (own && !isMapping(own))) {
      report(getNoOverride(type, override.range, isLegacy));
      return body;
    }
    return own ? replaceAttributes(body, own.entries, override.range) : body;
  });
}

function isMapping(value: Value): value is Value & { readonly kind: 'map' | 'object' } {
  return value.kind === 'map' || value.kind === 'object';
}

function getNoOverride(type: string, subject: Range, isLegacy: boolean): Diagnostic {
  const { override } = getSpelling(subject, isLegacy);
  return problem('TPL011', {
    detail: `"override" of provisioner "${type}" is an object of objects: ${override}.`,
    subject,
  });
}

function replaceAttributes(body: Body, entries: ReadonlyMap<string, Value>, range: Range): Body {
  const attributes = new Map(body.attributes);
  for (const attribute of getAttributesOfValue(entries, range)) attributes.set(attribute.name, attribute);
  return { ...body, attributes, blocks: body.blocks.filter(({ type }) => !entries.has(type)) };
}
