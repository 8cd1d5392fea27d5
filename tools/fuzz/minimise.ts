import { performance } from 'node:perf_hooks';

/** Tries for one text, and the time for all of them: each may take as long as the failure itself. */
const mostTries = 400;
const longestMilliseconds = 60_000;

/** The shortest text that was found by leaving out parts of the given one, of which `fails` still holds. */
export async function minimise(text: string, fails: (text: string) => Promise<boolean>): Promise<string> {
  let shortest = text;
  let tries = 0;
  const start = performance.now();
  const goesOn = () => tries < mostTries && performance.now() - start < longestMilliseconds;
  for (let size = Math.ceil(shortest.length / 2); size >= 1 && goesOn(); ) {
    let removed = false;
    for (let at = 0; at < shortest.length && goesOn(); ) {
      const candidate = shortest.slice(0, at) + shortest.slice(at + size);
      tries++;
      if (await fails(candidate)) {
        shortest = candidate;
        removed = true;
      } else at += size;
    }
    if (!removed || size > shortest.length)
      size = size === 1 ? 0 : Math.ceil(Math.min(size, shortest.length) / 2);
  }
  return shortest;
}
