import { posix } from 'node:path';
import { evaluate } from '../../evaluate/evaluate';
import type { Scope } from '../../evaluate/scope';
import { createDefaultFunctions, createFunctions } from '../../functions/create';
import type { FunctionPorts } from '../../functions/ports';
import { parseHcl } from '../../parse/parse';
import { references } from '../../references';
import type { Attribute, Body } from '../../syntax/ast';
import { childrenOf } from '../../syntax/walk';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { describeRefined, type GoldenValue, readValue } from '../golden-value';
import { emptyPorts } from '../ports';
import { corpusFiles, goldenLines } from '../shared';
import type { Comparison, Outcome, Suite } from '../suite';
import { absent } from './corpus';

type Bare = GoldenValue['$value'];

interface Folder {
  readonly dir: string;
  readonly variables?: Readonly<Record<string, { readonly value: Bare }>>;
  readonly locals?: Readonly<Record<string, { readonly value: Bare }>>;
  readonly attrs?: readonly GoldenAttribute[];
}

interface GoldenAttribute {
  readonly at: string;
  readonly path: string;
  readonly value: Bare;
  readonly diags?: readonly { readonly summary: string; readonly detail: string }[];
}

/** When the golden values were made. */
const then = Date.UTC(2024, 0, 2, 3, 4, 5);

/** What reads files that the archive lacks, or gives another value at each call, cannot be compared. */
const outside: ReadonlySet<string> = new Set([
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
  const ports = portsFor(folder.dir);
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
    functions: new Map([...createFunctions(ports), ...createDefaultFunctions(ports)]),
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

const known: ReadonlySet<string> = new Set(['var', 'local']);

const byChance = 'it depends on files or on chance';

/** Why a value cannot be compared, when it cannot. */
function whyNot(attribute: Attribute): string | undefined {
  if (calls(attribute).some((name) => outside.has(name))) return byChance;
  return references(attribute.expr).every(({ root }) => known.has(root))
    ? undefined
    : 'it depends on a build or on data sources';
}

function compareValue(attribute: Attribute, golden: GoldenAttribute, scope: Scope): Comparison {
  const leftOut = whyNot(attribute);
  if (leftOut === byChance) return { got: '', want: '', leftOut };
  const got = evaluate(attribute.expr, scope);
  const problems = (list: NonNullable<GoldenAttribute['diags']>) =>
    String(list.map(({ summary, detail }) => `${summary}: ${detail}`));
  return {
    got: got.diagnostics.length > 0 ? problems(got.diagnostics) : describeRefined(got.value),
    want: golden.diags ? problems(golden.diags) : describeRefined(goldenOr(golden.value)),
    ...(leftOut !== undefined && { leftOut }),
  };
}

type Sources = Map<string, ReadonlyMap<number, Attribute>>;

function compareAttribute(folder: Folder, golden: GoldenAttribute, scope: Scope, sources: Sources): Outcome {
  const [file = '', line] = golden.at.split(':');
  const path = posix.join(folder.dir, file);
  const name = `${path}:${line} ${golden.path}`;
  const source = corpusFiles().get(path);
  if (source === undefined) return { name, got: '', want: '', leftOut: absent };
  const found = sources.get(path) ?? argumentsByLine(parseHcl(source.toString(), file).value);
  sources.set(path, found);
  const attribute = found.get(Number(line));
  if (attribute === undefined || !golden.path.endsWith(`.${attribute.name}`)) {
    return { name, got: '', want: '', leftOut: 'several arguments stand on the line' };
  }
  return { name, ...compareValue(attribute, golden, scope) };
}

export const corpusValueSuites: readonly Suite[] = [
  {
    name: 'corpus: values of arguments',
    measure: 'values',
    isLarge: true,
    run: (every) =>
      goldenLines<Folder>('corpus-eval.jsonl.gz', every).flatMap((folder) => {
        const scope = scopeOf(folder);
        const sources: Sources = new Map();
        return (folder.attrs ?? []).map((golden) => compareAttribute(folder, golden, scope, sources));
      }),
  },
];
