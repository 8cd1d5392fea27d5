import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { evaluate, type Scope, type Value } from '@strata/hcl';
import { problem } from '../codes';
import { parsePieces } from '../go-template/parse';
import { translatePieces } from '../go-template/translate';
import { createStringReader, createWords } from './strings';

/** A text of a JSON template, and where it stands. */
export interface LegacyText {
  readonly text: string;
  readonly range: Range;
}

/** Calls the functions in a text of a JSON template. What nobody can call now is a problem. */
export function evaluateText({ text, range }: LegacyText, scope: Scope, now: () => number): Checked<Value> {
  const words = createWords(now);
  const expr = createStringReader(words)({ kind: 'string', string: text, range });
  const { value, diagnostics } = evaluate(expr, scope);
  const pieces = parsePieces(text);
  const parts = translatePieces(pieces, words, range);
  const left = pieces.flatMap((piece, index) =>
    piece.kind === 'action' && parts[index] === piece.source ? [getNotCalled(piece.source, range)] : [],
  );
  return { value, diagnostics: [...diagnostics, ...left] };
}

function getNotCalled(source: string, subject: Range): Diagnostic {
  return problem('TPL041', {
    detail: `Nothing can be made of ${source} here: there is no such function, or only a part of a build knows what it means.`,
    subject,
    hint: 'For example: {{user `name`}}, {{timestamp}}, {{isotime}}, {{upper `text`}}.',
  });
}
