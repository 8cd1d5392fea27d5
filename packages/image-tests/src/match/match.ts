import { assign } from './assign';
import { followPath } from './gjson';
import { isEqual, isList, isObject, type Json } from './json';
import type { Match, Matcher, NumericKind } from './matcher';
import { getUnmet } from './pattern';
import { toItems, toNumber, toText } from './transform';

/** Holds a value against what is expected of it. */
export function match(matcher: Matcher, found: Json): Match {
  const expected = matcher.written;
  const say = (passed: boolean, message: string, more: Partial<Match> = {}): Match => ({
    ...{ passed, message, found, expected },
    ...more,
  });
  switch (matcher.kind) {
    case 'text':
      return say(toText(found) === matcher.value, 'to equal');
    case 'number':
      return matchNumber(found, (value) => value === matcher.value, say, 'to be numerically eq');
    case 'equal':
      return say(isEqual(found, matcher.value), 'to equal');
    case 'patterns': {
      const missing = getUnmet(matcher.patterns, toText(found)).map(({ written }) => written);
      return say(missing.length === 0, 'to have patterns', { missing });
    }
    case 'have-prefix':
      return say(toText(found).startsWith(matcher.value), 'to have prefix');
    case 'have-suffix':
      return say(toText(found).endsWith(matcher.value), 'to have suffix');
    case 'contain-substring':
      return say(toText(found).includes(matcher.value), 'to contain substring');
    case 'match-regexp':
      return say(matcher.expression.test(toText(found)), 'to match regular expression');
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le': {
      const compare = COMPARISONS[matcher.kind];
      const message = `to be numerically ${matcher.kind}`;
      return matchNumber(found, (value) => compare(value, matcher.value), say, message);
    }
    case 'have-len':
      return matchLength(found, matcher.value, say);
    case 'have-key': {
      const keys = isObject(found) ? Object.keys(found) : undefined;
      if (!keys) return say(false, 'to have key matching', { error: 'A map is needed.' });
      return say(
        keys.some((key) => match(matcher.matcher, key).passed),
        'to have key matching',
      );
    }
    case 'contain-element':
      return say(
        toItems(found).some((item) => match(matcher.matcher, item).passed),
        'to contain element matching',
      );
    case 'contain-elements':
      return matchItems(matcher.matchers, found, say, false);
    case 'consist-of':
      return matchItems(matcher.matchers, found, say, true);
    case 'not':
      return negate(match(matcher.matcher, found), say);
    case 'and': {
      const all = matcher.matchers.map((each) => match(each, found));
      return all.find(({ passed }) => !passed) ?? say(true, 'to satisfy all of');
    }
    case 'or':
      return say(
        matcher.matchers.some((each) => match(each, found).passed),
        'to satisfy at least one of',
      );
    case 'semver-constraint': {
      const holds = toItems(found).map((item) => matcher.constraint(toText(item)));
      if (holds.includes(undefined))
        return say(false, 'to satisfy semver constraint', { error: 'This is no semantic version (1.2.3).' });
      return say(!holds.includes(false), 'to satisfy semver constraint');
    }
    case 'gjson':
      return matchParts(matcher.parts, found, say);
  }
}

type Say = (passed: boolean, message: string, more?: Partial<Match>) => Match;

const COMPARISONS: Readonly<Record<NumericKind, (left: number, right: number) => boolean>> = {
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};

function matchNumber(found: Json, holds: (value: number) => boolean, say: Say, message: string): Match {
  const value = toNumber(found);
  return value === undefined
    ? say(false, message, { error: 'A number is needed.' })
    : say(holds(value), message);
}

function matchLength(found: Json, length: number, say: Say): Match {
  const message = 'to have length';
  // A text is as long as its bytes: Go counts them.
  if (typeof found === 'string') return say(Buffer.byteLength(found) === length, message);
  if (isList(found)) return say(found.length === length, message);
  if (isObject(found)) return say(Object.keys(found).length === length, message);
  return say(false, message, { error: 'A text, a list or a map is needed.' });
}

function matchItems(matchers: readonly Matcher[], found: Json, say: Say, isWhole: boolean): Match {
  const items = toItems(found);
  const taken = assign(matchers.length, items.length, (place, item) => {
    const matcher = matchers[place];
    return matcher !== undefined && match(matcher, items[item] ?? null).passed;
  });
  const missing = matchers.filter((_, place) => taken[place] === undefined).map(({ written }) => written);
  const extra = isWhole ? items.filter((_, item) => !taken.includes(item)) : [];
  return say(
    missing.length === 0 && extra.length === 0,
    isWhole ? 'to consist of' : 'to contain elements matching',
    { ...(missing.length > 0 && { missing }), ...(extra.length > 0 && { extra }) },
  );
}

function negate({ passed, message, error }: Match, say: Say): Match {
  const more = error === undefined ? {} : { error };
  return say(error === undefined && !passed, `not ${message}`, more);
}

function matchParts(
  parts: readonly { readonly path: string; readonly matcher: Matcher }[],
  found: Json,
  say: Say,
): Match {
  const value = parseJson(toText(found));
  if (value === undefined) return say(false, 'to match in JSON', { error: 'This is no valid JSON.' });
  for (const { path, matcher } of parts) {
    const part = followPath(value, path);
    if (part === undefined)
      return say(false, 'to match in JSON', { error: `Nothing is at ${path} in the JSON.` });
    const result = match(matcher, part);
    if (!result.passed) return result;
  }
  return say(true, 'to match in JSON');
}

function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
