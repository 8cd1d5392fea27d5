import type { Range } from '@strata/diagnostics';
import type { Expression } from '@strata/hcl';

/** Something that gives a variable a value. Of several, the last one wins. */
export interface Assignment {
  readonly name: string;
  readonly from: 'environment' | 'file' | 'argument';
  /** Text as it came, or what a variable file says. */
  readonly given: { readonly text: string } | { readonly expr: Expression };
  readonly range: Range;
}

const PREFIX = 'PKR_VAR_';

/** What `PKR_VAR_*` in the environment assigns to the declared variables; other names are nobody's mistake. */
export function getEnvironmentAssignments(
  environment: Readonly<Record<string, string | undefined>>,
  declared: Iterable<string>,
): readonly Assignment[] {
  return [...declared].flatMap((name): readonly Assignment[] => {
    const text = environment[PREFIX + name];
    if (text === undefined) return [];
    return [{ name, from: 'environment', given: { text }, range: getTextRange(PREFIX + name, text) }];
  });
}

/** The environment variable that assigns a variable. */
export function getEnvironmentName(variable: string): string {
  return PREFIX + variable;
}

/** The place of a text that stands in no file. */
export function getTextRange(source: string, text: string): Range {
  const start = { line: 1, column: 1, byte: 0 };
  const end = { line: 1, column: text.length + 1, byte: Buffer.byteLength(text) };
  return { file: source, start, end };
}
