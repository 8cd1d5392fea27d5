import { isWhollyKnown } from '../../values/inspect';
import type { Value } from '../../values/value';
import { refuseSize } from '../size';
import { FormatProblem, parseFormat, type Verb } from './verb';
import { writeVerb } from './write-verb';

/** Fills a format; undefined while an argument is not known, used or not. */
export function formatText(format: string, args: readonly Value[]): string | undefined {
  let next = 0;
  let highest = 0;
  let known = args.every(({ kind }) => kind !== 'unknown');
  const take = (verb: Verb): Value => {
    next = verb.argument ?? next + 1;
    highest = Math.max(highest, next);
    return args[next - 1] ?? notEnough(verb, next, args.length);
  };
  const texts = parseFormat(format).map((piece) => {
    if (typeof piece === 'string') return piece;
    const value = take(piece);
    known &&= isWhollyKnown(value);
    return known ? writeVerb(piece, value) : '';
  });
  if (highest < args.length) tooMany(highest);
  refuseSize(texts.reduce((size, text) => size + text.length, 0));
  return known ? texts.join('') : undefined;
}

function notEnough({ raw, offset }: Verb, index: number, total: number): never {
  throw new FormatProblem(
    `not enough arguments for "${raw}" at ${offset}: need index ${index} but have ${total} total`,
  );
}

function tooMany(used: number): never {
  throw new FormatProblem(
    used === 0
      ? 'too many arguments; no verbs in format string'
      : `too many arguments; only ${used} used by format string`,
  );
}
