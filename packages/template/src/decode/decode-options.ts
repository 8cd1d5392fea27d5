import { type Diagnostic, hasErrors, type Range, suggest } from '@strata/diagnostics';
import { type Attribute, type Body, evaluate } from '@strata/hcl';
import { type BlockSchema, type OptionSpec, reveal, Secret } from '@strata/sdk';
import { problem } from '../codes';
import { getSpelling, type Spelling } from '../spelling';
import { type Complaint, coerce } from './coerce';
import { getPlaceholder } from './placeholder';
import { capitalize, type Walk } from './walk';

/** The options of a body, without what its nested blocks hold. */
export function decodeOptions(body: Body, schema: BlockSchema, walk: Walk): Record<string, unknown> {
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
  walk.report(diagnostics);
  if (hasErrors(diagnostics)) return getPlaceholder(spec.type);
  if (value.kind === 'null') return undefined;
  const { expand, isLegacy } = walk;
  const coerced = coerce(value, spec, { expand, cutsAtCommas: isLegacy, takesEmpty: isLegacy });
  if (!coerced.known) walk.unknown.push(path);
  const named = `Option "${attribute.name}" of ${walk.title}`;
  const spelling = getSpelling(subject, walk.isLegacy);
  walk.report(coerced.complaints.map((complaint) => getDiagnostic(complaint, { named, subject, spelling })));
  if (coerced.known && coerced.complaints.length === 0)
    walk.report([
      ...checkAllowed(coerced.value, spec, named, subject),
      ...checkGiven(coerced.value, spec, named, subject),
    ]);
  return coerced.value;
}

interface Place {
  /** `Option "inline" of provisioner "shell"`. */
  readonly named: string;
  readonly subject: Range;
  readonly spelling: Spelling;
}

function getDiagnostic(complaint: Complaint, { named, subject, spelling }: Place): Diagnostic {
  const { code, detail } = complaint;
  const hint =
    code === 'TPL036'
      ? `Use the value in an option made for secrets (such as "env" of shell), or ${spelling.notSensitive}.`
      : complaint.hint;
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

/** As in Packer, an empty text is none. */
function checkGiven(
  value: unknown,
  { required, doc }: OptionSpec,
  named: string,
  subject: Range,
): readonly Diagnostic[] {
  const isText = typeof value === 'string' || value instanceof Secret;
  if (!required || !isText || reveal(value) !== '') return [];
  return [problem('TPL033', { detail: `${named} is empty, and must not be: ${doc}`, subject })];
}

function reportMissing(name: string, spec: OptionSpec, walk: Walk): unknown {
  if (walk.meant.has(name)) return getPlaceholder(spec.type);
  const detail = `${capitalize(walk.title)} needs "${name}": ${spec.doc || 'it has no default.'}`;
  walk.report(problem('TPL033', { detail, subject: walk.range }));
  return getPlaceholder(spec.type);
}
