/** A loop over names is a mistake, and would burden a server that others need. */
const mostRequests = 1000;
const atATime = 8;

/** Answers to questions, each asked once. */
export interface Answers<A> {
  /** What was answered; undefined, and a note to ask, when nothing was yet. */
  find(id: string, ask: () => Promise<A>): A | undefined;
  /** Asks what was noted since the last time; false when nothing was. Rejects as a question does. */
  fetch(): Promise<boolean>;
}

/** @param tooMany answers whoever asks for more than any template needs */
export function createAnswers<A>(tooMany: (most: number) => A): Answers<A> {
  const answers = new Map<string, A>();
  const wanted = new Map<string, () => Promise<A>>();
  return {
    find(id, ask) {
      const answer = answers.get(id);
      if (answer) return answer;
      if (answers.size + wanted.size >= mostRequests && !wanted.has(id)) return tooMany(mostRequests);
      wanted.set(id, ask);
      return undefined;
    },
    async fetch() {
      const questions = [...wanted];
      wanted.clear();
      for (let from = 0; from < questions.length; from += atATime) {
        const some = questions.slice(from, from + atATime);
        await Promise.all(some.map(async ([id, ask]) => answers.set(id, await ask())));
      }
      return questions.length > 0;
    },
  };
}
