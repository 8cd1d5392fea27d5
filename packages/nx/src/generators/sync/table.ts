/** An image project as the table shows it. */
export interface ImageRow {
  readonly name: string;
  /** From the workspace's root. */
  readonly root: string;
  readonly sources: readonly string[];
  readonly parents: readonly string[];
}

/** Where the table is kept, from the workspace's root. */
export const tableFile = 'docs/images.md';

const start = '<!-- images: kept by `nx sync` -->';
const end = '<!-- /images -->';

const list = (names: readonly string[]) =>
  names.length === 0 ? '' : names.map((name) => `\`${name}\``).join(', ');

function renderTable(rows: readonly ImageRow[]): string {
  const sorted = [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = sorted.map(
    ({ name, root, sources, parents }) => `| [${name}](../${root}) | ${list(sources)} | ${list(parents)} |`,
  );
  return ['| image | sources | made from |', '| --- | --- | --- |', ...lines].join('\n');
}

/** The page with the table put between its marks; what people wrote around it stays. */
export function writeTable(page: string | undefined, rows: readonly ImageRow[]): string {
  const block = `${start}\n\n${renderTable(rows)}\n\n${end}`;
  const text = page ?? `# Images\n\n${block}\n`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${block}\n`;
  return `${text.slice(0, from)}${block}${text.slice(to + end.length)}`;
}
