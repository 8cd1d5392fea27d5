import { suggest } from '@strata/diagnostics';
import type { HclCode } from '../codes';
import { Kind } from '../scan/token';
import { quote } from '../text/quote';
import { parseExpression } from './expression';
import { type ForNameProblems, parseForNames } from './for-names';
import { readSequenceEnd, type Surroundings } from './interpolation';
import {
  kindOf,
  type Parser,
  peek,
  rangeFrom,
  rangeOf,
  read,
  reportFirst,
  type Token,
  textOf,
  withNewlines,
} from './parser';
import { recoverTo } from './recovery';
import type { Sequence, TemplatePart } from './template-parts';

/** `%{ if … }`, `%{ for … }` and their like. */
export function parseDirective(parser: Parser, around: Surroundings): Sequence {
  return withNewlines(parser, false, () => {
    const keyword = peek(parser);
    const part = parsePart(parser, keyword, around);
    if (part === undefined) {
      recoverTo(parser, Kind.closeSequence);
      return { part, trimsNext: false };
    }
    return { part, trimsNext: readEnd(parser, part, around) };
  });
}

function parsePart(parser: Parser, keyword: Token, around: Surroundings): TemplatePart | undefined {
  if (kindOf(parser, keyword) !== Kind.identifier) return void reportMissingKeyword(parser, keyword, around);
  const word = textOf(parser, read(parser));
  switch (word) {
    case 'if': {
      const condition = parseExpression(parser);
      return { kind: 'if', condition, range: rangeSoFar(parser, around) };
    }
    case 'for':
      return parseFor(parser, around);
    case 'else':
    case 'endif':
    case 'endfor':
      return { kind: word, range: rangeSoFar(parser, around) };
    default:
      return void reportUnknownKeyword(parser, keyword, around);
  }
}

function rangeSoFar(parser: Parser, { opening }: Surroundings) {
  return rangeFrom(parser, opening, peek(parser));
}

const nameProblems: ForNameProblems = {
  first: "For directive requires variable name after 'for'.",
  second: 'For directive requires value variable name after comma.',
  in: "For directive requires 'in' keyword after names.",
};

function parseFor(parser: Parser, around: Surroundings): TemplatePart | undefined {
  const names = parseForNames(parser, nameProblems, (detail, subject) =>
    reportFirst(parser, 'HCL063', { detail, subject }),
  );
  if (names === undefined) return undefined;
  const collection = parseExpression(parser);
  return { kind: 'for', ...names, collection, range: rangeSoFar(parser, around) };
}

function reportMissingKeyword(parser: Parser, token: Token, { opening }: Surroundings): void {
  const subject = rangeOf(parser, token);
  reportFirst(parser, 'HCL062', {
    detail: 'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
    subject,
    context: rangeFrom(parser, opening, token),
  });
}

const keywords = ['if', 'for', 'else', 'endif', 'endfor'];

function reportUnknownKeyword(parser: Parser, token: Token, { opening }: Surroundings): void {
  const subject = rangeOf(parser, token);
  const given = textOf(parser, token);
  const near = suggest(given, keywords);
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`;
  reportFirst(parser, 'HCL064', {
    detail: `${quote(given)} is not a valid template control keyword.${advice}`,
    subject,
    context: rangeFrom(parser, opening, token),
  });
}

const extraCharacters: Readonly<Partial<Record<TemplatePart['kind'], HclCode>>> = {
  if: 'HCL065',
  else: 'HCL066',
  endif: 'HCL067',
  for: 'HCL068',
  endfor: 'HCL069',
};

/** Reads the closing brace; true when it was `~}`. */
function readEnd(parser: Parser, part: TemplatePart, { start }: Surroundings): boolean {
  const close = peek(parser);
  if (kindOf(parser, close) === Kind.closeSequence) return readSequenceEnd(parser);
  const subject = rangeOf(parser, close);
  reportFirst(parser, extraCharacters[part.kind] as HclCode, {
    detail: 'Expected a closing brace to end the sequence, but found extra characters.',
    subject,
    context: rangeFrom(parser, start, close),
  });
  recoverTo(parser, Kind.closeSequence);
  return false;
}
