import { posix } from 'node:path';
import type { FunctionPorts } from '../functions/ports';
import { createFunctions } from '../functions/registry';
import { parseHcl } from '../parse/parse';
import { references } from '../references';
import type { Attribute, Body } from '../syntax/ast';
import { childrenOf } from '../syntax/walk';
import { corpusFiles, describeConformance, goldenLines } from '../testing/conformance';
import { type GoldenValue, readValue, describe as show } from '../testing/golden-value';
import { emptyPorts } from '../testing/ports';
import { Type } from '../types/type';
import { Value } from '../values/value';
import { evaluate } from './evaluate';
import type { Scope } from './scope';

type Bare = GoldenValue['$value'];

interface Folder {
  readonly dir: string;
  readonly variables?: Readonly<Record<string, { readonly value: Bare }>>;
  readonly locals?: Readonly<Record<string, { readonly value: Bare }>>;
  readonly attrs?: readonly {
    readonly at: string;
    readonly path: string;
    readonly value: Bare;
    readonly diags?: readonly { readonly summary: string; readonly detail: string }[];
  }[];
}

type Files = ReadonlyMap<string, Buffer>;

/** When the golden values were made. */
const then = Date.UTC(2024, 0, 2, 3, 4, 5);

/** What reads files that the archive lacks, or gives another value at each call, cannot be compared. */
const outside = new Set([
  'file',
  'filebase64',
  'fileexists',
  'fileset',
  'templatefile',
  'uuidv4',
  'bcrypt',
  'abspath',
  'legacy_isotime',
  'legacy_strftime',
]);
const notHere = new Set([
  'bcrypt',
  'csvdecode',
  'cidrhost',
  'cidrnetmask',
  'cidrsubnet',
  'base64gzip',
  'yamlencode',
  'vault',
]);

function portsFor(dir: string): FunctionPorts {
  return { ...emptyPorts, clock: { now: () => then }, root: posix.join('/', dir), cwd: posix.join('/', dir) };
}

/** In the files the value stands bare, with its type beside it. */
function goldenOr(value: Bare | undefined): Value {
  return value ? readValue({ $value: value }) : Value.unknown(Type.dynamic);
}

function record(golden: Folder['variables'] = {}): Value {
  return Value.object(new Map(Object.entries(golden).map(([name, { value }]) => [name, goldenOr(value)])));
}

function scopeOf(folder: Folder): Scope {
  const unknown = Value.unknown(Type.dynamic);
  return {
    variables: new Map<string, Value>([
      ['var', record(folder.variables)],
      ['local', record(folder.locals)],
      ['build', unknown],
      ['source', unknown],
      ['data', unknown],
      ['packer', unknown],
      ['path', unknown],
    ]),
    functions: createFunctions(portsFor(folder.dir)),
  };
}

/** Arguments by the line that they start on. */
function argumentsByLine(body: Body, into = new Map<number, Attribute>()): ReadonlyMap<number, Attribute> {
  for (const attribute of body.attributes.values()) into.set(attribute.range.start.line, attribute);
  for (const block of body.blocks) argumentsByLine(block.body, into);
  return into;
}

function calls({ expr }: Attribute): readonly string[] {
  const names: string[] = [];
  for (const todo = [expr]; todo.length > 0; ) {
    const next = todo.pop()!;
    if (next.kind === 'call') names.push(next.name);
    todo.push(...childrenOf(next));
  }
  return names;
}

const known = new Set(['var', 'local']);

/** Whether all that the value depends on is known here. */
function comparable(attribute: Attribute): boolean {
  if (calls(attribute).some((name) => outside.has(name) || notHere.has(name))) return false;
  return references(attribute.expr).every(({ root }) => known.has(root));
}

describeConformance('values in real templates', () => {
  test('are those of upstream, digit for digit', () => {
    const files: Files = corpusFiles();
    const differing: string[] = [];
    let compared = 0;
    let left = 0;
    for (const folder of goldenLines<Folder>('corpus-eval.jsonl.gz')) {
      const scope = scopeOf(folder);
      const trees = new Map<string, ReadonlyMap<number, Attribute>>();
      for (const { at, path, value, diags } of folder.attrs ?? []) {
        const [name = '', line] = at.split(':');
        const file = posix.join(folder.dir, name);
        const source = files.get(file);
        if (source && !trees.has(file))
          trees.set(file, argumentsByLine(parseHcl(source.toString(), name).value));
        const attribute = trees.get(file)?.get(Number(line));
        if (attribute === undefined || !comparable(attribute) || !path.endsWith(`.${attribute.name}`)) {
          left++;
          continue;
        }
        compared++;
        const got = evaluate(attribute.expr, scope);
        const ours =
          got.diagnostics.length > 0
            ? got.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`)
            : show(got.value);
        const theirs = diags
          ? diags.map(({ summary, detail }) => `${summary}: ${detail}`)
          : show(goldenOr(value));
        if (String(ours) !== String(theirs))
          differing.push(`${file}:${line} ${attribute.name}\n  got  ${ours}\n  want ${theirs}`);
      }
    }
    process.stdout.write(
      `${compared} values compared, ${left} left out: they depend on files, on a build, or are not found\n`,
    );
    expect(differing).toEqual([]);
  });
});
