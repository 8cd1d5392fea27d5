import { join } from 'node:path';
import { type PackedEntry, writeTarGz } from '@strata/layers/packaging';
import { makeFilesScript } from '../commands/files-script';
import { LINUX_SCRIPT, WINDOWS_SCRIPT } from '../commands/generate';
import { makeWindowsScript } from '../commands/windows-script';
import type { Definition, FilesSource } from '../definition/definition';
import type { PackContext, Packed } from './context';
import { gatherTree, listParents, type TreeEntry } from './tree';
import { writeZip, type ZipMember } from './zip';

/** Packs files of the workspace with the script that puts them in place. */
export async function packFiles(
  context: PackContext,
  definition: Definition,
  source: FilesSource,
): Promise<Packed> {
  const tree = await gatherTree(context, definition, source);
  return definition.os === 'Linux'
    ? packForLinux(context, { definition, source, tree })
    : packForWindows(context, { definition, source, tree });
}

interface Content {
  readonly definition: Definition;
  readonly source: FilesSource;
  readonly tree: readonly TreeEntry[];
}

async function packForLinux(
  { scratch, signal }: PackContext,
  { definition, source, tree }: Content,
): Promise<Packed> {
  const path = join(scratch, 'package.tar.gz');
  const { contentDigest } = await writeTarGz(path, getLinuxEntries(definition, source, tree), signal);
  return { path, contentDigest };
}

/** The members of a package for Linux: its script, its two lists, and the files below `files`. */
export function getLinuxEntries(
  definition: Definition,
  source: FilesSource,
  tree: readonly TreeEntry[],
): readonly PackedEntry[] {
  const folders = new Set(
    tree.flatMap(({ kind, to }) => [...listParents(to), ...(kind === 'folder' ? [to] : [])]),
  );
  const sorted = [...folders].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const files = tree.filter((entry) => entry.kind !== 'folder');
  const toLines = (paths: readonly string[]) => paths.map((each) => `${each}\n`).join('');
  return [
    { kind: 'text', path: 'files.list', text: toLines(files.map(({ to }) => to)), mode: 0o644 },
    { kind: 'text', path: 'folders.list', text: toLines(sorted), mode: 0o644 },
    { kind: 'text', path: LINUX_SCRIPT, text: makeFilesScript(definition, source), mode: 0o755 },
    { kind: 'folder', path: 'files' },
    ...sorted.map((folder): PackedEntry => ({ kind: 'folder', path: `files${folder}` })),
    ...files.map(({ to, ...entry }): PackedEntry => ({ ...entry, path: `files${to}` })),
  ];
}

async function packForWindows(
  { scratch, signal }: PackContext,
  { definition, source, tree }: Content,
): Promise<Packed> {
  const files = tree.filter((entry) => entry.kind === 'file');
  const packed = files.map((entry, index) => ({ ...entry, packed: `files\\${index}` }));
  const script = makeWindowsScript(definition, source, packed);
  const members: readonly ZipMember[] = [
    { name: WINDOWS_SCRIPT, text: script },
    ...packed.map((entry) => ({ name: entry.packed.replaceAll('\\', '/'), source: entry.source })),
  ];
  const path = join(scratch, 'package.zip');
  return { path, ...(await writeZip(path, members, signal)) };
}
