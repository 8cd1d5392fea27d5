import { type Checked, type Diagnostic, hasErrors, type Range, suggest } from '@strata/diagnostics';
import { type Attribute, type Block, type Body, evaluate, expandDynamic, type Scope } from '@strata/hcl';
import type { BlockSchema, NestedBlock, OptionSpec } from '@strata/sdk';
import { problem } from '../codes';
import { collect, type Report } from '../collect';
import { getBodies } from './body-of';
import { type Complaint, coerce, type ExpandText } from './coerce';
import { getPlaceholder } from './placeholder';

/** How the expressions of a block get their values, and how the block is named in problems. */
export interface DecodeContext {
  readonly scope: Scope;
  /** `provisioner "shell"`. */
  readonly title: string;
  /** Where a missing option is reported. */
  readonly range: Range;
  /** Packer's second language; left out for the blocks of the language itself. */
  readonly expand?: ExpandText;
}

export interface Decoded {
  /** Checked, with defaults, under the names that templates use. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The options that are not known yet and hold a placeholder: `inline`, `base[0].suite`. */
  readonly unknown: readonly string[];
  /** Where each option was given, by the same names. */
  readonly ranges: ReadonlyMap<string, Range>;
}

const asIs: ExpandText = (text) => ({ text });

/** Reads a block's body by a schema. With problems the options are partial: a placeholder stands for what was wrong. */
export function decodeBlock(body: Body, schema: BlockSchema, context: DecodeContext): Checked<Decoded> {
  return collect((take, report) => {
    const unknown: string[] = [];
    const ranges = new Map<string, Range>();
    const walk: Walk = { ...context, expand: context.expand ?? asIs, path: '', unknown, ranges, report };
    const options = decodeBody(take(expandDynamic(body, context.scope)), schema, walk);
    return { options, unknown, ranges };
  });
}

interface Walk extends Required<DecodeContext> {
  /** Of the block that is read: empty, or `base[0].`. */
  readonly path: string;
  readonly unknown: string[];
  readonly ranges: Map<string, Range>;
  readonly report: Report;
}

function decodeBody(body: Body, schema: BlockSchema, walk: Walk): Readonly<Record<string, unknown>> {
  const diagnostics: Diagnostic[] = [];
  const inner: Walk = { ...walk, report: (...more) => void diagnostics.push(...more) };
  reportStrangers(body, schema, inner);
  const options = { ...decodeOptions(body, schema, inner), ...decodeBlocks(body, schema, inner) };
  walk.report(...diagnostics);
  if (!hasErrors(diagnostics)) walk.report(...checkRules(options, schema, walk));
  return options;
}

/* Options */

function decodeOptions(body: Body, schema: BlockSchema, walk: Walk): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(schema.options)) {
    const attribute = body.attributes.get(name);
    const value = attribute ? decodeAttribute(attribute, spec, walk) : undefined;
    if (value !== undefined) options[name] = value;
    else if (spec.default !== undefined) options[name] = spec.default;
    else if (spec.required) options[name] = reportMissing(name, spec, walk);
  }
  return options;
}

/** Undefined when the value is null, which is the same as not giving the option. */
function decodeAttribute(attribute: Attribute, spec: OptionSpec, walk: Walk): unknown {
  const path = walk.path + attribute.name;
  const subject = attribute.expr.range;
  walk.ranges.set(path, subject);
  const { value, diagnostics } = evaluate(attribute.expr, walk.scope);
  walk.report(...diagnostics);
  if (value.kind === 'null' && !hasErrors(diagnostics)) return undefined;
  const coerced = coerce(value, spec, walk.expand);
  if (!coerced.known) walk.unknown.push(path);
  if (hasErrors(diagnostics)) return coerced.value;
  const named = `Option "${attribute.name}" of ${walk.title}`;
  walk.report(...coerced.complaints.map((complaint) => getDiagnostic(complaint, named, subject)));
  if (coerced.known && coerced.complaints.length === 0)
    walk.report(...checkAllowed(coerced.value, spec, named, subject));
  return coerced.value;
}

function getDiagnostic({ code, detail }: Complaint, named: string, subject: Range): Diagnostic {
  const hint =
    code === 'TPL036'
      ? 'Use the value in an option made for secrets (such as "env" of shell), or drop "sensitive".'
      : undefined;
  return problem(code, { detail: `${named}: ${detail}`, subject, ...(hint && { hint }) });
}

function checkAllowed(
  value: unknown,
  { allowed }: OptionSpec,
  named: string,
  subject: Range,
): readonly Diagnostic[] {
  if (!allowed) return [];
  const given = Array.isArray(value) ? value : [value];
  const wrong = given.filter((item) => typeof item === 'string' && !allowed.includes(item)) as string[];
  return wrong.map((item) => {
    const near = suggest(item, allowed);
    const detail = `${named} is "${item}"; allowed are ${allowed.map((one) => `"${one}"`).join(', ')}.`;
    return problem('TPL035', { detail, subject, ...(near && { hint: `Did you mean "${near}"?` }) });
  });
}

function reportMissing(name: string, spec: OptionSpec, walk: Walk): unknown {
  const detail = `${capitalize(walk.title)} needs "${name}": ${spec.doc || 'it has no default.'}`;
  walk.report(problem('TPL033', { detail, subject: walk.range }));
  return getPlaceholder(spec.type);
}

/* Nested blocks */

