/** A piece of a string in Go's template language: text, or what stands between `{{` and `}}`. */
export type Piece = TextPiece | ActionPiece;

export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
}

export interface ActionPiece {
  readonly kind: 'action';
  /** The action as written, braces included. */
  readonly source: string;
  /** `{{-`: the text before loses its trailing space. */
  readonly trimsBefore: boolean;
  /** `-}}`: the text after loses its leading space. */
  readonly trimsAfter: boolean;
  /** Absent for what only the part itself can make sense of: `if`, `range`, variables. */
  readonly pipeline?: Pipeline;
}

/** Commands whose results are handed from one to the next as its last argument; none at all is a comment. */
export type Pipeline = readonly Command[];

/** A function and its arguments, or one operand alone. */
export type Command = readonly Operand[];

export type Operand =
  | { readonly kind: 'string'; readonly string: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'bool'; readonly bool: boolean }
  /** A function; without arguments when it is an argument itself. */
  | { readonly kind: 'word'; readonly word: string }
  /** `.Vars`: a value that only the part has. */
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline };
