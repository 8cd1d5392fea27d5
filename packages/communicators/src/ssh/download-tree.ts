import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { quoteWord } from '@strata/sdk';
import { problem } from '../codes';
import { createExclude } from './exclude';
import { guardDash, inShell, type Machine, mustRun } from './machine';
import { createUnpacker } from './unpack';
import { describeLocal, getTarget, type TreeRequest } from './upload-tree';

/** Fetches a folder as one stream of the machine's `tar`; everything in it becomes the user's. */
export async function downloadTreeByTar(machine: Machine, request: TreeRequest): Promise<void> {
  const { source, exclude = [], signal } = request;
  const explain = (reason: string) => explainTreeDownload(request, reason);
  const from = quoteWord(guardDash(source));
  const unpacker = createUnpacker(resolve(getTarget(request)), createExclude(exclude));
  const text = inShell(`cd ${from} || exit 1\nexec tar -cf - .`);
  try {
    await mustRun(machine, { text, stdout: unpacker.sink, signal }, explain);
    await unpacker.finish();
  } catch (error) {
    unpacker.sink.destroy();
    throw error === unpacker.problem() ? new Failure(explain(describeLocal(error)), { cause: error }) : error;
  }
}

export function explainTreeDownload({ source, destination }: TreeRequest, reason: string): Diagnostic {
  return problem('COM004', { detail: `${source} could not be copied to ${destination}: ${reason}` });
}
