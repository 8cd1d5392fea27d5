/** Units below this one are ASCII, for which there are tables. */
export const asciiUnits = 128;

/** A table with a 1 for each of these characters of ASCII, by unit: one look instead of many comparisons. */
export function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(asciiUnits);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** The characters from one to another. */
export function charactersBetween(first: string, last: string): string {
  const start = first.charCodeAt(0);
  const count = last.charCodeAt(0) - start + 1;
  return String.fromCharCode(...Array.from({ length: count }, (_, index) => start + index));
}
