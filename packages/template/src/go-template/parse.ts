import { type FoundAction, findActions } from './find-actions';
import type { ActionPiece, Command, Operand, Piece, Pipeline } from './pipeline';
import { getTokens, type Token } from './scan';

/** Words that steer Go's template engine: only the part that runs it can expand them. */
const KEYWORDS = new Set(
  'if else end range with define template block break continue and or not eq ne lt le gt ge print printf println index len slice call html js urlquery nil'.split(
    ' ',
  ),
);

/** Cuts a string into its pieces. What is no action stays text: `{{` without an end, say. */
export function parsePieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const action of findActions(text)) {
    if (action.index > last) pieces.push({ kind: 'text', text: text.slice(last, action.index) });
    pieces.push(getAction(action));
    last = action.index + action.source.length;
  }
  if (last < text.length) pieces.push({ kind: 'text', text: text.slice(last) });
  return pieces;
}

function getAction({ inside, source, trimsBefore, trimsAfter }: FoundAction): ActionPiece {
  const pipeline = getPipeline(inside);
  return { kind: 'action', source, trimsBefore, trimsAfter, ...(pipeline && { pipeline }) };
}

function getPipeline(inside: string): Pipeline | undefined {
  if (/^\s*\/\*[\s\S]*\*\/\s*$/u.test(inside)) return [];
  const tokens = getTokens(inside);
  if (!tokens || tokens.length === 0) return undefined;
  const parsed = readPipeline(tokens, 0, 0);
  return parsed && parsed.next === tokens.length ? parsed.pipeline : undefined;
}

interface Read {
  readonly pipeline: Pipeline;
  readonly next: number;
}

/** Pipelines in pipelines: nobody writes three. */
const deepest = 100;

/** Reads up to the end or to the parenthesis that closes; undefined when it makes no sense. */
function readPipeline(tokens: readonly Token[], start: number, depth: number): Read | undefined {
  if (depth > deepest) return undefined;
  const commands: Operand[][] = [[]];
  let next = start;
  for (; next < tokens.length && !isMark(tokens[next], ')'); next++) {
    if (isMark(tokens[next], '|')) {
      commands.push([]);
      continue;
    }
    const read = readOperand(tokens, next, depth);
    if (!read) return undefined;
    commands.at(-1)?.push(read.operand);
    next = read.last;
  }
  return commands.every(isCommand) ? { pipeline: commands, next } : undefined;
}

function readOperand(
  tokens: readonly Token[],
  at: number,
  depth: number,
): { operand: Operand; last: number } | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (!isMark(token, '(')) {
    const operand = getOperand(token);
    return operand && { operand, last: at };
  }
  const inner = readPipeline(tokens, at + 1, depth + 1);
  if (!inner || !isMark(tokens[inner.next], ')')) return undefined;
  return { operand: { kind: 'pipeline', pipeline: inner.pipeline }, last: inner.next };
}

function getOperand({ kind, text }: Token): Operand | undefined {
  if (kind === 'string') return { kind, string: text };
  if (kind === 'number') return { kind, number: Number(text) };
  if (kind === 'field') return { kind, path: text };
  if (kind === 'mark' || KEYWORDS.has(text)) return undefined;
  if (text === 'true' || text === 'false') return { kind: 'bool', bool: text === 'true' };
  return { kind: 'word', word: text };
}

/** Only a function takes arguments. */
function isCommand(command: Command): boolean {
  return command.length === 1 || command[0]?.kind === 'word';
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}
