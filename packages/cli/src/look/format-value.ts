import { isWhollyKnown, type Value } from '@strata/hcl';
import { formatNumber } from './format-number';
import { quote } from './quote';
import { isSecret, MASK, passOn } from './secret-leaf';

/**
 * A value as Packer's console and `inspect` show it: strings bare, but quoted inside others; one line for each element.
 * Anything that is not wholly known is `<unknown>`, whatever is sensitive `<sensitive>`.
 */
export function formatValue(value: Value): string {
  return isWhollyKnown(value) ? formatKnown(value, false) : '<unknown>';
}

function formatKnown(value: Value, nested: boolean): string {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return formatElements(value.elements.map((element) => formatKnown(passOn(value, element), true)));
    case 'map':
    case 'object':
      return formatEntries(value.entries, value);
    case 'null':
      return 'null';
    default:
      return formatPlain(value, nested);
  }
}

function formatPlain(value: Value, nested: boolean): string {
  if (isSecret(value)) return nested && value.kind === 'string' ? quote(MASK) : MASK;
  switch (value.kind) {
    case 'string':
      return nested ? quote(value.string) : value.string;
    case 'number':
      return formatNumber(value);
    case 'bool':
      return String(value.bool);
    default:
      return `<${value.kind === 'capsule' ? value.type.name : value.kind}>`;
  }
}

function formatElements(elements: readonly string[]): string {
  return elements.length === 0 ? '[]' : `[\n${elements.map((text) => `${indent(text)},\n`).join('')}]`;
}

/** Entries that are null are left out, as in Packer. */
function formatEntries(entries: ReadonlyMap<string, Value>, parent: Value): string {
  const rows = [...entries]
    .filter(([, entry]) => entry.kind !== 'null')
    .map(([key, entry]) => `${indent(`${quote(key)} = ${formatKnown(passOn(parent, entry), true)}`)}\n`);
  return rows.length === 0 ? '{}' : `{\n${rows.join('')}}`;
}

function indent(text: string): string {
  return text.replace(/^/gmu, '  ');
}
