/** Tries for one text: each may take as long as the failure itself. */
const mostTries = 400;

/** The shortest text that was found by leaving out parts of the given one, of which `fails` still holds. */
export async function minimise(text: string, fails: (text: string) => Promise<boolean>): Promise<string> {
  let shortest = text;
  let tries = 0;
  for (let size = Math.ceil(shortest.length / 2); size >= 1 && tries < mostTries; ) {
    let removed = false;
    for (let at = 0; at < shortest.length && tries < mostTries; ) {
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
