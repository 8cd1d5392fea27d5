/** What those have in mind who write a character that JSON does not have. */
const hints: ReadonlyMap<string, string> = new Map([
  ["'", 'Strings stand in double quotes in JSON.'],
  ['`', 'Strings stand in double quotes in JSON.'],
  ['“', 'Use the straight quote (").'],
  ['”', 'Use the straight quote (").'],
  ['/', 'JSON has no comments; a property named "//" is read as one.'],
  ['#', 'JSON has no comments; a property named "//" is read as one.'],
  ['$', 'An expression stands in a string: "${var.name}".'],
]);

/** The next step for somebody who wrote such a token. */
export function hintFor(text: string): string | undefined {
  return hints.get(text);
}
