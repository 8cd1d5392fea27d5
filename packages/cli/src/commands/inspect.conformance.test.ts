import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inspectFolder } from '../testing/inspect-folder';
import { describeShared, goldenLines, openCorpus } from '../testing/shared';

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
const GOAL = 0.995;

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

describeShared('inspect --json over real templates', () => {
  test('gives the values that upstream gives', async () => {
    // The golden values were made without the files that are read unasked.
    using corpus = openCorpus('*.auto.pkrvars.*');
    const compared = { variables: 0, locals: 0, attributes: 0 };
    const left = { folders: 0, secret: 0, outside: 0, missing: 0 };
    const differing: string[] = [];
    const compare = (what: string, kind: keyof typeof compared, got: Encoded | undefined, want: Encoded) => {
      if (hasMask(got)) {
        left.secret++;
        return;
      }
      compared[kind]++;
      if (!isDeepStrictEqual(got, simplify(want)))
        differing.push(`${what}\n  got  ${JSON.stringify(got)}\n  want ${JSON.stringify(simplify(want))}`);
    };
    for (const { dir, parseError, variables = {}, locals = {}, attrs = [] } of goldenLines<Golden>(
      'corpus-eval.jsonl.gz',
    )) {
      const folder = join(corpus.root, dir);
      const { code, json } = await inspectFolder(folder, THEN);
      if (parseError && code === 0) differing.push(`${dir} is not refused`);
      // Folders whose template is not in the archive, and those that hold several templates.
      if (code !== 0) {
        left.folders++;
        continue;
      }
      const inspected = JSON.parse(JSON.stringify(json).replaceAll(folder, '<DIR>')) as Inspected;
      for (const [name, { value }] of Object.entries(variables))
        compare(`${dir} var.${name}`, 'variables', inspected?.variables[name]?.value, value);
      for (const [name, { value, diags }] of Object.entries(locals)) {
        const local = inspected?.locals[name];
        if (!value || diags || OUTSIDE.test(local?.expression ?? '')) left.outside++;
        else compare(`${dir} local.${name}`, 'locals', local?.value, value);
      }
      const written = findAttributes(inspected);
      for (const { at, path, value } of attrs) {
        const name = path.slice(path.lastIndexOf('.') + 1);
        const found = written.get(`${at} ${name}`);
        const expression = found?.expression ?? '';
        // What names nothing is an error here; the values of upstream were made with any name allowed.
        if (!found?.value || !value) left.missing++;
        else if (OUTSIDE.test(expression) || KNOWN_HERE.test(expression)) left.outside++;
        else compare(`${dir}/${at} ${name}`, 'attributes', found.value, value);
      }
    }
    const all = compared.variables + compared.locals + compared.attributes;
    const share = 1 - differing.length / all;
    process.stdout.write(
      `inspect --json: ${all - differing.length} of ${all} values equal (${(share * 100).toFixed(2)} %; ${JSON.stringify(compared)}); left out ${JSON.stringify(left)}\n`,
    );
    expect(all).toBeGreaterThan(5000);
    if (share < GOAL) expect(differing).toEqual([]);
  }, 300_000);
});
