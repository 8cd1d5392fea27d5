/** A page that a tool owns: its place and its whole text. */
export interface Page {
  /** From the repository's root. */
  readonly file: string;
  readonly text: string;
}

export const generatedNote = '<!-- Made by `npm run fix` from the sources; edit those. -->';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A Markdown table. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
