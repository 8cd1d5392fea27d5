import { generatedNote, type Page, renderTable } from './page';

/** The table of codes of one room. */
export interface Room {
  readonly name: string;
  readonly codes: Readonly<Record<string, string>>;
}

/** The codes that stand in two rooms: a code must lead to one problem. */
export function findClashes(rooms: readonly Room[]): readonly string[] {
  const all = rooms.flatMap(({ codes }) => Object.keys(codes));
  return [...new Set(all.filter((code, index) => all.indexOf(code) !== index))].sort();
}

function renderRoom({ name, codes }: Room): string {
  const rows = Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  return `## ${name}\n\n${renderTable(
    ['code', 'problem'],
    rows.map(([code, summary]) => [`\`${code}\``, summary]),
  )}\n`;
}

/** docs/reference/diagnostics.md: every code that Strata can print. */
export function makeDiagnosticsPage(rooms: readonly Room[]): Page {
  const sorted = [...rooms].sort((a, b) => (a.name < b.name ? -1 : 1));
  const head = `# Diagnostics\n\n${generatedNote}\n\nThe three letters name the room that found the problem.\n`;
  return { file: 'docs/reference/diagnostics.md', text: [head, ...sorted.map(renderRoom)].join('\n') };
}
