import { type Diagnostic, suggest } from '@strata/diagnostics';
import type { AttributeForm } from '../checks/kind';
import { problem } from '../codes';
import { isBeyondUs } from '../match/gjson';
import type { Matcher } from '../match/matcher';
import { parsePattern } from '../match/pattern';
import { compileRegExp } from '../match/regexp';
import { parseConstraint } from '../match/semver';
import { getMessage } from '../run/get-message';
import { describe, type Entry, type Located, toJson } from './tree';

/** Takes problems while a file is read, so that all are told. */
export type Tell = (diagnostic: Diagnostic) => void;

/** What a value of an attribute expects; undefined when it is told why not. */
export function readMatcher(node: Located, form: AttributeForm, tell: Tell): Matcher | undefined {
  return form === 'lines' && node.kind === 'list' ? readPatterns(node, tell) : readAny(node, tell);
}

function readPatterns(node: Located & { kind: 'list' }, tell: Tell): Matcher | undefined {
  const patterns = node.items.map((item) => {
    if (item.kind !== 'scalar' || typeof item.value === 'boolean' || item.value === null) {
      const detail = `Each line of a list here is a text, not ${describe(item)}.`;
      const hint = 'Write "text", "!text", "/expression/" or "!/expression/", or use `and:` with matchers.';
      tell(problem('TST005', { detail, subject: item.range, hint }));
      return undefined;
    }
    const { value } = item;
    return compile(item, tell, () => parsePattern(String(value)));
  });
  const known = patterns.filter((pattern) => pattern !== undefined);
  return known.length === patterns.length
    ? { kind: 'patterns', patterns: known, written: toJson(node) }
    : undefined;
}

function readAny(node: Located, tell: Tell): Matcher | undefined {
  const written = toJson(node);
  if (node.kind === 'list') {
    const matchers = readAll(node, tell);
    return matchers && { kind: 'contain-elements', matchers, written };
  }
  if (node.kind === 'map') return readNamed(node, tell);
  switch (typeof node.value) {
    case 'string':
      return { kind: 'text', value: node.value, written };
    case 'number':
      return { kind: 'number', value: node.value, written };
    case 'boolean':
      return { kind: 'equal', value: node.value, written };
    default:
      tell(
        problem('TST005', {
          detail: 'Nothing is expected here.',
          subject: node.range,
          hint: 'Give a value, a list or a matcher. An empty text is "".',
        }),
      );
      return undefined;
  }
}

function readAll(node: Located & { kind: 'list' }, tell: Tell): readonly Matcher[] | undefined {
  const matchers = node.items.map((item) => readAny(item, tell));
  const known = matchers.filter((matcher) => matcher !== undefined);
  return known.length === matchers.length ? known : undefined;
}

