import { trimEnd, trimStart } from '../../text/space';
import { defineText } from '../define';

function cutStart(text: string, cut: ReadonlySet<string>): string {
  let at = 0;
  for (const character of text) {
    if (!cut.has(character)) break;
    at += character.length;
  }
  return text.slice(at);
}

function cutEnd(text: string, cut: ReadonlySet<string>): string {
  let end = text.length;
  while (end > 0) {
    const length = /[\udc00-\udfff]/.test(text[end - 1] as string) && end > 1 ? 2 : 1;
    if (!cut.has(text.slice(end - length, end))) break;
    end -= length;
  }
  return text.slice(0, end);
}

export const trim = defineText(
  'The text without the given characters at its ends.',
  ['str', 'cutset'],
  (text, characters) => {
    const cut = new Set(characters);
    return cutEnd(cutStart(text, cut), cut);
  },
);

export const trimprefix = defineText('The text without the prefix.', ['str', 'prefix'], (text, prefix) =>
  text.startsWith(prefix) ? text.slice(prefix.length) : text,
);

export const trimsuffix = defineText('The text without the suffix.', ['str', 'suffix'], (text, suffix) =>
  suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
);

export const trimspace = defineText('The text without white space at its ends.', ['str'], (text) =>
  trimEnd(trimStart(text)),
);

export const chomp = defineText('The text without the line breaks at its end.', ['str'], (text) => {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return text.slice(0, end);
});
