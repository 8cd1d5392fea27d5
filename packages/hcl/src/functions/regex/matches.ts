import type { Matcher, RE2JS } from 're2js';

/** All matches from left to right, the matcher standing at each; as in Go an empty one that touches the one before does not count. */
export function* matchesOf(pattern: RE2JS, text: string): Generator<Matcher> {
  const matcher = pattern.matcher(text);
  let previousEnd = -1;
  while (matcher.find()) {
    const touching = matcher.end() === matcher.start() && matcher.start() === previousEnd;
    previousEnd = matcher.end();
    if (!touching) yield matcher;
  }
}