function readNamed(node: Located & { kind: 'map' }, tell: Tell): Matcher | undefined {
  const [entry, ...others] = node.entries;
  if (!entry || others.length > 0) {
    const names = node.entries.map(({ key }) => `"${key}"`).join(', ');
    tell(
      problem('TST006', {
        detail: entry ? `One matcher at a time: here are ${names}.` : 'No matcher is given here.',
        subject: node.range,
        hint: 'Several that must hold together stand in a list: `and: [{gt: 1}, {lt: 9}]`.',
      }),
    );
    return undefined;
  }
  const read = Object.hasOwn(READERS, entry.key) ? READERS[entry.key] : undefined;
  if (read) return read(entry, tell);
  const near = suggest(entry.key, Object.keys(READERS));
  tell(
    problem('TST006', {
      detail: `There is no matcher "${entry.key}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
      subject: entry.keyRange,
      hint: `Matchers: ${Object.keys(READERS).join(', ')}.`,
    }),
  );
  return undefined;
}

type Read = (entry: Entry, tell: Tell) => Matcher | undefined;

const READERS: Readonly<Record<string, Read>> = {
  equal: ({ value }) => ({ kind: 'equal', value: toJson(value), written: toJson(value) }),
  'have-prefix': readText('have-prefix'),
  'have-suffix': readText('have-suffix'),
  'contain-substring': readText('contain-substring'),
  'match-regexp': (entry, tell) => {
    const text = getText(entry, tell);
    const expression = text === undefined ? undefined : compile(entry.value, tell, () => compileRegExp(text));
    return expression && { kind: 'match-regexp', expression, written: toJson(entry.value) };
  },
  gt: readNumber('gt'),
  ge: readNumber('ge'),
  lt: readNumber('lt'),
  le: readNumber('le'),
  'have-len': readNumber('have-len'),
  'have-key': readInner('have-key'),
  'contain-element': readInner('contain-element'),
  not: readInner('not'),
  'contain-elements': readList('contain-elements'),
  'consist-of': readList('consist-of'),
  and: readList('and'),
  or: readList('or'),
  'have-patterns': ({ key, value }, tell) =>
    value.kind === 'list' ? readPatterns(value, tell) : refuse(key, value, 'a list of texts', tell),
  'semver-constraint': (entry, tell) => {
    const text = getText(entry, tell);
    if (text === undefined) return undefined;
    const constraint = parseConstraint(text);
    if (constraint) return { kind: 'semver-constraint', constraint, written: text };
    tell(
      problem('TST008', {
        detail: `"${text}" is no range of versions.`,
        subject: entry.value.range,
        hint: 'Compare whole versions: ">1.0.0 <2.0.0 !=1.5.0", with || between alternatives.',
      }),
    );
    return undefined;
  },
  gjson: readGjson,
};

function readText(kind: 'have-prefix' | 'have-suffix' | 'contain-substring'): Read {
  return (entry, tell) => {
    const value = getText(entry, tell);
    return value === undefined ? undefined : { kind, value, written: value };
  };
}

function readNumber(kind: 'gt' | 'ge' | 'lt' | 'le' | 'have-len'): Read {
  return ({ key, value }, tell) => {
    const number = value.kind === 'scalar' ? Number(value.value ?? Number.NaN) : Number.NaN;
    if (Number.isNaN(number)) return refuse(key, value, 'a number', tell);
    return { kind, value: number, written: toJson(value) };
  };
}

function readInner(kind: 'have-key' | 'contain-element' | 'not'): Read {
  return ({ value }, tell) => {
    const matcher = readAny(value, tell);
    return matcher && { kind, matcher, written: toJson(value) };
  };
}

function readList(kind: 'contain-elements' | 'consist-of' | 'and' | 'or'): Read {
  return ({ key, value }, tell) => {
    if (value.kind !== 'list') return refuse(key, value, 'a list', tell);
    const matchers = readAll(value, tell);
    return matchers && { kind, matchers, written: toJson(value) };
  };
}

function readGjson({ key, value }: Entry, tell: Tell): Matcher | undefined {
  if (value.kind !== 'map') return refuse(key, value, 'a map of paths', tell);
  const parts = value.entries.map((entry) => {
    if (isBeyondUs(entry.key)) {
      const detail = `The path "${entry.key}" uses a modifier, a query or a wildcard of gjson.`;
      const hint = 'Names, numbers and # between dots are understood, and @this. A test program can do more.';
      tell(problem('TST005', { detail, subject: entry.keyRange, hint }));
      return undefined;
    }
    const matcher = readAny(entry.value, tell);
    return matcher && { path: entry.key, matcher };
  });
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? { kind: 'gjson', parts: known, written: toJson(value) } : undefined;
}

function getText({ key, value }: Entry, tell: Tell): string | undefined {
  if (value.kind === 'scalar' && typeof value.value === 'string') return value.value;
  // An unquoted 42 is meant as text where nothing else can be.
  if (value.kind === 'scalar' && typeof value.value === 'number') return String(value.value);
  return refuse(key, value, 'a text', tell);
}

function refuse(name: string, node: Located, wanted: string, tell: Tell): undefined {
  const detail = `"${name}" takes ${wanted}, not ${describe(node)}.`;
  tell(problem('TST005', { detail, subject: node.range, hint: `Give ${wanted}.` }));
  return undefined;
}

/** Runs what throws at a bad regular expression. */
function compile<T>(node: Located, tell: Tell, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    const reason = getMessage(error).replace(/^Invalid regular expression: /, '');
    const detail = `${describe(node)} is no regular expression: ${reason}.`;
    const hint = 'Expressions are written as in Go (https://pkg.go.dev/regexp/syntax).';
    tell(problem('TST007', { detail, subject: node.range, hint }));
    return undefined;
  }
}
