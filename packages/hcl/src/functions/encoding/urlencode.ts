import { defineText } from '../define';

export const urlencode = defineText(
  'The text as it may stand in the query of a URL; a space becomes a plus sign.',
  ['str'],
  (text) =>
    encodeURIComponent(wellFormed(text))
      .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
);

/** Half of a surrogate pair is no character: encodeURIComponent would throw. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
