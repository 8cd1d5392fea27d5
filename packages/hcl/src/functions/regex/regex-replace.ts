import type { Matcher } from 're2js';
import { defineText } from '../define';
import { refuseSize } from '../size';
import { compile } from './compile';
import { matchesOf } from './matches';

/** `regex_replace`: in the replacement `$1`, `$name` and `${name}` stand for groups, `$$` for a dollar sign. */
export const regexReplace = defineText(
  'The text with every match of a pattern replaced.',
  ['str', 'pattern', 'replace'],
  (text, pattern, replacement) => {
    const pieces: string[] = [];
    let at = 0;
    let size = text.length;
    for (const matcher of matchesOf(compile(pattern, 1), text)) {
      const piece = expand(replacement, matcher);
      size += piece.length;
      refuseSize(size);
      pieces.push(text.slice(at, matcher.start()), piece);
      at = matcher.end();
    }
    return pieces.join('') + text.slice(at);
  },
);

/** Go's Regexp.Expand: the longest run of word characters is the name; a group that is not there is empty. */
function expand(template: string, matcher: Matcher): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (_, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    return name === undefined ? '$' : groupOf(matcher, name);
  });
}

function groupOf(matcher: Matcher, name: string): string {
  if (/^\d+$/.test(name))
    return Number(name) <= matcher.groupCount() ? (matcher.group(Number(name)) ?? '') : '';
  return Object.hasOwn(matcher.namedGroups, name) ? (matcher.group(name) ?? '') : '';
}
