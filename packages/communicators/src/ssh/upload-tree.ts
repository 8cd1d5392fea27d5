import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { getErrorCode, quoteWord } from '@strata/sdk';
import { problem } from '../codes';
import { createExclude } from './exclude';
import { walkLocalTree } from './local-tree';
import { guardDash, inShell, type Machine, mustRun } from './machine';
import { packTree } from './pack';

export interface TreeRequest {
  readonly source: string;
  readonly destination: string;
  readonly exclude?: readonly string[];
  readonly signal: AbortSignal;
}

/** Sends a folder as one stream that the machine's `tar` unpacks: a wait for an answer per tree, not per file. */
export async function uploadTreeByTar(machine: Machine, request: TreeRequest): Promise<void> {
  const { source, exclude = [], signal } = request;
  const explain = (reason: string) => explainTreeUpload(request, reason);
  const packing = packTree(source, walkLocalTree(source, createExclude(exclude)));
  // What cannot be read here must not be taken for what went wrong there.
  let problemHere: unknown;
  const stdin = Readable.from(packing).once('error', (error) => {
    problemHere = error;
  });
  try {
    await mustRun(machine, { text: inShell(getUnpackScript(getTarget(request))), stdin, signal }, explain);
  } catch (error) {
    if (problemHere === undefined || error !== problemHere) throw error;
    throw new Failure(explain(describeLocal(problemHere)), { cause: problemHere });
  }
}

export function explainTreeUpload({ source, destination }: TreeRequest, reason: string): Diagnostic {
  return problem('COM002', { detail: `${source} could not be copied to ${destination}: ${reason}` });
}

export function describeLocal(error: unknown): string {
  if (getErrorCode(error) === 'ENOENT') return 'it is not there';
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
function getUnpackScript(target: string): string {
  const to = quoteWord(guardDash(target));
  return [
    `mkdir -p ${to} || exit 1`,
    'merge=',
    'case $(tar --help 2>&1) in',
    '  *--keep-directory-symlink*) merge="--keep-directory-symlink --no-overwrite-dir" ;;',
    'esac',
    `exec tar -C ${to} $merge -xopf -`,
  ].join('\n');
}
