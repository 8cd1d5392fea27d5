import { FunctionFailure } from '../../functions/failure';
import type { EagerFunction } from '../../functions/function';
import { invoke } from '../../functions/invoke';
import type { FunctionPorts } from '../../functions/ports';
import { createFunctions } from '../../functions/registry';
import { describe, type GoldenValue, readValue } from '../golden-value';
import { emptyPorts } from '../ports';
import { type Comparison, type Suite, tableSuite } from '../suite';

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

interface Row {
  readonly Path: GoldenValue;
  readonly Pattern?: GoldenValue;
  readonly Vars?: GoldenValue;
  readonly Want: GoldenValue;
  readonly Err: string | boolean;
}

function run(definition: EagerFunction, { Path, Pattern, Vars }: Row): string {
  const args = [Path, Pattern, Vars].flatMap((value) => (value ? [readValue(value)] : []));
  try {
    return describe(invoke(definition, args));
  } catch (error) {
    if (error instanceof FunctionFailure) return `! ${error.message}`;
    throw error;
  }
}

function compare(definition: EagerFunction, row: Row): Comparison {
  const got = run(definition, row);
  if (!row.Err) return { got, want: describe(readValue(row.Want)) };
  return typeof row.Err === 'string'
    ? { got, want: `! ${row.Err}` }
    : { got: got.startsWith('!') ? '!' : got, want: '!' };
}

function fileSuite(table: string, name: string, names: readonly string[]): Suite {
  const definition = createFunctions(portsWith(names)).get(name) as EagerFunction;
  return tableSuite<Row>(table, (row) => compare(definition, row));
}

export const fileSuites: readonly Suite[] = [
  fileSuite('filesystem/TestFileExists', 'fileexists', ['hello.txt']),
  fileSuite('filesystem/TestFileSet', 'fileset', ['hello.tmpl', 'hello.txt']),
  fileSuite('packer/TestTemplateFile', 'templatefile', Object.keys(texts)),
];
