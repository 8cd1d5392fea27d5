import type { Diagnostic, Range } from '@strata/diagnostics';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { problem } from '../codes';
import { getMessage } from '../run/get-message';
import { createPlaces, type Places } from './place';
import type { Entry, Located } from './tree';

/** More aliases than this within each other are a bomb, not a test. */
const MAX_ALIASES = 100;

/**
 * Reads YAML, or JSON, with places.
 *
 * @returns undefined beside problems, or for an empty file
 */
export function parseYaml(
  file: string,
  text: string,
): { readonly tree: Located | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const places = createPlaces(file, text);
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  const diagnostics = document.errors.map(({ message, pos: [start, end] }) =>
    problem('TST001', {
      detail: `${message}${/[.!?]$/.test(message) ? '' : '.'}`,
      subject: places(start, end),
      hint: getHint(text),
    }),
  );
  if (diagnostics.length > 0) return { tree: undefined, diagnostics };
  const bomb = findBomb(document);
  if (bomb !== undefined) {
    const subject = places(0, 0);
    const hint = 'Write out what the aliases stand for.';
    return { tree: undefined, diagnostics: [problem('TST001', { detail: bomb, subject, hint })] };
  }
  const tree = isNode(document.contents) ? locate(document.contents, document, places) : undefined;
  return { tree, diagnostics: [] };
}

function getHint(text: string): string {
  return /\{\{/.test(text)
    ? 'Templates of goss ({{ … }}) are not filled in here: write what they would give, or use a test program.'
    : 'https://yaml.org/spec/1.2.2/ tells how YAML is written; indent by blanks, and quote texts that begin with one of ! & * { [ % @.';
}

function findBomb(document: Document.Parsed): string | undefined {
  try {
    document.toJS({ maxAliasCount: MAX_ALIASES });
    return undefined;
  } catch (error) {
    return `${getMessage(error)}.`;
  }
}

function locate(node: Node, document: Document.Parsed, places: Places): Located {
  const [start = 0, end = 0] = node.range ?? [];
  const range = places(start, end);
  if (isAlias(node)) {
    const meant = node.resolve(document);
    return meant ? { ...locate(meant, document, places), range } : { kind: 'scalar', value: null, range };
  }
  if (isMap(node)) return { kind: 'map', range, entries: getEntries(node, document, places) };
  if (isSeq(node)) {
    const items = node.items.map((item) =>
      isNode(item) ? locate(item, document, places) : nothingAt(range),
    );
    return { kind: 'list', range, items };
  }
  return { kind: 'scalar', value: isScalar(node) ? getPlain(node.value) : null, range };
}

/** What a map says itself comes before what it merges. */
function getEntries(map: YAMLMap, document: Document.Parsed, places: Places): readonly Entry[] {
  const own = new Map<string, Entry>();
  const merged: Entry[] = [];
  for (const pair of map.items) {
    if (!isPair(pair)) continue;
    const entry = getEntry(pair, document, places);
    if (entry.key !== '<<') own.set(entry.key, entry);
    else for (const part of getMaps(entry.value)) merged.push(...part);
  }
  for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
  return [...own.values()];
}

function getMaps(value: Located): readonly (readonly Entry[])[] {
  if (value.kind === 'map') return [value.entries];
  return value.kind === 'list' ? value.items.flatMap(getMaps) : [];
}

function getEntry({ key, value }: Pair, document: Document.Parsed, places: Places): Entry {
  const located = isNode(key) ? locate(key, document, places) : undefined;
  const keyRange = located?.range ?? places(0, 0);
  const name = located?.kind === 'scalar' ? String(located.value ?? '') : '';
  return {
    key: name,
    keyRange,
    value: isNode(value) ? locate(value, document, places) : nothingAt(keyRange),
  };
}

const nothingAt = (range: Range): Located => ({ kind: 'scalar', value: null, range });

/** Dates and numbers beyond JSON's are texts for a test. */
function getPlain(value: unknown): null | boolean | number | string {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  return String(value);
}
