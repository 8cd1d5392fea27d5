import { type Checked, type Diagnostic, hasErrors, type Range } from '@strata/diagnostics';
import {
  type Attribute,
  type Body,
  evaluate,
  literally,
  references,
  type Scope,
  type Value,
} from '@strata/hcl';
import type { BlockSchema, OptionSpec, OptionType } from '@strata/sdk';
import { problem } from '../codes';
import { collect } from '../collect';
import { decodeBlock } from '../decode/decode-block';
import type { DecodeContext } from '../decode/walk';

const nothing: Scope = {};

/** A schema of the language's own arguments: they are read like options, but are part of no key. */
export function createArguments(types: Readonly<Record<string, OptionType>>): BlockSchema {
  const specs = Object.entries(types).map(([name, type]): [string, OptionSpec] => [
    name,
    { type, doc: '', affects: 'run' },
  ]);
  return { options: Object.fromEntries(specs) };
}

/** Reads arguments that must be known when the template is loaded; what is not known is left out and reported. */
export function readArguments(
  body: Body,
  schema: BlockSchema,
  context: DecodeContext,
): Checked<Readonly<Record<string, unknown>>> {
  if (body.attributes.size === 0 && body.blocks.length === 0) return { value: {}, diagnostics: [] };
  return collect((take, report) => {
    const { options, unknown, ranges } = take(decodeBlock(body, schema, context));
    for (const name of unknown) report(getNotKnown(name, context, ranges.get(name)));
    return Object.fromEntries(Object.entries(options).filter(([name]) => !unknown.includes(name)));
  });
}

function getNotKnown(name: string, { title, range }: DecodeContext, subject = range): Diagnostic {
  return problem('TPL039', {
    detail: `"${name}" of ${title} is needed when the template is read, but it depends on something that is only known later.`,
    subject,
  });
}

/** The value of an argument that may refer to nothing; undefined when it is wrong. */
export function readConstant(attribute: Attribute): Checked<Value | undefined> {
  return collect((take, report) => {
    const expr = literally(attribute.expr);
    const outside = references(expr);
    report(outside.map(({ range }) => getNotLiteral(attribute, range)));
    if (outside.length > 0) return undefined;
    const { value, diagnostics } = evaluate(expr, nothing);
    take({ value, diagnostics });
    return hasErrors(diagnostics) ? undefined : value;
  });
}

function getNotLiteral({ name }: Attribute, subject: Range): Diagnostic {
  const detail = `"${name}" is read before anything else, so it must be written out; it cannot refer to other values.`;
  return problem('TPL008', { detail, subject });
}

/** The text of an argument that may refer to nothing. */
export function readLiteralText(attribute: Attribute | undefined): Checked<string | undefined> {
  if (!attribute) return { value: undefined, diagnostics: [] };
  const { value, diagnostics } = readConstant(attribute);
  if (!value || value.kind === 'string') return { value: value?.string, diagnostics };
  const detail = `"${attribute.name}" must be a string.`;
  return { value: undefined, diagnostics: [problem('TPL011', { detail, subject: attribute.expr.range })] };
}
