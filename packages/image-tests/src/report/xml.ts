import { getVisible } from '@strata/diagnostics';

/** A piece of XML: its name, its attributes, and what is in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (XmlElement | string)[];
}

export function element(
  name: string,
  attributes: XmlElement['attributes'],
  content: XmlElement['content'],
): XmlElement {
  return { name, attributes, content };
}

/**
 * A whole document. Texts may hold anything: what XML 1.0 knows no way to write becomes visible (`␛`).
 *
 * @param mask hides secrets in texts and attributes
 */
export function writeXml(root: XmlElement, mask: (text: string) => string = (text) => text): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, mask, '')}\n`;
}

function write(
  { name, attributes, content }: XmlElement,
  mask: (text: string) => string,
  indent: string,
): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(mask(value))}"`);
  const head = `${indent}<${name}${pairs.join('')}`;
  if (content.length === 0) return `${head}/>`;
  const inner = content.map((each) =>
    typeof each === 'string' ? escapeText(mask(each)) : `\n${write(each, mask, `${indent}  `)}`,
  );
  const end = typeof content.at(-1) === 'string' ? '' : `\n${indent}`;
  return `${head}>${inner.join('')}${end}</${name}>`;
}

/** Characters of XML 1.0, section 2.2, alone; a carriage return would be read as a line end. */
function escapeText(text: string): string {
  return getVisible(text)
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Readers make blanks of tabs and line ends in attributes. */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
