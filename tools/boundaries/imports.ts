import { dirname, join } from 'node:path/posix';
import { getPackage } from '../sources/files';
import { type Source, type SyntaxNode, walk } from '../sources/syntax';
import { directions, outside, systemModules } from './directions';

export interface Import {
  readonly specifier: string;
  readonly line: number;
}

function getSpecifier(node: SyntaxNode): unknown {
  if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return node.source;
  if (node.type === 'TsImportType') return node.argument;
  if (node.type !== 'CallExpression') return undefined;
  const callee = node.callee as SyntaxNode & { value?: string };
  const isImport = callee.type === 'Import' || (callee.type === 'Identifier' && callee.value === 'require');
  return isImport ? (node.arguments as readonly { expression: unknown }[])[0]?.expression : undefined;
}

/** Everything a file imports, whatever the form. */
export function getImports(source: Source): readonly Import[] {
  return [...walk(source.module)].flatMap((node) => {
    const literal = getSpecifier(node) as { type: string; value: string } | undefined;
    return literal?.type === 'StringLiteral' ? [{ specifier: literal.value, line: source.lineOf(node) }] : [];
  });
}

function validateWorkspaceImport(from: string, specifier: string): string | undefined {
  const [, target, ...rest] = specifier.split('/');
  if (target === from) return 'imports its own package by name: within a package, import relatively';
  if (rest[0] === 'src' || rest[0] === 'dist')
    return `${specifier} goes around the door of @strata/${target}`;
  if (!directions[from]?.includes(target as string))
    return `@strata/${from} may not import @strata/${target}`;
  return undefined;
}

function validateRelativeImport(file: string, from: string, specifier: string): string | undefined {
  const target = getPackage(join(dirname(file), specifier));
  return target === from
    ? undefined
    : `${specifier} leaves the package: import @strata/${target ?? '…'} by name`;
}

function validateSystemImport(file: string, specifier: string): string | undefined {
  if (!systemModules.includes(specifier.replace(/^node:/, ''))) return undefined;
  if (isTest(file) || outside.system.some((allowed) => allowed.test(file))) return undefined;
  return `${specifier} is for the layers, cli, nx and the sdk's node ports: take a port instead`;
}

/**
 * Slow tests run the rooms together as they run for users: the fakes of `sdk/testing` would prove nothing there. What they
 * share stands in the `testing` folder of a package.
 */
const bringsRoomsTogether = (file: string) =>
  file.endsWith('.slow.test.ts') || file.includes('/src/testing/');

export const isTest = (file: string) => /\.test(-d)?\.ts$|\/testing\//.test(file);

/** What is wrong with one import of a file of a package. */
export function validateImport(file: string, specifier: string): string | undefined {
  const from = getPackage(file);
  if (from === undefined || bringsRoomsTogether(file)) return undefined;
  if (specifier.startsWith('@strata/')) return validateWorkspaceImport(from, specifier);
  if (specifier.startsWith('.')) return validateRelativeImport(file, from, specifier);
  return validateSystemImport(file, specifier);
}
