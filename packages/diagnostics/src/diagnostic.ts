/** One point of a source file. */
export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, counted in grapheme clusters as HCL does. */
  readonly column: number;
  /** 0-based offset in UTF-8 bytes. */
  readonly byte: number;
}

/** A stretch of one source file, `end` exclusive. `file` is the name the user gave, never made absolute. */
export interface Range {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export type Severity = 'error' | 'warning';

/** Another place that a problem is about. */
export interface RelatedPlace {
  /** What is there, so that "on FILE line N" can follow: "defined first". */
  readonly label: string;
  readonly range: Range;
}

/** A problem told to a person: what, where, why, and what to do next. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, `ABC123`: three letters for the room, three digits. Listed in docs/reference/diagnostics.md. */
  readonly code: string;
  /** Terse and from a fixed list: the same problem always has the same summary. */
  readonly summary: string;
  /** Whole sentences: the value given, the values allowed, the reason. */
  readonly detail: string;
  /** The tightest stretch of source that is wrong. */
  readonly subject?: Range;
  /** A wider stretch worth showing around the subject. */
  readonly context?: Range;
  /** Other places that take part, in the order in which they should be read. */
  readonly related?: readonly RelatedPlace[];
  /** The next step, preferably a command. */
  readonly hint?: string;
  /** Values of the variables that the failing expression used, as text for people; sensitive ones masked by the maker. */
  readonly values?: readonly { readonly name: string; readonly text: string }[];
}

/** A value with the problems met on the way to it; the value may be partial when there are errors. */
export interface Checked<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
