import type { Range } from '@strata/diagnostics';
import type { HclCode } from '../codes';
import type {
  ConditionalExpression,
  Expression,
  JoinExpression,
  LiteralExpression,
  TemplateExpression,
  WrapExpression,
} from '../syntax/ast';
import { between, endOf, startOf } from '../syntax/range';
import { Value } from '../values/value';
import { placeOf } from './body';
import { enter, leave } from './nesting';
import { type Parser, report } from './parser';
import { placeholder } from './placeholder';
import type { EndPart, ForPart, IfPart, TemplatePart, TemplateParts, TextPart } from './template-parts';

/** The parts on their way to a tree. */
interface Builder {
  readonly parser: Parser;
  readonly parts: readonly TemplatePart[];
  readonly endRange: Range;
  next: number;
}

/** Matches directives with their ends. A single sequence and nothing else is that value itself, whatever its type. */
export function buildTemplate(
  parser: Parser,
  { parts, endRange }: TemplateParts,
  range: Range,
): TemplateExpression | WrapExpression {
  const melded = meldTexts(parts);
  const builder: Builder = { parser, parts: melded, endRange, next: 0 };
  const only = melded.length === 1 ? melded[0] : undefined;
  if (only?.kind === 'value') return { kind: 'wrap', expr: only.expr, range };
  const built: Expression[] = [buildPart(builder)];
  while (builder.next < melded.length) built.push(buildPart(builder));
  return { kind: 'template', parts: built, range };
}

function meldTexts(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  if (!parts.some((part, index) => part.kind === 'text' && parts[index + 1]?.kind === 'text')) return parts;
  const melded: TemplatePart[] = [];
  let pieces: TextPart[] = [];
  const flush = () => {
    if (pieces.length > 0) melded.push(meld(pieces));
    pieces = [];
  };
  for (const part of parts) {
    if (part.kind === 'text') pieces.push(part);
    else {
      flush();
      melded.push(part);
    }
  }
  flush();
  return melded;
}

function meld(pieces: readonly TextPart[]): TextPart {
  const first = pieces[0] as TextPart;
  const last = pieces.at(-1) as TextPart;
  return {
    kind: 'text',
    text: pieces.map(({ text }) => text).join(''),
    range: between(first.range, last.range),
  };
}

function buildPart(builder: Builder): Expression {
  const part = builder.parts[builder.next++] as TemplatePart;
  switch (part.kind) {
    case 'text':
      return literal(part.text, part.range);
    case 'value':
      return part.expr;
    case 'if':
      return nested(builder, part.range, () => buildIf(builder, part));
    case 'for':
      return nested(builder, part.range, () => buildFor(builder, part));
    default:
      return strayEnd(builder, part, 'The control directives within this template are unbalanced.');
  }
}

function nested(builder: Builder, range: Range, build: () => Expression): Expression {
  if (!enter(builder.parser)) {
    builder.next = builder.parts.length;
    return placeholder(range);
  }
  const expr = build();
  leave(builder.parser);
  return expr;
}

const strayCodes: Readonly<Record<EndPart['kind'], HclCode>> = {
  else: 'HCL071',
  endif: 'HCL072',
  endfor: 'HCL073',
};

function strayEnd({ parser }: Builder, part: EndPart, detail: string): Expression {
  report(parser, strayCodes[part.kind], { detail, subject: part.range });
  return placeholder(part.range);
}

function missingEnd({ parser, endRange }: Builder, part: IfPart | ForPart): Expression {
  if (parser.tooDeep) return placeholder(endRange);
  report(parser, 'HCL070', {
    detail: `The ${part.kind} directive at ${placeOf(part.range)} is missing its corresponding end${part.kind} directive.`,
    subject: endRange,
  });
  return placeholder(endRange);
}

function isEnd(part: TemplatePart): part is EndPart {
  return part.kind === 'else' || part.kind === 'endif' || part.kind === 'endfor';
}

/** Builds parts up to the next end of any directive, which is returned; undefined when there is none. */
function buildUntilEnd(builder: Builder, into: Expression[]): EndPart | undefined {
  for (;;) {
    const part = builder.parts[builder.next];
    if (part === undefined) return undefined;
    if (isEnd(part)) {
      builder.next++;
      return part;
    }
    into.push(buildPart(builder));
  }
}

function buildIf(builder: Builder, open: IfPart): Expression {
  const whenTrue: Expression[] = [];
  const whenFalse: Expression[] = [];
  let end = buildUntilEnd(builder, whenTrue);
  if (end?.kind === 'else') {
    end = buildUntilEnd(builder, whenFalse);
    if (end?.kind === 'else') {
      return strayEnd(
        builder,
        end,
        `Already in the else clause for the if started at ${placeOf(open.range)}.`,
      );
    }
  }
  if (end === undefined) return missingEnd(builder, open);
  if (end.kind !== 'endif') {
    return strayEnd(
      builder,
      end,
      `Expecting an endif directive for the if started at ${placeOf(open.range)}.`,
    );
  }
  return conditional(open, { whenTrue, whenFalse, end: end.range });
}

function conditional(
  { condition, range: open }: IfPart,
  { whenTrue, whenFalse, end }: { whenTrue: Expression[]; whenFalse: Expression[]; end: Range },
): ConditionalExpression {
  return {
    kind: 'conditional',
    condition,
    whenTrue: clause(whenTrue, endOf(open)),
    whenFalse: clause(whenFalse, startOf(end)),
    range: between(open, end),
  };
}

function buildFor(builder: Builder, open: ForPart): Expression {
  const content: Expression[] = [];
  const end = buildUntilEnd(builder, content);
  if (end === undefined) return missingEnd(builder, open);
  if (end.kind === 'else')
    return strayEnd(builder, end, 'An else clause is not expected for a for directive.');
  if (end.kind !== 'endfor') {
    const detail = `Expecting an endfor directive corresponding to the for directive at ${placeOf(open.range)}.`;
    return strayEnd(builder, end, detail);
  }
  return join(open, clause(content, endOf(open.range)), end.range);
}

function join(open: ForPart, value: Expression, closeRange: Range): JoinExpression {
  const range = between(open.range, closeRange);
  const { keyName, valueName, collection } = open;
  const names = { keyName, valueName, collection, key: undefined, value, condition: undefined, group: false };
  return { kind: 'join', range, expr: { kind: 'for', ...names, openRange: open.range, closeRange, range } };
}

/** What stands between two directives; an empty text where they touch. */
function clause(parts: readonly Expression[], empty: Range): TemplateExpression {
  const all = parts.length > 0 ? parts : [literal('', empty)];
  const range = between((all[0] as Expression).range, (all.at(-1) as Expression).range);
  return { kind: 'template', parts: all, range };
}

function literal(text: string, range: Range): LiteralExpression {
  return { kind: 'literal', value: Value.string(text), range };
}
