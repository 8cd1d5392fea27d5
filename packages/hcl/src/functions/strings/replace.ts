import { defineText } from '../define';
import { refuseSize } from '../size';

export const replace = defineText(
  'The text with one text in it replaced by another everywhere.',
  ['str', 'substr', 'replace'],
  (text, from, to) => (from === '' ? interspersed(text, to) : replaced(text, from, to)),
);

function replaced(text: string, from: string, to: string): string {
  const parts = text.split(from);
  refuseSize(text.length + (parts.length - 1) * (to.length - from.length));
  return parts.join(to);
}

/** As in Go, nothing at all is found before each character and at the end. */
function interspersed(text: string, to: string): string {
  const characters = Array.from(text);
  refuseSize(text.length + (characters.length + 1) * to.length);
  return `${to}${characters.map((character) => character + to).join('')}`;
}
