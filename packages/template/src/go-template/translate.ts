import type { Range } from '@strata/diagnostics';
import { type Expression, type TraversalStep, Type, Value } from '@strata/hcl';
import type { Command, Operand, Piece, Pipeline } from './pipeline';

/** Makes an expression of a function's arguments; undefined when it does not know what to do with them. */
export type Word = (args: readonly Expression[], range: Range) => Expression | undefined;

/** The functions whose meaning depends on the language of the template. */
export type Words = Readonly<Record<string, Word>>;

/** A string in pieces: text, and expressions for what could be translated. */
export type Part = string | Expression;

/**
 * Translates what a string says in Go's template language into expressions of HCL, so that both languages are evaluated
 * by one evaluator. What only the part can know (`{{.Vars}}`) stays text.
 */
export function translatePieces(pieces: readonly Piece[], words: Words, range: Range): readonly Part[] {
  const parts = pieces.map((piece) => translatePiece(piece, words, range));
  return parts.map((part, index) => {
    if (typeof part !== 'string' || pieces[index]?.kind !== 'text') return part;
    const start = trims(pieces[index - 1], parts[index - 1], 'trimsAfter') ? part.trimStart() : part;
    return trims(pieces[index + 1], parts[index + 1], 'trimsBefore') ? start.trimEnd() : start;
  });
}

/** An action that stays as it is leaves the trimming to whoever expands it. */
function trims(
  piece: Piece | undefined,
  part: Part | undefined,
  side: 'trimsBefore' | 'trimsAfter',
): boolean {
  return piece?.kind === 'action' && part !== piece.source && piece[side];
}

function translatePiece(piece: Piece, words: Words, range: Range): Part {
  if (piece.kind === 'text') return piece.text;
  if (piece.pipeline?.length === 0) return '';
  return (piece.pipeline && translatePipeline(piece.pipeline, words, range)) ?? piece.source;
}

function translatePipeline(commands: Pipeline, words: Words, range: Range): Expression | undefined {
  let result: Expression | undefined;
  for (const [index, command] of commands.entries()) {
    if (index > 0 && !result) return undefined;
    result = translateCommand(command, result, { words, range });
  }
  return result;
}

interface Context {
  readonly words: Words;
  readonly range: Range;
}

function translateCommand(
  [first, ...rest]: Command,
  piped: Expression | undefined,
  context: Context,
): Expression | undefined {
  if (!first) return undefined;
  if (first.kind !== 'word') return piped ? undefined : translateOperand(first, context);
  const args = rest.map((operand) => translateOperand(operand, context));
  if (!args.every((arg) => arg !== undefined)) return undefined;
  return call(first.word, piped ? [...args, piped] : args, context);
}

function translateOperand(operand: Operand, context: Context): Expression | undefined {
  const { range, words } = context;
  switch (operand.kind) {
    case 'string':
      return getLiteral(Value.string(operand.string), range);
    case 'number':
      return getLiteral(Value.number(operand.number), range);
    case 'bool':
      return getLiteral(Value.bool(operand.bool), range);
    case 'word':
      return call(operand.word, [], context);
    case 'pipeline':
      return translatePipeline(operand.pipeline, words, range);
    case 'field':
      return undefined;
  }
}

function call(name: string, args: readonly Expression[], { words, range }: Context): Expression | undefined {
  const word = Object.hasOwn(words, name)
    ? words[name]
    : Object.hasOwn(COMMON, name)
      ? COMMON[name]
      : undefined;
  return word?.(args, range);
}

/* Functions that mean the same in both languages */

const COMMON: Words = {
  isotime: createCall('legacy_isotime'),
  strftime: createCall('legacy_strftime'),
  uuid: createCall('uuidv4'),
  upper: createCall('upper'),
  lower: createCall('lower'),
  consul_key: createCall('consul_key'),
  vault: createCall('vault'),
  aws_secretsmanager: (args, range) =>
    createCall('aws_secretsmanager')(
      args.length === 1 ? [...args, getLiteral(Value.null(Type.string), range)] : args,
      range,
    ),
  aws_secretsmanager_raw: createCall('aws_secretsmanager_raw'),
  pwd: createReference('path', 'cwd'),
  template_dir: createReference('path', 'root'),
  packer_version: createReference('packer', 'version'),
  build_type: createReference('source', 'type'),
  replace_all: ([from, to, text], range) =>
    from && to && text && createCall('replace')([text, from, to], range),
  split: ([text, separator, index], range) =>
    text && separator && index && getIndexed(createCall('split')([separator, text], range), index, range),
};

/** A word that calls a function of HCL with the same arguments. */
export function createCall(name: string): (args: readonly Expression[], range: Range) => Expression {
  return (args, range) => ({
    kind: 'call',
    name,
    nameRange: range,
    args,
    expandFinal: false,
    openRange: range,
    closeRange: range,
    range,
  });
}

/** A word without arguments that stands for `root.name`. */
export function createReference(root: string, name: string): Word {
  return (args, range) => (args.length === 0 ? getReference(root, [name], range) : undefined);
}

/** The expression `root.name…`. */
export function getReference(root: string, names: readonly string[], range: Range): Expression {
  const steps = names.map((name): TraversalStep => ({ kind: 'attribute', name, range }));
  return { kind: 'traversal', traversal: { root, rootRange: range, steps, range }, range };
}

export function getLiteral(value: Value, range: Range): Expression {
  return { kind: 'literal', value, range };
}

function getIndexed(source: Expression, key: Expression, range: Range): Expression {
  return { kind: 'index', source, key, openRange: range, bracketRange: range, range };
}
