import { defineText } from '../define';

export const replace = defineText(
  'The text with one text in it replaced by another everywhere.',
  ['str', 'substr', 'replace'],
  (text, from, to) =>
    from === ''
      ? `${to}${Array.from(text, (character) => character + to).join('')}`
      : text.split(from).join(to),
);
