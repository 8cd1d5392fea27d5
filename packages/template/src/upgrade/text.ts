import { parsePieces } from '../go-template/parse';
import type { ActionPiece, Command, Operand, Piece, Pipeline } from '../go-template/pipeline';
import { escapeText } from './quote';
import type { Scribe } from './scribe';
import { WORDS } from './words';

/** A string of the old language as an HCL string, quotes included. */
export function writeText(text: string, scribe: Scribe): string {
  if (!text.includes('{{')) return `"${escapeText(text)}"`;
  const pieces = parsePieces(text);
  const written = pieces.map((piece) => (piece.kind === 'action' ? writeAction(piece, scribe) : undefined));
  const parts = pieces.map((piece, index) => {
    if (piece.kind === 'action') return written[index] ?? escapeText(piece.source);
    return escapeText(trim(piece.text, { pieces, written, index }));
  });
  return `"${parts.join('')}"`;
}

interface Place {
  readonly pieces: readonly Piece[];
  readonly written: readonly (string | undefined)[];
  readonly index: number;
}

/** An action that was translated can no longer trim what stands beside it. */
function trim(text: string, { pieces, written, index }: Place): string {
  const isTranslated = (at: number) => written[at] !== undefined;
  const [before, after] = [pieces[index - 1], pieces[index + 1]];
  const start = before?.kind === 'action' && before.trimsAfter && isTranslated(index - 1);
  const end = after?.kind === 'action' && after.trimsBefore && isTranslated(index + 1);
  const left = start ? text.trimStart() : text;
  return end ? left.trimEnd() : left;
}

/** Undefined for what stays as it is. */
function writeAction({ source, pipeline }: ActionPiece, scribe: Scribe): string | undefined {
  if (pipeline?.length === 0) return '';
  const written = pipeline && writePipeline(pipeline, scribe);
  if (written === undefined && /\buser\b/u.test(source))
    scribe.notes.add(`Nothing could be made of ${source.replace(/\s+/gu, ' ')}: HCL2 has no "user".`);
  return written;
}

function writePipeline(commands: Pipeline, scribe: Scribe): string | undefined {
  let piped: readonly string[] = [];
  for (const command of commands) {
    const written = writeCommand(command, piped, scribe);
    if (written === undefined) return undefined;
    piped = [written];
  }
  return piped[0];
}

function writeCommand(
  [first, ...rest]: Command,
  piped: readonly string[],
  scribe: Scribe,
): string | undefined {
  if (first?.kind !== 'word') return first && piped.length === 0 ? writeOperand(first, scribe) : undefined;
  const args = rest.map((operand) => writeOperand(operand, scribe));
  return args.every((arg) => arg !== undefined)
    ? callWord(first.word, [...args, ...piped], scribe)
    : undefined;
}

function callWord(word: string, args: readonly string[], scribe: Scribe): string | undefined {
  return Object.hasOwn(WORDS, word) ? WORDS[word]?.(args, scribe) : undefined;
}

function writeOperand(operand: Operand, scribe: Scribe): string | undefined {
  switch (operand.kind) {
    case 'string':
      return escapeText(operand.string);
    case 'number':
      return String(operand.number);
    case 'bool':
      return String(operand.bool);
    case 'word':
      return callWord(operand.word, [], scribe);
    case 'pipeline':
      return writePipeline(operand.pipeline, scribe);
    case 'field':
      return undefined;
  }
}
