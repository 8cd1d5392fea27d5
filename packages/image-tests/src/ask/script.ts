import { getPrelude } from './prelude';

export interface ScriptRequest {
  /** Stands before everything that is an answer; in no answer itself. */
  readonly mark: string;
  readonly helpers: readonly string[];
  readonly questions: readonly string[];
}

/**
 * One script that asks everything. It is one command in braces, so that a shell that reads it from its input has all of it
 * before it begins, nothing that it starts can read on, and half of it, when the line breaks, does nothing.
 */
export function getScript({ mark, helpers, questions }: ScriptRequest): string {
  const asked = questions.map((question, at) => `question ${at}\n${question}\n`);
  return `{\n${[getPrelude(mark), ...helpers, ...asked].join('\n')}question end\nexit 0\n} </dev/null\n`;
}
