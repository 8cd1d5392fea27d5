import { defineText } from '../define';

/** Anything else may be a character whose mapping is special. */
const beyondAscii = /[^\x00-\x7f]/;

/** Go maps character by character, and a character to one character: ß stays ß. */
function mapCharacters(text: string, map: (text: string) => string): string {
  if (!beyondAscii.test(text)) return map(text);
  return Array.from(text, (character) => {
    const mapped = map(character);
    return mapped.length === character.length ? mapped : character;
  }).join('');
}

export const toUpper = (text: string) => mapCharacters(text, (character) => character.toUpperCase());

/** U+0130 has a simple mapping that JavaScript does not use. */
export const toLower = (text: string) =>
  mapCharacters(text, (character) => (character === '\u0130' ? 'i' : character.toLowerCase()));

export const upper = defineText('The text in upper case.', ['str'], toUpper);
export const lower = defineText('The text in lower case.', ['str'], toLower);

const wordStart = /(?<![\p{L}\p{Nd}_])\p{L}/gu;

export const title = defineText(
  'The text with the first letter of each word in upper case.',
  ['str'],
  (text) => text.replace(wordStart, toUpper),
);
