import type { Question } from './question';
import { questions } from './questions';

/** A question, and what is named in its path. */
export interface AskedQuestion {
  readonly question: Question;
  readonly parts: Readonly<Record<string, string>>;
}

/** What a path asks for. @returns nothing for a path of something else */
export function findQuestion(path: string): AskedQuestion | undefined {
  for (const question of questions) {
    const parts = question.path.exec(path)?.groups;
    if (parts) return { question, parts };
  }
  return undefined;
}
