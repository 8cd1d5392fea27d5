import { type AptSource, normalizeUri } from './apt-source';

/** Fields of one paragraph, names in lower case; folded lines are joined by newlines. */
export type Paragraph = ReadonlyMap<string, string>;

/** Splits deb822 text into paragraphs: deb822(5). Comment lines vanish, even inside a folded field. */
export function parseParagraphs(text: string): readonly Paragraph[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const paragraphs: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  let field = '';
  for (const line of lines) {
    if (line.trim() === '') {
      current = undefined;
      continue;
    }
    if (!current) {
      current = new Map();
      paragraphs.push(current);
    }
    const start = /^([!-9;-~]+):\s*(.*)$/.exec(line);
    if (start && !/^\s/.test(line)) {
      field = (start[1] as string).toLowerCase();
      current.set(field, (start[2] as string).trim());
    } else if (current.has(field)) {
      current.set(field, `${current.get(field)}\n${line.trim()}`);
    }
  }
  return paragraphs;
}

/** Reads `*.sources` files: sources.list(5), deb822 style. Paragraphs that are switched off are skipped. */
export function parseDeb822(text: string): readonly AptSource[] {
  return parseParagraphs(text).filter(isUsed).flatMap(getSources);
}

function isUsed(paragraph: Paragraph): boolean {
  return (
    words(paragraph, 'types').includes('deb') &&
    !/^(no|false|0|off|without|disable)$/i.test(paragraph.get('enabled') ?? '')
  );
}

function getSources(paragraph: Paragraph): readonly AptSource[] {
  const components = words(paragraph, 'components');
  const signedBy = words(paragraph, 'signed-by').filter((part) => part.startsWith('/'));
  return words(paragraph, 'uris').flatMap((uri) =>
    words(paragraph, 'suites').map((suite) => ({ uri: normalizeUri(uri), suite, components, signedBy })),
  );
}

function words(paragraph: Paragraph, field: string): readonly string[] {
  return (paragraph.get(field) ?? '').split(/[\s,]+/).filter(Boolean);
}
