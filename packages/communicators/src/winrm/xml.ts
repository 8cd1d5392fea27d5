import { SaxesParser } from 'saxes';

/** An element of a document, with what its prefixes stood for. */
export interface XmlElement {
  readonly namespace: string;
  /** Without prefix. */
  readonly name: string;
  /** By local name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly in it. */
  readonly text: string;
}

interface Growing extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads a document.
 *
 * @throws Error with the parser's words for what is not well-formed
 */
export function parseXml(document: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: Growing[] = [];
  let root: XmlElement | undefined;
  parser.on('opentag', ({ uri, local, attributes }) => {
    const entries = Object.values(attributes).map(({ local: name, value }) => [name, value]);
    const element: Growing = {
      namespace: uri,
      name: local,
      attributes: Object.fromEntries(entries),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(document).close();
  if (!root) throw new Error('the document is empty');
  return root;
}

/** Every element of a name, however deep, in the order of the document. */
export function findElements(within: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return within.children.flatMap((child) => [
    ...(child.namespace === namespace && child.name === name ? [child] : []),
    ...findElements(child, namespace, name),
  ]);
}

/** The first of them. */
export function findElement(within: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return findElements(within, namespace, name)[0];
}

/** Text as it stands in an element or an attribute. A bare carriage return would be read as a line feed. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
