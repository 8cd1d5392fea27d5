import { toText } from './number/text';
import { compareText } from './order';
import type { Value } from './value';

const special: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as Go's encoding/json quotes it: `<`, `>` and `&` are escaped too, so that it may stand in HTML. */
export function jsonString(text: string): string {
  return `"${text.replace(/["\\\x00-\x1f<>&\u2028\u2029]/g, escaped)}"`;
}

function escaped(character: string): string {
  return special[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A wholly known value as compact JSON text, numbers with all their digits. */
export function jsonText(value: Value): string {
  const pieces: string[] = [];
  write(value, pieces);
  return pieces.join('');
}

function write(value: Value, pieces: string[]): void {
  switch (value.kind) {
    case 'string':
      pieces.push(jsonString(value.string));
      break;
    case 'bool':
      pieces.push(String(value.bool));
      break;
    case 'number':
      pieces.push(toText(value.number));
      break;
    case 'list':
    case 'set':
    case 'tuple':
      writeAll('[', value.elements.entries(), pieces);
      pieces.push(']');
      break;
    case 'map':
    case 'object':
      writeAll(
        '{',
        [...value.entries].sort(([a], [b]) => compareText(a, b)),
        pieces,
      );
      pieces.push('}');
      break;
    default:
      pieces.push('null');
  }
}

function writeAll(
  opening: string,
  parts: Iterable<readonly [string | number, Value]>,
  pieces: string[],
): void {
  let before = opening;
  for (const [key, part] of parts) {
    pieces.push(before);
    if (typeof key === 'string') pieces.push(jsonString(key), ':');
    write(part, pieces);
    before = ',';
  }
  if (before === opening) pieces.push(opening);
}
