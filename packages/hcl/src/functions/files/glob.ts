import type { RE2JS } from 're2js';

/**
 * A pattern of `fileset` as a test of relative paths: `*`, `?`, `[a-z]`, `[^a]`, `{a,b}` within a name, `**` over names.
 * Undefined when brackets do not match.
 */
export function compileGlob(pattern: string): RE2JS | undefined {
  let source = '';
  let braces = 0;
  for (let at = 0; at < pattern.length; ) {
    const piece = nextPiece(pattern, at);
    if (piece === undefined) return undefined;
    braces += piece.text === '{' ? 1 : piece.text === '}' ? -1 : 0;
    if (braces < 0) return undefined;
    source += translate(piece.text, braces > 0);
    at += piece.text.length;
  }
  if (braces > 0) return undefined;
  // Loaded late for the same reason as in regex/compile.ts.
  const engine = (require('re2js') as typeof import('re2js')).RE2JS;
  try {
    return engine.compile(source, engine.DOTALL);
  } catch {
    return undefined;
  }
}

const pieces = /\*\*\/|\*\*|\*|\?|\[\^?\]?[^\]]*\]|\\.?|[^[\\]/suy;

function nextPiece(pattern: string, at: number): { readonly text: string } | undefined {
  pieces.lastIndex = at;
  const match = pieces.exec(pattern);
  return match ? { text: match[0] } : undefined;
}

function translate(piece: string, inBraces: boolean): string {
  if (piece === '**/') return '(?:[^/]+/)*';
  if (piece === '**') return '.*';
  if (piece === '*') return '[^/]*';
  if (piece === '?') return '[^/]';
  if (piece === '{') return '(?:';
  if (piece === '}') return ')';
  if (piece === ',' && inBraces) return '|';
  if (piece.startsWith('[') && piece.length > 1) return characterClass(piece.slice(1, -1));
  return escapePattern(piece.startsWith('\\') ? piece.slice(1) : piece);
}

function characterClass(inside: string): string {
  const negated = inside.startsWith('^') || inside.startsWith('!');
  const members = (negated ? inside.slice(1) : inside).replace(/[\\\]^[]/g, '\\$&');
  return `[${negated ? '^/' : ''}${members}]`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
