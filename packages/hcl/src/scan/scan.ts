import { scanMain } from './scan-main';
import { scanHeredoc, scanPlain, scanQuoted } from './scan-text';
import { mainMode, plainMode, type ScanMode, type ScanState } from './state';
import { Kind } from './token';
import { addToken, createTokens, type TokenList } from './token-list';

/** Cuts a file or an expression into tokens. */
export function scanSource(text: string): TokenList {
  return scan(text, mainMode);
}

/** Cuts a template file into tokens: it starts as text, not as expressions. */
export function scanTemplate(text: string): TokenList {
  return scan(text, plainMode);
}

/** No recursion and no going back: the stack of modes is data, so that nesting costs neither stack nor time. */
function scan(text: string, mode: ScanMode): TokenList {
  const state: ScanState = {
    text,
    offset: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    tokens: createTokens(text),
    modes: [mode],
    braces: 0,
    sequences: [],
    noCommentEnd: false,
  };
  while (state.offset < text.length) scanToken(state, state.modes[state.modes.length - 1]!);
  addToken(state.tokens, Kind.end, text.length, text.length);
  return state.tokens;
}

function scanToken(state: ScanState, mode: ScanMode): void {
  switch (mode.kind) {
    case 'main':
      scanMain(state);
      return;
    case 'quoted':
      scanQuoted(state);
      return;
    case 'plain':
      scanPlain(state);
      return;
    case 'heredoc':
      scanHeredoc(state, mode);
  }
}
