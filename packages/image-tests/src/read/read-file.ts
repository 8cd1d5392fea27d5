import { type Diagnostic, suggest } from '@strata/diagnostics';
import type { Check } from '../checks/check';
import { problem } from '../codes';
import { isKind, kinds } from '../kinds';
import { parseYaml } from './parse-yaml';
import { readCheck } from './read-check';
import type { Tell } from './read-matcher';
import { describe, type Entry } from './tree';

/** A `gossfile:` entry that is not skipped. */
export interface Include {
  /** A path or a pattern, seen from the folder of the file. */
  readonly path: string;
  readonly range: Entry['keyRange'];
}

export interface TestFileContent {
  readonly checks: readonly Check[];
  readonly includes: readonly Include[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads one file of checks: YAML or JSON in goss's form.
 *
 * @param file the name that problems give
 */
export function readTestFile(file: string, text: string): TestFileContent {
  const { tree, diagnostics: told } = parseYaml(file, text);
  const diagnostics: Diagnostic[] = [...told];
  const tell: Tell = (diagnostic) => void diagnostics.push(diagnostic);
  const checks: Check[] = [];
  const includes: Include[] = [];
  if (tree && tree.kind !== 'map') {
    const detail = `A test file is a map from kinds of checks to checks, not ${describe(tree)}.`;
    tell(problem('TST005', { detail, subject: tree.range, hint: KINDS }));
  }
  for (const entry of tree?.kind === 'map' ? tree.entries : []) {
    if (entry.key === 'gossfile') includes.push(...readIncludes(entry, tell));
    else checks.push(...readSection(entry, tell));
  }
  return { checks, includes, diagnostics };
}

const KINDS = `Kinds: ${[...Object.keys(kinds), 'gossfile'].join(', ')}.`;

function readSection(section: Entry, tell: Tell): readonly Check[] {
  const { key, keyRange, value } = section;
  if (!isKind(key)) {
    const near = suggest(key, [...Object.keys(kinds), 'gossfile']);
    const detail = `There is no kind of check "${key}".${near === undefined ? '' : ` Did you mean "${near}"?`}`;
    tell(problem('TST002', { detail, subject: keyRange, hint: KINDS }));
    return [];
  }
  return getEntries(section, value.kind === 'map' ? value.entries : undefined, tell).flatMap(
    (entry) => readCheck(key, entry, tell) ?? [],
  );
}

function getEntries(section: Entry, entries: readonly Entry[] | undefined, tell: Tell): readonly Entry[] {
  if (entries) return entries;
  const { key, value } = section;
  if (value.kind === 'scalar' && value.value === null) return [];
  const detail = `"${key}" is a map from names to what is expected of them, not ${describe(value)}.`;
  tell(
    problem('TST005', { detail, subject: value.range, hint: 'For example: tcp:22: { listening: true }.' }),
  );
  return [];
}

function readIncludes(section: Entry, tell: Tell): readonly Include[] {
  const { value } = section;
  const entries = getEntries(section, value.kind === 'map' ? value.entries : undefined, tell);
  return entries.flatMap((entry) => {
    const given = entry.value.kind === 'map' ? entry.value.entries : [];
    const get = (name: string) => {
      const found = given.find(({ key }) => key === name)?.value;
      return found?.kind === 'scalar' ? found.value : undefined;
    };
    for (const { key, keyRange } of given) {
      if (['file', 'skip', 'title', 'meta'].includes(key)) continue;
      const detail = `A gossfile entry has no attribute "${key}".`;
      tell(problem('TST003', { detail, subject: keyRange, hint: 'Attributes: file, skip, title, meta.' }));
    }
    const path = get('file');
    if (get('skip') === true) return [];
    return [{ path: typeof path === 'string' && path !== '' ? path : entry.key, range: entry.keyRange }];
  });
}
