/** An element of a document, in the order in which they begin. */
export interface ReadElement {
  readonly name: string;
  /** The name of the element around it, empty for the outermost. */
  readonly parent: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands directly in it. */
  readonly text: string;
}

const TOKEN =
  /<\?xml [^?]*\?>\s*|<(?<end>\/)?(?<name>[\w-]+)(?<pairs>(?:\s+[\w-]+="[^"<]*")*)\s*(?<empty>\/)?>|(?<text>[^<]+)/uy;

/** Reads the XML that tests write: strict about what is well-formed, ignorant of what nobody writes here. @throws at a mistake */
export function readXml(document: string): readonly ReadElement[] {
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u.test(document))
    throw new Error('Forbidden character.');
  const elements: (ReadElement & { text: string })[] = [];
  const open: (ReadElement & { text: string })[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(document)?.groups;
    if (!groups) throw new Error(`No XML at ${at}: ${document.slice(at, at + 40)}`);
    const { end, name, pairs = '', empty, text } = groups;
    const top = open.at(-1);
    if (text !== undefined) {
      if (top) top.text += unescapeText(text);
      else if (text.trim() !== '') throw new Error('Text outside of the document.');
    } else if (end) {
      if (open.pop()?.name !== name) throw new Error(`${name} ends where it did not begin.`);
    } else if (name !== undefined) {
      const attributes = Object.fromEntries(
        Array.from(pairs.matchAll(/([\w-]+)="([^"]*)"/g), ([, key = '', value = '']) => [
          key,
          unescapeText(value),
        ]),
      );
      const element = { name, parent: top?.name ?? '', attributes, text: '' };
      elements.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`${open.at(-1)?.name} does not end.`);
  return elements;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#9': '\t',
  '#10': '\n',
};

function unescapeText(text: string): string {
  return text.replace(/&([^;]*);?/g, (_, name: string) => {
    const meant = ENTITIES[name];
    if (meant === undefined) throw new Error(`No entity: ${name}`);
    return meant;
  });
}
