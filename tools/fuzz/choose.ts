import { type Input, languages } from './input';
import { mutate } from './mutate';
import { createRandom, type Random } from './random';
import { generateInput } from './syntax';

/** What kinds of inputs there are, by their share in ten. */
const generatedInTen = 4;
const mutatedGeneratedInTen = 2;
/** One in so many mutations is read as another language than the one it comes from. */
const misread = 20;

/** Most of a real file that is taken: what is wrong with a longer one is wrong with a part of it, and sooner found. */
const longestPart = 1500;

/** A stretch of whole lines. */
function cut(text: string, random: Random): string {
  if (text.length <= longestPart) return text;
  const start = text.indexOf('\n', random.below(text.length - longestPart)) + 1;
  return text.slice(start, start + longestPart);
}

/** The input of a run at a place; it depends on nothing else. */
export function chooseInput(sources: readonly Input[], seed: number, index: number): Input {
  const random = createRandom(seed, index);
  const kind = random.below(10);
  const generated = kind < generatedInTen + mutatedGeneratedInTen;
  const input = generated ? generateInput(random.below(2 ** 31)) : random.pick(sources);
  const part = generated || random.below(2) === 0 ? input.text : cut(input.text, random);
  if (kind < generatedInTen) return input;
  const language = random.below(misread) === 0 ? random.pick(languages) : input.language;
  return { language, text: mutate(part, random) };
}
