import type { Position, Range } from '@strata/diagnostics';

/** Finds the places of tokens. */
export interface TokenPlaces {
  readonly file: string;
  start(token: number): Position;
  end(token: number): Position;
}

/**
 * A range that finds its places when asked. Of the ranges of a tree hardly any is ever asked where it is, and finding
 * all of them took a third of the time of parsing: that is why these are classes. Copies with `...` do not see the
 * places: write `{ file, start, end }`.
 */
export abstract class LateRange implements Range {
  abstract get file(): string;
  abstract get start(): Position;
  abstract get end(): Position;

  /** In JSON it is the data that it stands for. */
  toJSON(): Range {
    return { file: this.file, start: this.start, end: this.end };
  }
}

/** From the start of one token to the end of another. */
export class TokenRange extends LateRange {
  constructor(
    readonly places: TokenPlaces,
    readonly first: number,
    readonly last: number,
  ) {
    super();
  }

  get file(): string {
    return this.places.file;
  }

  get start(): Position {
    return this.places.start(this.first);
  }

  get end(): Position {
    return this.places.end(this.last);
  }
}

/** The empty stretch at the end of a token. */
export class TokenEnd extends LateRange {
  constructor(
    readonly places: TokenPlaces,
    readonly token: number,
  ) {
    super();
  }

  get file(): string {
    return this.places.file;
  }

  get start(): Position {
    return this.places.end(this.token);
  }

  get end(): Position {
    return this.places.end(this.token);
  }
}

/** What is left of a range on one line when its first columns are taken away. */
export class IndentedRange extends LateRange {
  constructor(
    readonly whole: Range,
    readonly columns: number,
    readonly bytes: number,
  ) {
    super();
  }

  get file(): string {
    return this.whole.file;
  }

  get start(): Position {
    const { line, column, byte } = this.whole.start;
    return { line, column: column + this.columns, byte: byte + this.bytes };
  }

  get end(): Position {
    return this.whole.end;
  }
}

/** From the start of one range to the end of another, of which either may not know its places yet. */
export class JoinedRange extends LateRange {
  constructor(
    readonly first: Range,
    readonly last: Range,
  ) {
    super();
  }

  get file(): string {
    return this.first.file;
  }

  get start(): Position {
    return this.first.start;
  }

  get end(): Position {
    return this.last.end;
  }
}
