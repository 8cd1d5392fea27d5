import type { Diagnostic } from '@strata/diagnostics';
import { references } from '../references';
import type { Expression, Traversal } from '../syntax/ast';
import { quote } from '../text/quote';
import { friendlyName } from '../types/names';
import { toText } from '../values/number/text';
import type { Value } from '../values/value';
import type { Context } from './context';
import { evaluateTraversal } from './traversal';

/** The expression that failed, and what names meant there. */
interface Origin {
  readonly expr: Expression;
  readonly context: Context;
}

/** By problem. Most problems inside of `try` and `can` are never shown, so nothing is looked up before that is known. */
export type Origins = WeakMap<Diagnostic, Origin>;

/** Remembers where new problems came from; the innermost expression around a problem is asked first, and counts. */
export function noteOrigins(context: Context, expr: Expression, from: number): void {
  for (const diagnostic of context.diagnostics.slice(from)) {
    if (!context.origins.has(diagnostic)) context.origins.set(diagnostic, { expr, context });
  }
}

/** The problems with the values that the failing expressions worked on. */
export function explain(diagnostics: readonly Diagnostic[], origins: Origins): Diagnostic[] {
  const known: Names = new Map();
  return diagnostics.map((diagnostic) => {
    const origin = origins.get(diagnostic);
    const values = origin ? getValues(origin, known) : [];
    return values.length > 0 ? { ...diagnostic, values } : diagnostic;
  });
}

type NamedValue = NonNullable<Diagnostic['values']>[number];

/** The names in an expression with where each stands first. A long text has them looked for once, not for each problem. */
type Names = Map<Expression, ReadonlyMap<string, Traversal>>;

/** More would hide the problem. */
const MOST_VALUES = 6;
/** Names that are looked up for one problem: most of those in a text with many problems mean nothing. */
const MOST_NAMES = 30;

function getValues({ expr, context }: Origin, known: Names): readonly NamedValue[] {
  const names = known.get(expr) ?? getNames(expr);
  known.set(expr, names);
  const values: NamedValue[] = [];
  for (const [name, traversal] of names) {
    const value = lookUp(traversal, context);
    const text = value && describe(value);
    if (text !== undefined) values.push({ name, text });
    if (values.length === MOST_VALUES) break;
  }
  return values;
}

function getNames(expr: Expression): ReadonlyMap<string, Traversal> {
  const names = new Map<string, Traversal>();
  for (const traversal of references(expr)) {
    const name = nameOf(traversal);
    if (name !== undefined && !names.has(name)) names.set(name, traversal);
    if (names.size === MOST_NAMES) break;
  }
  return names;
}

/** As the template writes it; undefined where an index makes it long. */
function nameOf({ root, steps }: Traversal): string | undefined {
  const names = steps.map((step) => (step.kind === 'attribute' ? `.${step.name}` : undefined));
  return names.includes(undefined) ? undefined : `${root}${names.join('')}`;
}

function lookUp(traversal: Traversal, context: Context): Value | undefined {
  const inner: Context = { ...context, diagnostics: [] };
  const value = evaluateTraversal(traversal, inner);
  return inner.diagnostics.length === 0 ? value : undefined;
}

/** One short line: the text of what is small, and the kind of what is large, secret or not known. */
function describe(value: Value): string | undefined {
  if (value.sensitive) return 'a sensitive value';
  switch (value.kind) {
    case 'unknown':
      return 'not known yet';
    case 'null':
      return 'null';
    case 'string':
      return quote(shorten(value.string));
    case 'number':
      return shorten(toText(value.number));
    case 'bool':
      return String(value.bool);
    case 'list':
    case 'set':
    case 'tuple':
      return `${friendlyName(value.type)} with ${count(value.elements.length, 'element')}`;
    case 'map':
      return `${friendlyName(value.type)} with ${count(value.entries.size, 'element')}`;
    case 'object':
      return `object with ${count(value.entries.size, 'attribute')}`;
    case 'capsule':
      return undefined;
  }
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

const MOST_CHARACTERS = 60;

function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 2 * MOST_CHARACTERS + 1));
  return characters.length <= MOST_CHARACTERS ? text : `${characters.slice(0, MOST_CHARACTERS).join('')}…`;
}
