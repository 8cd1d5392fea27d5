import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Declaration, ModuleItem } from '@swc/core';
import { parseSource, type SyntaxNode } from '../sources/syntax';

/** Whether a name exists when the program runs. */
export type Kind = 'type' | 'value';
export type Exports = ReadonlyMap<string, Kind>;

/** The name a declaration gives; `export const { a } = …` is not our way, so variables have one name each. */
function getDeclared(declaration: Declaration): readonly string[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.map(({ id }) => (id as unknown as { value: string }).value);
  }
  const named = declaration as unknown as { id?: SyntaxNode; identifier?: SyntaxNode };
  return [(named.id ?? named.identifier)?.value as string];
}

const isType = (declaration: Declaration) => /^Ts(Interface|TypeAlias)Declaration$/.test(declaration.type);

function findFile(from: string, specifier: string): string {
  const base = join(dirname(from), specifier);
  return [`${base}.ts`, join(base, 'index.ts')].find((file) => existsSync(file)) ?? base;
}

function getItemExports(item: ModuleItem, file: string): readonly (readonly [string, Kind])[] {
  if (item.type === 'ExportDeclaration') {
    const kind = isType(item.declaration) ? 'type' : 'value';
    return getDeclared(item.declaration).map((name) => [name, kind] as const);
  }
  if (item.type === 'ExportAllDeclaration') return [...getExports(findFile(file, item.source.value))];
  if (item.type !== 'ExportNamedDeclaration') return [];
  const origin = item.source?.value.startsWith('.')
    ? getExports(findFile(file, item.source.value))
    : undefined;
  return item.specifiers.flatMap((specifier) => {
    if (specifier.type !== 'ExportSpecifier') return [];
    const kind = item.typeOnly || specifier.isTypeOnly ? 'type' : origin?.get(specifier.orig.value);
    return [[(specifier.exported ?? specifier.orig).value, kind ?? 'value'] as const];
  });
}

/** The names that a module exports, those it passes on from others of its package included. */
export function getExports(file: string): Exports {
  const { module } = parseSource(readFileSync(file, 'utf8'));
  return new Map(module.body.flatMap((item) => getItemExports(item, file)));
}
