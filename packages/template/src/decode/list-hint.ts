/** Longer strings are scripts or lists that nobody wants to read twice. */
const LONGEST_SHOWN = 80;

/** How a string that was given for a list of strings is written as one. What is sensitive is not repeated. */
export function getListHint(text: string, { sensitive }: { readonly sensitive: boolean }): string {
  if (sensitive || text.length > LONGEST_SHOWN)
    return 'Write the strings between [ and ], with a comma after each.';
  const items = text === '' ? [] : text.split(',').map((item) => JSON.stringify(item.trim()));
  return `Write [${items.join(', ')}].`;
}
