/** One paragraph of a Debian control file: fields by their names in lower case, which are read that way. */
export type Stanza = ReadonlyMap<string, string>;

/** Paragraphs of a control file. Source: deb822(5). Lines that are neither field nor continuation are passed over. */
export function* parseStanzas(text: string): Generator<Stanza> {
  for (const paragraph of text.split(/\n(?:[ \t]*\n)+/)) {
    const fields = parseFields(paragraph);
    if (fields.size > 0) yield fields;
  }
}

function parseFields(paragraph: string): Stanza {
  const fields = new Map<string, string>();
  let name: string | undefined;
  for (const line of paragraph.split('\n')) {
    if (line.startsWith('#')) continue;
    if (/^[ \t]/.test(line)) {
      if (name !== undefined) fields.set(name, `${fields.get(name)}\n${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    name = line.slice(0, colon).toLowerCase();
    fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}
