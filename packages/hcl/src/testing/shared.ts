import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTarGz } from './archive';

/** Golden data that is not part of the repository; it stands beside it where it is at hand. */
const shared = resolve(__dirname, '../../../../../shared');
const conformance = join(shared, 'conformance/hcl');

export function isSharedPresent(): boolean {
  return existsSync(conformance);
}

/** Short names of the folders in the archive of upstream's tables. */
const folders: Readonly<Record<string, string>> = {
  hcl: 'hashicorp__hcl__v2',
  hclsyntax: 'hashicorp__hcl__v2__hclsyntax',
  hcldec: 'hashicorp__hcl__v2__hcldec',
  hclwrite: 'hashicorp__hcl__v2__hclwrite',
  json: 'hashicorp__hcl__v2__json',
  tryfunc: 'hashicorp__hcl__v2__ext__tryfunc',
  typeexpr: 'hashicorp__hcl__v2__ext__typeexpr',
  userfunc: 'hashicorp__hcl__v2__ext__userfunc',
  cty: 'zclconf__go-cty__cty',
  convert: 'zclconf__go-cty__cty__convert',
  function: 'zclconf__go-cty__cty__function',
  stdlib: 'zclconf__go-cty__cty__function__stdlib',
  'cty-json': 'zclconf__go-cty__cty__json',
  'cty-yaml': 'zclconf__go-cty-yaml',
  cidr: 'hashicorp__go-cty-funcs__cidr',
  collection: 'hashicorp__go-cty-funcs__collection',
  crypto: 'hashicorp__go-cty-funcs__crypto',
  encoding: 'hashicorp__go-cty-funcs__encoding',
  filesystem: 'hashicorp__go-cty-funcs__filesystem',
  uuid: 'hashicorp__go-cty-funcs__uuid',
  packer: 'packer__hcl2template__function',
};

const shortNames = new Map(Object.entries(folders).map(([short, long]) => [long, short]));

let archive: ReadonlyMap<string, Buffer> | undefined;

/** The files of the archive with upstream's tables, its specsuite and the examples of Packer's documentation. */
export function upstreamFiles(): ReadonlyMap<string, Buffer> {
  archive ??= readTarGz(join(conformance, 'upstream-cases.tar.gz'));
  return archive;
}

/** The name of every table there is, such as `hclsyntax/TestVariables`. */
export function upstreamTables(): readonly string[] {
  return [...upstreamFiles().keys()].flatMap((path) => {
    const [folder = '', table] = path.replace(/\.json$/, '').split('/');
    return table?.startsWith('Test') ? [`${shortNames.get(folder) ?? folder}/${table}`] : [];
  });
}

/** The cases of a table of upstream: `hclsyntax/TestVariables`. */
export function upstreamCases<T>(table: string): readonly T[] {
  const [folder = '', test] = table.split('/');
  const content = upstreamFiles().get(`${folders[folder] ?? folder}/${test}.json`);
  if (content === undefined) throw new Error(`there are no cases ${table}`);
  return (JSON.parse(content.toString()) as { cases: readonly T[] }).cases;
}

/** The examples in the pages of Packer's functions, with what upstream's evaluator makes of them. */
export function documentedExamples<T>(): readonly T[] {
  const content = upstreamFiles().get('packer-docs-function-examples.json');
  return JSON.parse((content ?? '[]').toString()) as readonly T[];
}

let lastRead:
  | { readonly name: string; readonly every: number; readonly lines: readonly unknown[] }
  | undefined;

/**
 * The lines of a golden `.jsonl.gz`, or one of every so many. Suites of one file follow each other, so the last ones
 * are kept.
 */
export function goldenLines<T>(name: string, every = 1): readonly T[] {
  if (lastRead?.name !== name || lastRead.every !== every) {
    const text = gunzipSync(readFileSync(join(conformance, name))).toString();
    const lines = text
      .trim()
      .split('\n')
      .filter((_, index) => index % every === 0)
      .map((line) => JSON.parse(line) as unknown);
    lastRead = { name, every, lines };
  }
  return lastRead.lines as readonly T[];
}

let corpus: ReadonlyMap<string, Buffer> | undefined;

/** The files of the corpus, by path. */
export function corpusFiles(): ReadonlyMap<string, Buffer> {
  corpus ??= readTarGz(join(shared, 'corpus/templates.tar.gz'));
  return corpus;
}
