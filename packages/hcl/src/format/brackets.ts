import { Kind } from '../scan/token';

const opening: readonly Kind[] = [
  Kind.openBrace,
  Kind.openBracket,
  Kind.openParen,
  Kind.openInterpolation,
  Kind.openDirective,
];

const closing: readonly Kind[] = [Kind.closeBrace, Kind.closeBracket, Kind.closeParen, Kind.closeSequence];

const changes = new Int8Array(Object.keys(Kind).length);
for (const kind of opening) changes[kind] = 1;
for (const kind of closing) changes[kind] = -1;

/** 1 for what opens a bracket, `${` and `%{` included; -1 for what closes one; 0 for the rest. */
export function bracketChange(kind: number): number {
  return changes[kind]!;
}
