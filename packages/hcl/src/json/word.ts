import { quote } from '../text/quote';

const ofJavaScript = ['undefined', 'NaN', 'Infinity'];

/** What is wrong with a word that is none of JSON's. */
export function wordProblem(word: string): string {
  if (ofJavaScript.includes(word)) return `The JavaScript identifier ${quote(word)} cannot be used in JSON.`;
  const meant = suggestWord(word);
  return `${quote(word)} is not a valid JSON keyword.${meant === undefined ? '' : ` Did you mean ${quote(meant)}?`}`;
}

const words = ['false', 'true', 'null'];

/** Upstream's: with so few and such short words more slips are told apart than elsewhere. */
const mostSlips = 2;

/** The word of JSON that was most likely meant. */
export function suggestWord(given: string): string | undefined {
  return words.find(
    (word) => Math.abs(word.length - given.length) <= mostSlips && distance(given, word) <= mostSlips,
  );
}

/** Letters to insert, remove or replace to make one word of the other (Levenshtein). */
function distance(from: string, to: string): number {
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (last[column - 1] as number) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min((last[column] as number) + 1, (current[column - 1] as number) + 1, replaced));
    }
    last = current;
  }
  return last[to.length] as number;
}
