/** One paragraph of a Debian control file: fields by their names in lower case, which are read that way. */
export type Stanza = ReadonlyMap<string, string>;

/**
 * Paragraphs of a control file. Source: deb822(5). Lines that are neither field nor continuation are passed over.
 *
 * @param wanted fields that are read, in lower case; descriptions and texts of licences are most of such files
 */
export function* parseStanzas(text: string, wanted: ReadonlySet<string>): Generator<Stanza> {
  let fields = new Map<string, string>();
  let name: string | undefined;
  for (const line of listLines(text)) {
    if (isEmpty(line)) {
      if (fields.size > 0) yield fields;
      fields = new Map();
      name = undefined;
    } else if (line.startsWith(' ') || line.startsWith('\t')) {
      if (name !== undefined) fields.set(name, `${fields.get(name)}\n${line.trim()}`);
    } else if (!line.startsWith('#')) {
      const colon = line.indexOf(':');
      const found = line.slice(0, Math.max(0, colon)).toLowerCase();
      name = wanted.has(found) ? found : undefined;
      if (name !== undefined) fields.set(name, line.slice(colon + 1).trim());
    }
  }
  if (fields.size > 0) yield fields;
}

/** One by one: a list of all lines of a large file takes longer than reading them. */
function* listLines(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    yield text.slice(start, stop);
    start = stop + 1;
  }
}

function isEmpty(line: string): boolean {
  return line === '' || (/^[ \t]/.test(line) && line.trim() === '');
}
