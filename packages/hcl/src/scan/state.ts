import type { Kind } from './token';
import type { TokenSink } from './token-list';

export interface HeredocMode {
  readonly kind: 'heredoc';
  readonly marker: string;
  /** Only a line that no sequence has begun can be the end marker. */
  startOfLine: boolean;
}

export type ScanMode =
  | { readonly kind: 'main' }
  | { readonly kind: 'quoted' }
  | { readonly kind: 'plain' }
  | HeredocMode;

/** Where a scan stands. */
export interface ScanState {
  readonly text: string;
  offset: number;
  readonly sink: TokenSink;
  readonly modes: ScanMode[];
  /** Open braces, those of sequences included. */
  braces: number;
  /** The number of open braces inside each open `${` or `%{`: at that number a brace closes the sequence. */
  readonly sequences: number[];
  /** No comment ends after here: spares looking again at every further slash and star. */
  noCommentEnd: boolean;
}

/** Adds a token from the current offset to `end` and goes there. */
export function take(state: ScanState, kind: Kind, end: number): void {
  state.sink.add(kind, state.offset, end);
  state.offset = end;
}
