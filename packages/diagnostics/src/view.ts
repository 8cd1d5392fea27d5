import type { Diagnostic, Position, Range, RelatedPlace } from './diagnostic';
import { getSnippet, type SnippetLine } from './snippet';

/** Gives the text of a source file by the name used in ranges; undefined when it is not at hand. */
export type SourceLookup = (file: string) => string | undefined;

/** A diagnostic with everything needed to show it: the JSON form, and what the text form is made from. */
export interface DiagnosticView {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly range?: Range;
  /** The lines around the range; absent when there is no range or its file is not at hand. */
  readonly snippet?: readonly SnippetLine[];
  readonly related?: readonly RelatedView[];
  readonly values?: Diagnostic['values'];
  readonly hint?: string;
}

/** Another place with its source lines. */
export interface RelatedView extends RelatedPlace {
  readonly snippet?: readonly SnippetLine[];
}

/** Adds source lines to diagnostics. The keys come in a fixed order, so that equal problems print equal JSON. */
export function getViews(
  diagnostics: readonly Diagnostic[],
  sources: SourceLookup = () => undefined,
): readonly DiagnosticView[] {
  return diagnostics.map((diagnostic) => getView(diagnostic, sources));
}

function getView(diagnostic: Diagnostic, sources: SourceLookup): DiagnosticView {
  const { severity, code, summary, detail, subject, context, related, values, hint } = diagnostic;
  const source = subject && sources(subject.file);
  return {
    severity,
    code,
    summary,
    detail,
    ...(subject && { range: getPlainRange(subject) }),
    ...(subject && source !== undefined && { snippet: getSnippet(source, subject, context) }),
    ...(related && related.length > 0 && { related: related.map((place) => getRelated(place, sources)) }),
    ...(values && values.length > 0 && { values: values.map(({ name, text }) => ({ name, text })) }),
    ...(hint !== undefined && { hint }),
  };
}

function getRelated({ label, range }: RelatedPlace, sources: SourceLookup): RelatedView {
  const source = sources(range.file);
  const snippet = source !== undefined && { snippet: getSnippet(source, range) };
  return { label, range: getPlainRange(range), ...snippet };
}

/** A range as data: parsers may keep more in theirs. */
function getPlainRange({ file, start, end }: Range): Range {
  return { file, start: getPlainPosition(start), end: getPlainPosition(end) };
}

function getPlainPosition({ line, column, byte }: Position): Position {
  return { line, column, byte };
}
