import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { quoteWord } from '@strata/sdk';
import { problem } from '../codes';
import { escapeLine } from './command-text';
import { createExclude } from './exclude';
import { walkLocalTree } from './local-tree';
import { ask, guardDash, inShell, type Machine, mustRun } from './machine';
import { packTree } from './pack';
import type { TreeEntry } from './tree-entry';

export interface TreeRequest {
  readonly source: string;
  readonly destination: string;
  readonly exclude?: readonly string[];
  readonly signal: AbortSignal;
}

/** Sends a folder as one stream that the machine's `tar` unpacks: a wait for an answer per tree, not per file. */
export async function uploadTreeByTar(
  machine: Machine,
  request: TreeRequest,
  tar: 'gnu' | 'plain',
): Promise<void> {
  const { source, exclude = [], signal } = request;
  const explain = (reason: string) => explainTreeUpload(request, reason);
  const walk = () => walkLocalTree(source, createExclude(exclude));
  const target = getTarget(request);
  const packing = packTree(source, tar === 'gnu' ? walk() : leaveFolders(machine, target, walk, signal));
  // What cannot be read here must not be taken for what went wrong there.
  let problemHere: unknown;
  const stdin = Readable.from(packing).once('error', (error) => {
    problemHere = error;
  });
  try {
    await mustRun(machine, { text: inShell(getUnpackScript(target, tar)), stdin, signal }, explain);
  } catch (error) {
    if (problemHere === undefined || error !== problemHere) throw error;
    throw new Failure(explain(describeLocal(problemHere)), { cause: problemHere });
  }
}

export function explainTreeUpload({ source, destination }: TreeRequest, reason: string): Diagnostic {
  return problem('COM002', { detail: `${source} could not be copied to ${destination}: ${reason}` });
}

export function describeLocal(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As rsync: `a/` gives its content, `a` itself lands inside the destination. */
export function getTarget({ source, destination }: Pick<TreeRequest, 'source' | 'destination'>): string {
  return source.endsWith('/') ? destination : posix.join(destination, posix.basename(source));
}

/**
 * GNU tar by itself would replace a link to a folder (`/lib` of a merged /usr) by a folder, and give folders that are
 * already there (`/etc`) the source's mode. Other tars follow the link and know no such options.
 */
function getUnpackScript(target: string, tar: 'gnu' | 'plain'): string {
  const to = quoteWord(guardDash(target));
  const merge = tar === 'gnu' ? '--keep-directory-symlink --no-overwrite-dir ' : '';
  return `mkdir -p ${to} || exit 1\nexec tar -C ${to} ${merge}-xopf -`;
}

/** Without the folders that the machine has already: other tars would give them the source's mode. */
async function* leaveFolders(
  machine: Machine,
  target: string,
  walk: () => Iterable<TreeEntry>,
  signal: AbortSignal,
): AsyncGenerator<TreeEntry> {
  const folders: string[] = [];
  for (const entry of walk()) if (entry.kind === 'folder') folders.push(entry.path);
  const there = await findFolders(machine, { target, folders, signal });
  for (const entry of walk()) if (entry.kind !== 'folder' || !there.has(entry.path)) yield entry;
}

interface Question {
  readonly target: string;
  readonly folders: readonly string[];
  readonly signal: AbortSignal;
}

async function findFolders(
  machine: Machine,
  { target, folders, signal }: Question,
): Promise<ReadonlySet<string>> {
  const script = [
    `cd ${quoteWord(guardDash(target))} 2>/dev/null || exit 0`,
    'while IFS= read -r line; do',
    '  name=$(printf "%b." "$line")',
    '  if [ -d "./${name%.}" ]; then echo "$line"; fi',
    'done',
  ].join('\n');
  const byLine = new Map(folders.map((path) => [escapeLine(path), path]));
  const stdin = Readable.from([[...byLine.keys(), ''].join('\n')]);
  const { said } = await ask(machine, { text: inShell(script), stdin, signal });
  return new Set(said.split('\n').flatMap((line) => byLine.get(line) ?? []));
}
