import { describeConformance, expectAgreement, type Outcome, upstreamCases } from '../../testing/conformance';
import { type GoldenValue, readValue, describe as show } from '../../testing/golden-value';
import { emptyPorts } from '../../testing/ports';
import { FunctionFailure } from '../failure';
import type { EagerFunction } from '../function';
import { invoke } from '../invoke';
import type { FunctionPorts } from '../ports';
import { createFunctions } from '../registry';

/** The folder that upstream's tests run in. */
const texts: Readonly<Record<string, string | Uint8Array>> = {
  'bare.tmpl': '${val}',
  'func.tmpl': 'The items are ${join(", ", list)}',
  'hello.tmpl': 'Hello, ${name}!',
  'hello.txt': 'Hello World',
  'icon.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
  'list.tmpl': '%{ for x in list ~}\n- ${x}\n%{ endfor ~}\n',
  'recursive.tmpl': '${templatefile("recursive.tmpl", {})}',
};

const folder = '/project/testdata';
const nameIn = (path: string) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '');

/** The tests of `fileset` know of two files only. */
function portsWith(names: readonly string[]): FunctionPorts {
  const has = (path: string) => names.includes(nameIn(path));
  return {
    ...emptyPorts,
    files: {
      read: (path) => (has(path) ? Buffer.from(texts[nameIn(path)] as string) : undefined),
      kind: (path) => (has(path) ? 'file' : [folder, '/project'].includes(path) ? 'directory' : undefined),
      list: (path) => (path === folder ? names : ['testdata']),
    },
  };
}

interface Case {
  readonly Path: GoldenValue;
  readonly Pattern?: GoldenValue;
  readonly Vars?: GoldenValue;
  readonly Want: GoldenValue;
  readonly Err: string | boolean;
}

const tables: readonly (readonly [string, string, readonly string[]])[] = [
  ['hashicorp__go-cty-funcs__filesystem/TestFileExists', 'fileexists', ['hello.txt']],
  ['hashicorp__go-cty-funcs__filesystem/TestFileSet', 'fileset', ['hello.tmpl', 'hello.txt']],
  ['packer__hcl2template__function/TestTemplateFile', 'templatefile', Object.keys(texts)],
];

const leftOut: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  templatefile: { 'upstream advises functions that Packer does not have': ['1'] },
};

function run(definition: EagerFunction, { Path, Pattern, Vars }: Case): string {
  const args = [Path, Pattern, Vars].flatMap((value) => (value ? [readValue(value)] : []));
  try {
    return show(invoke(definition, args));
  } catch (error) {
    if (error instanceof FunctionFailure) return `! ${error.message}`;
    throw error;
  }
}

function outcome(definition: EagerFunction, row: Case, name: string): Outcome {
  const got = run(definition, row);
  if (!row.Err) return { name, got, want: show(readValue(row.Want)) };
  return typeof row.Err === 'string'
    ? { name, got, want: `! ${row.Err}` }
    : { name, got: got.startsWith('!') ? '!' : got, want: '!' };
}

describeConformance('functions of files agree with upstream', () => {
  test.each(tables)('%s is our %s', (table, name, names) => {
    const definition = createFunctions(portsWith(names)).get(name) as EagerFunction;
    const outcomes = upstreamCases<Case>(table).map((row, i) => outcome(definition, row, String(i)));
    expectAgreement(outcomes, leftOut[name]);
  });
});
