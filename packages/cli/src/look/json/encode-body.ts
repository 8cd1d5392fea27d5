import { hasErrors, type Range } from '@strata/diagnostics';
import { type Body, type Expression, evaluate, type Scope } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { nestBlocks } from '@strata/template';
import { type EncodedValue, encodeValue } from './encode-value';

/** How the expressions of bodies are shown. */
export interface BodyContext {
  readonly scope: Scope;
  /** The files, by the names that ranges use. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface EncodedAttribute {
  readonly range: Range;
  /** As it is written; absent when no file holds it. */
  readonly expression?: string;
  /** As far as it is known without a build; absent when it cannot be evaluated. */
  readonly value?: EncodedValue;
}

export interface EncodedBody {
  readonly attributes: Readonly<Record<string, EncodedAttribute>>;
  /** In source order. */
  readonly blocks: readonly (EncodedBody & {
    readonly type: string;
    readonly labels: readonly string[];
    readonly range: Range;
  })[];
}

/** The body of a part: what is written, and the values that it has by now. Without a schema JSON's objects are attributes. */
export function encodePartBody(
  body: Body,
  schema: BlockSchema | undefined,
  context: BodyContext,
): EncodedBody {
  return encodeBody(schema ? nestBlocks(body, schema) : body, context);
}

function encodeBody(body: Body, context: BodyContext): EncodedBody {
  const attributes = [...body.attributes.values()].map(
    ({ name, range, expr }) => [name, { range: plain(range), ...encodeExpression(expr, context) }] as const,
  );
  return {
    attributes: Object.fromEntries(attributes),
    blocks: body.blocks.map(({ type, labels, headerRange, body: inner }) => ({
      type,
      labels,
      range: plain(headerRange),
      ...encodeBody(inner, context),
    })),
  };
}

/** An expression as written, and its value. */
export function encodeExpression(
  expr: Expression,
  context: BodyContext,
): Pick<EncodedAttribute, 'expression' | 'value'> {
  const written = getWritten(expr.range, context.texts);
  const { value, diagnostics } = evaluate(expr, context.scope);
  return {
    ...(written !== undefined && { expression: written }),
    ...(!hasErrors(diagnostics) && { value: encodeValue(value) }),
  };
}

function getWritten({ file, start, end }: Range, texts: BodyContext['texts']): string | undefined {
  const text = texts.get(file);
  return text === undefined ? undefined : Buffer.from(text).subarray(start.byte, end.byte).toString();
}

/** A range without what parsers keep beside it. */
export function plain({ file, start, end }: Range): Range {
  return { file, start: plainPosition(start), end: plainPosition(end) };
}

function plainPosition({ line, column, byte }: Range['start']): Range['start'] {
  return { line, column, byte };
}
