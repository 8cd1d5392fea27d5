import type { Answer } from '../checks/kind';

export interface Answers {
  /** By the number of the question; without those that were not answered to the end. */
  readonly answers: ReadonlyMap<number, Answer>;
  /** The script came to its end. */
  readonly isWhole: boolean;
}

/** Takes the output of a script apart. */
export function readAnswers(output: string, mark: string): Answers {
  const answers = new Map<number, Answer>();
  let current:
    | { readonly number: number; readonly since: number; fields: Record<string, string> }
    | undefined;
  let isWhole = false;
  for (const { kind, words, text } of getPieces(output, mark)) {
    if (kind === 'field') {
      if (current) current.fields[words[0] ?? ''] = text;
      continue;
    }
    const since = Number(words[1] ?? 0);
    if (current) {
      const milliseconds = Math.max(0, Math.round((since - current.since) * 1000));
      answers.set(current.number, { fields: current.fields, milliseconds });
    }
    isWhole ||= words[0] === 'end';
    current = { number: Number(words[0]), since, fields: {} };
  }
  return { answers, isWhole };
}

interface Piece {
  readonly kind: string;
  readonly words: readonly string[];
  readonly text: string;
}

/** `\nMARK kind words…\ntext`, one after the other. */
function getPieces(output: string, mark: string): readonly Piece[] {
  return output
    .split(`\n${mark} `)
    .slice(1)
    .map((piece) => {
      const end = piece.indexOf('\n');
      const [kind = '', ...words] = piece.slice(0, end < 0 ? undefined : end).split(' ');
      return { kind, words, text: end < 0 ? '' : piece.slice(end + 1) };
    });
}
