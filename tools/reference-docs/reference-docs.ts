import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createDefaultFunctions, createFunctions, type FunctionPorts } from '@strata/hcl';
import { createStandardRegistry } from '@strata/standard/definitions';
import { getPackage, listFiles, workspaceRoot } from '../sources/files';
import { findClashes, makeDiagnosticsPage, type Room } from './diagnostics-page';
import { makeFunctionsPage } from './functions-page';
import type { Page } from './page';
import { makePartPage } from './part-pages';

const load = (file: string): Readonly<Record<string, unknown>> => require(join(workspaceRoot, file));

/** `packages/hcl/src/codes.ts` belongs to `hcl`, `packages/builders/src/rootfs/codes.ts` to `builders/rootfs`. */
function getRoomName(file: string): string {
  const inner = dirname(file).split('/').slice(3);
  return [getPackage(file) ?? dirname(file), ...inner].join('/');
}

function getCodes(value: unknown): Room['codes'] | undefined {
  return typeof value === 'function' && 'codes' in value ? (value.codes as Room['codes']) : undefined;
}

/** The table of a module named codes.ts, made with `defineCodes`. */
function getTable(file: string): Room['codes'] {
  return Object.assign({}, ...Object.values(load(file)).map(getCodes));
}

function listRooms(): readonly Room[] {
  const files = listFiles('packages/*/codes.ts', 'tools/*/codes.ts').filter(
    (file) => getPackage(file) !== 'diagnostics',
  );
  return files.map((file) => ({ name: getRoomName(file), codes: getTable(file) }));
}

function listPartPages(): readonly Page[] {
  const { builders, provisioners, postProcessors, dataSources } = createStandardRegistry();
  const parts = [builders, provisioners, postProcessors, dataSources].flatMap((each) => [...each.values()]);
  return parts.map(makePartPage);
}

/** The world that functions would see; none is called here. */
const nowhere: FunctionPorts = {
  files: { read: () => undefined, kind: () => undefined, list: () => [] },
  clock: { now: () => 0 },
  environment: {},
  root: '/',
  cwd: '/',
  home: '/',
  random: (length) => new Uint8Array(length),
};

const listPages = (): readonly Page[] => [
  makeDiagnosticsPage(listRooms()),
  makeFunctionsPage(createFunctions(nowhere), createDefaultFunctions(nowhere)),
  ...listPartPages(),
];

const read = (file: string) => {
  const path = join(workspaceRoot, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

/** Pages of docs/reference that no longer come from anything. */
function listOrphans(pages: readonly Page[]): readonly string[] {
  return listFiles('docs/reference/*.md').filter((file) => !pages.some((page) => page.file === file));
}

/** Names each page of docs/reference that is not what the sources say, and each code used twice. */
export function validateReferenceDocs(): readonly string[] {
  const pages = listPages();
  const stale = pages
    .filter((page) => read(page.file) !== page.text)
    .map(({ file }) => `${file} is out of date`);
  const orphans = listOrphans(pages).map((file) => `${file} describes nothing that exists`);
  return [...stale, ...orphans, ...findClashes(listRooms()).map((code) => `${code} stands in two rooms`)];
}

export function writeReferenceDocs(): void {
  const pages = listPages();
  for (const file of listOrphans(pages)) rmSync(join(workspaceRoot, file));
  for (const { file, text } of pages) {
    if (read(file) === text) continue;
    mkdirSync(dirname(join(workspaceRoot, file)), { recursive: true });
    writeFileSync(join(workspaceRoot, file), text);
  }
}