interface Instance {
  readonly body: Body;
  readonly range: Range;
  /** Its `for_each` is not known yet. */
  readonly uncertain?: boolean | undefined;
}

function decodeBlocks(body: Body, schema: BlockSchema, walk: Walk): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [type, nested] of Object.entries(schema.blocks ?? {})) {
    const instances = getInstances(body, type, walk);
    if (nested.required && instances.length === 0) reportMissingBlock(type, nested, walk);
    if (instances.some((instance) => instance.uncertain)) walk.unknown.push(walk.path + type);
    const decoded = instances.map((instance, index) =>
      decodeInstance(instance, { type, nested, index }, walk),
    );
    if (nested.count === 'many') options[type] = decoded;
    else if (decoded.length > 0) options[type] = decoded[0];
    if (nested.count === 'one') reportSecond(type, instances, walk);
  }
  return options;
}

function getInstances(body: Body, type: string, walk: Walk): readonly Instance[] {
  const blocks = body.blocks.filter((block) => block.type === type);
  return [...blocks.map(getInstance), ...getAttributeInstances(body.attributes.get(type), walk)];
}

function getInstance({ body, headerRange, uncertain }: Block): Instance {
  return { body, range: headerRange, uncertain };
}

/** Blocks given as a value: the only way in JSON. */
function getAttributeInstances(attribute: Attribute | undefined, walk: Walk): readonly Instance[] {
  if (!attribute) return [];
  const bodies = getBodies(attribute.expr) ?? getEvaluatedBodies(attribute, walk);
  if (bodies) return bodies.map((body) => ({ body, range: attribute.nameRange }));
  const detail = `"${attribute.name}" of ${walk.title} is a block: write ${attribute.name} { … } without "=".`;
  walk.report(problem('TPL034', { detail, subject: attribute.expr.range }));
  return [];
}

function getEvaluatedBodies({ expr }: Attribute, walk: Walk): readonly Body[] | undefined {
  const { value, diagnostics } = evaluate(expr, walk.scope);
  walk.report(...diagnostics);
  return value.kind === 'null' || hasErrors(diagnostics)
    ? []
    : getBodies({ kind: 'literal', value, range: expr.range });
}

interface Nest {
  readonly type: string;
  readonly nested: NestedBlock;
  readonly index: number;
}

function decodeInstance({ body, range }: Instance, { type, nested, index }: Nest, walk: Walk): unknown {
  const path = `${walk.path}${type}${nested.count === 'many' ? `[${index}]` : ''}`;
  walk.ranges.set(path, range);
  return decodeBody(body, nested.schema, {
    ...walk,
    path: `${path}.`,
    title: `${type} in ${walk.title}`,
    range,
  });
}

function reportMissingBlock(type: string, { doc }: NestedBlock, walk: Walk): void {
  const detail = `${capitalize(walk.title)} needs a ${type} block${doc ? `: ${doc}` : '.'}`;
  walk.report(problem('TPL013', { detail, subject: walk.range }));
}

function reportSecond(type: string, [first, second]: readonly Instance[], walk: Walk): void {
  if (!first || !second) return;
  const detail = `${capitalize(walk.title)} takes one ${type} block; the first is on line ${first.range.start.line}.`;
  walk.report(problem('TPL012', { detail, subject: second.range }));
}

/* What the schema does not have */

function reportStrangers(body: Body, schema: BlockSchema, walk: Walk): void {
  const blocks = schema.blocks ?? {};
  for (const { name, nameRange } of body.attributes.values())
    if (!Object.hasOwn(schema.options, name) && !Object.hasOwn(blocks, name))
      walk.report(getStranger('option', name, { schema, walk, subject: nameRange }));
  for (const { type, typeRange } of body.blocks)
    if (!Object.hasOwn(blocks, type))
      walk.report(getStranger('block', type, { schema, walk, subject: typeRange }));
}

function getStranger(
  what: 'option' | 'block',
  name: string,
  { schema, walk, subject }: { schema: BlockSchema; walk: Walk; subject: Range },
): Diagnostic {
  if (what === 'block' && Object.hasOwn(schema.options, name)) {
    const detail = `"${name}" of ${walk.title} is an option: write ${name} = … with "=".`;
    return problem('TPL004', { detail, subject });
  }
  const names = [...Object.keys(schema.options), ...Object.keys(schema.blocks ?? {})];
  const near = suggest(name, names);
  const list = names.length > 0 ? `It takes ${[...names].sort().join(', ')}.` : 'It takes none.';
  const detail = `${capitalize(walk.title)} has no ${what} "${name}". ${list}`;
  const hint = near && { hint: `Did you mean "${near}"?` };
  return problem(what === 'block' ? 'TPL004' : 'TPL032', { detail, subject, ...hint });
}

/* Rules */

/** A rule judges placeholders as if they were values, so what it says about them does not count. */
function checkRules(
  options: Readonly<Record<string, unknown>>,
  { rules = [] }: BlockSchema,
  walk: Walk,
): readonly Diagnostic[] {
  const at = (option?: string): Range | undefined =>
    option === undefined ? walk.range : (walk.ranges.get(walk.path + option) ?? walk.range);
  const unknown = new Set(walk.unknown.map((path) => walk.ranges.get(path)));
  return rules.flatMap((rule) => rule(options, at)).filter(({ subject }) => !unknown.has(subject));
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
