import type { Kind } from './token';
import { addToken, type GrowingTokens } from './token-list';

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

export const mainMode: ScanMode = { kind: 'main' };
export const quotedMode: ScanMode = { kind: 'quoted' };
export const plainMode: ScanMode = { kind: 'plain' };

/** Where a scan stands. */
export interface ScanState {
  readonly text: string;
  offset: number;
  readonly tokens: GrowingTokens;
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
  addToken(state.tokens, kind, state.offset, end);
  state.offset = end;
}
