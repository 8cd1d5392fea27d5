import { scanMain } from './scan-main';
import { scanHeredoc, scanPlain, scanQuoted } from './scan-text';
import type { ScanState } from './state';
import { Kind } from './token';
import { createTokenSink, type TokenList } from './token-list';

/** Cuts a file or an expression into tokens. */
export function scanSource(text: string): TokenList {
  return scan(text, [{ kind: 'main' }]);
}

/** Cuts a template file into tokens: it starts as text, not as expressions. */
export function scanTemplate(text: string): TokenList {
  return scan(text, [{ kind: 'plain' }]);
}

const scanners = { main: scanMain, quoted: scanQuoted, heredoc: scanHeredoc, plain: scanPlain };

/** No recursion and no going back: the stack of modes is data, so that nesting costs neither stack nor time. */
function scan(text: string, modes: ScanState['modes']): TokenList {
  const sink = createTokenSink(text);
  const state: ScanState = {
    text,
    offset: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    sink,
    modes,
    braces: 0,
    sequences: [],
    noCommentEnd: false,
  };
  while (state.offset < text.length) {
    const mode = state.modes[state.modes.length - 1]!;
    scanners[mode.kind](state, mode as never);
  }
  sink.add(Kind.end, text.length, text.length);
  return sink.finish();
}
