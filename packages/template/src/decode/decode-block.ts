import { type Checked, type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import { type Body, type BodyShape, contentOf, expandDynamic } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { collect, createReport } from '../collect';
import { explainNames } from '../evaluate/explain-names';
import { getSpelling } from '../spelling';
import type { ExpandText } from './coerce';
import { decodeOptions } from './decode-options';
import { type BlockInstance, readInstances } from './nested-blocks';
import { reportStrangers } from './strangers';
import type { DecodeContext, Walk } from './walk';

/** What a block says, in the form that a part takes. */
export interface Decoded {
  /** Checked, with defaults, under the names that templates use. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The options that are not known yet and hold a placeholder: `inline`, `base[0].suite`. */
  readonly unknown: readonly string[];
  /** Where each option was given, by the same names. */
  readonly ranges: ReadonlyMap<string, Range>;
}

const asIs: ExpandText = (text) => ({ text });

const DEFAULTS = { expand: asIs, isLegacy: false, alsoTakes: [], meant: new Set<string>() };

/** Reads a block's body by a schema. With problems the options are partial: a placeholder stands for what was wrong. */
export function decodeBlock(body: Body, schema: BlockSchema, context: DecodeContext): Checked<Decoded> {
  const { value, diagnostics } = collect((_, report) => {
    const unknown: string[] = [];
    const ranges = new Map<string, Range>();
    const walk: Walk = { ...DEFAULTS, ...context, path: '', unknown, ranges, report };
    const options = decodeBody(body, schema, walk);
    return { options, unknown, ranges };
  });
  return { value, diagnostics: explainNames(diagnostics, body, context) };
}

/** Rules compare options, so they wait until each is right by itself. */
function decodeBody(given: Body, schema: BlockSchema, walk: Walk): Readonly<Record<string, unknown>> {
  const diagnostics: Diagnostic[] = [];
  const report = createReport(diagnostics);
  const body = getContent(given, schema, { ...walk, report });
  const meant = reportStrangers(body, schema, { ...walk, report });
  const inner: Walk = { ...walk, report, meant };
  const options = { ...decodeOptions(body, schema, inner), ...decodeBlocks(body, schema, inner) };
  walk.report(diagnostics);
  if (!hasErrors(diagnostics)) walk.report(checkRules(options, schema, walk));
  return options;
}

/** The body's own arguments and blocks. What `dynamic` blocks stand for may hold others, whose turn comes later. */
function getContent(body: Body, schema: BlockSchema, { scope, report }: Walk): Body {
  const content = contentOf(body, getShape(schema));
  const expanded = expandDynamic(content.value, scope);
  report(content.diagnostics, expanded.diagnostics);
  return expanded.value;
}

/** Which blocks a schema takes. */
export function getShape({ options, blocks = {} }: BlockSchema): BodyShape {
  const own = Object.fromEntries(Object.keys(blocks).map((type): [string, readonly string[]] => [type, []]));
  return Object.hasOwn(options, 'dynamic') ? own : { ...own, dynamic: ['type'] };
}

function decodeBlocks(body: Body, schema: BlockSchema, walk: Walk): Readonly<Record<string, unknown>> {
  const options = Object.entries(schema.blocks ?? {}).map(([type, nested]) => {
    const decoded = readInstances(body, { type, nested }, walk).map((instance) =>
      decodeInstance(instance, nested.schema, walk),
    );
    return [type, nested.count === 'many' ? decoded : decoded[0]];
  });
  return Object.fromEntries(options.filter(([, value]) => value !== undefined));
}

function decodeInstance({ body, path, title, range }: BlockInstance, schema: BlockSchema, walk: Walk) {
  return decodeBody(body, schema, { ...walk, path: `${path}.`, title, range, alsoTakes: [] });
}

/** A rule judges placeholders as if they were values, so what it says about them does not count. */
function checkRules(
  options: Readonly<Record<string, unknown>>,
  { rules = [] }: BlockSchema,
  walk: Walk,
): readonly Diagnostic[] {
  const at = (option?: string): Range | undefined =>
    option === undefined ? walk.range : (walk.ranges.get(walk.path + option) ?? walk.range);
  const write = getSpelling(walk.range, walk.isLegacy).option;
  const unknown = new Set(walk.unknown.map((path) => walk.ranges.get(path)));
  return rules
    .flatMap((rule) => rule(options, at, write))
    .filter(({ subject }) => !subject || !unknown.has(subject));
}
