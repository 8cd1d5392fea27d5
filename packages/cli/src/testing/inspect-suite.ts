import { join } from 'node:path';
import type { Outcome, Suite } from '../../../hcl/src/testing/suite';
import { inspectFolder } from './inspect-folder';
import { goldenLines, openCorpus } from './shared';

/** A value as the golden file and `inspect --json` write it; the golden one also says how Go would. */
interface Encoded {
  readonly type: unknown;
  readonly v: unknown;
}

interface Golden {
  readonly dir: string;
  readonly parseError?: unknown;
  readonly variables?: Readonly<Record<string, { readonly value: Encoded }>>;
  readonly locals?: Readonly<Record<string, { readonly value?: Encoded; readonly diags?: unknown }>>;
  readonly attrs?: readonly { readonly at: string; readonly path: string; readonly value?: Encoded }[];
}

interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly blocks?: readonly Block[];
}

interface Attribute {
  readonly range: { readonly file: string; readonly start: { readonly line: number } };
  readonly expression?: string;
  readonly value?: Encoded;
}

interface Inspected {
  readonly variables: Readonly<Record<string, { readonly value: Encoded; readonly sensitive: boolean }>>;
  readonly locals: Readonly<Record<string, Attribute & { readonly value: Encoded }>>;
}

/** When the golden values were made. */
const THEN = Date.UTC(2024, 0, 2, 3, 4, 5);

/** What reads files that the archive lacks, or gives another value at each call, cannot be compared. */
const OUTSIDE = /\b(?:file|filebase64|fileexists|fileset|templatefile|uuidv4|bcrypt|abspath|legacy_\w+)\(/u;
/** Upstream's values know nothing of these; ours do. */
const KNOWN_HERE = /\b(?:path|packer|data)\./u;

/** Without what only Go says, and with a mask taken for what it stands for. */
function simplify(encoded: unknown): unknown {
  if (Array.isArray(encoded)) return encoded.map(simplify);
  if (typeof encoded !== 'object' || encoded === null) return encoded;
  return Object.fromEntries(
    Object.entries(encoded)
      .filter(([key]) => key !== 'go')
      .map(([key, value]) => [key, simplify(value)]),
  );
}

function hasMask(value: unknown): boolean {
  return JSON.stringify(value)?.includes('"marks"') ?? false;
}

/** Every attribute anywhere in the output, by its file, line and name. */
function findAttributes(node: unknown, found = new Map<string, Attribute>()): Map<string, Attribute> {
  if (typeof node !== 'object' || node === null) return found;
  const { attributes } = node as Block;
  for (const [name, one] of Object.entries(attributes ?? {}))
    found.set(`${one.range.file}:${one.range.start.line} ${name}`, one);
  for (const inner of Object.values(node)) findAttributes(inner, found);
  return found;
}

/** One value that is compared, by what it is of. */
function compareValue(name: string, got: Encoded | undefined, want: Encoded): Outcome {
  return {
    name,
    got: sortedText(got),
    want: sortedText(simplify(want)),
    ...(hasMask(got) && { leftOut: 'the value is secret, and shown as a mask' }),
  };
}

const leaveOut = (name: string, reason: string): Outcome => ({ name, got: '', want: '', leftOut: reason });

const outside = 'it depends on files or on chance';

/** Objects are equal whatever the order of their keys. */
function sortedText(encoded: unknown): string {
  return (
    JSON.stringify(encoded, (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ) ?? ''
  );
}

/**
 * Upstream's values know no data sources, so that what depends on one is unknown and of an unknown type; ours may know the
 * type by the definition of the data source.
 */
function knowsMore(got: Encoded | undefined, want: Encoded): boolean {
  return isUnknown(want, 'dynamic') && isUnknown(got);
}

function isUnknown(encoded: Encoded | undefined, type?: string): boolean {
  const { unknown } = Object(encoded?.v);
  return unknown !== undefined && (type === undefined || unknown === type);
}

function compareLocals({ dir, locals = {} }: Golden, inspected: Inspected): readonly Outcome[] {
  return Object.entries(locals).map(([key, { value, diags }]) => {
    const name = `${dir} local.${key}`;
    const local = inspected.locals[key];
    if (!value || diags || OUTSIDE.test(local?.expression ?? '')) return leaveOut(name, outside);
    if (knowsMore(local?.value, value))
      return leaveOut(name, 'it is of a data source, of which upstream knows nothing');
    return compareValue(name, local?.value, value);
  });
}

function compareVariables({ dir, variables = {} }: Golden, inspected: Inspected): readonly Outcome[] {
  return Object.entries(variables).map(([key, { value }]) =>
    compareValue(`${dir} var.${key}`, inspected.variables[key]?.value, value),
  );
}

/** What names nothing is an error here; the values of upstream were made with any name allowed. */
function compareAttributes({ dir, attrs = [] }: Golden, inspected: Inspected): readonly Outcome[] {
  const written = findAttributes(inspected);
  return attrs.map(({ at, path, value }) => {
    const attribute = path.slice(path.lastIndexOf('.') + 1);
    const name = `${dir}/${at} ${path}`;
    const found = written.get(`${at} ${attribute}`);
    const expression = found?.expression ?? '';
    if (!found?.value || !value)
      return leaveOut(name, 'it is not shown: a block that Packer does not know, or a name that is nothing');
    if (OUTSIDE.test(expression) || KNOWN_HERE.test(expression)) return leaveOut(name, outside);
    return compareValue(name, found.value, value);
  });
}

async function compareFolder(golden: Golden, root: string): Promise<readonly Outcome[]> {
  const { dir, parseError } = golden;
  const folder = join(root, dir);
  const { code, json } = await inspectFolder(folder, THEN);
  if (parseError) return [{ name: dir, got: code === 0 ? 'read' : 'refused', want: 'refused' }];
  if (code !== 0)
    return [leaveOut(dir, 'the folder holds several templates, or not all files are in the archive')];
  const inspected = JSON.parse(JSON.stringify(json).replaceAll(folder, '<DIR>')) as Inspected;
  return [
    ...compareVariables(golden, inspected),
    ...compareLocals(golden, inspected),
    ...compareAttributes(golden, inspected),
  ];
}

/** The variables, locals and arguments that `inspect --json` shows of real templates. */
export const inspectSuite: Suite = {
  name: 'corpus: values shown by inspect --json',
  measure: 'values',
  isLarge: true,
  async run(every) {
    // The golden values were made without the files that are read unasked.
    using corpus = openCorpus('*.auto.pkrvars.*');
    const outcomes: Outcome[] = [];
    for (const golden of goldenLines<Golden>('corpus-eval.jsonl.gz', every)) {
      outcomes.push(...(await compareFolder(golden, corpus.root)));
    }
    return outcomes;
  },
};
