import { posix } from 'node:path';
import { Readable, Transform } from 'node:stream';
import type { Diagnostic } from '@strata/diagnostics';
import { quoteWord } from '@strata/sdk';
import { problem } from '../codes';
import type { Lanes } from './lanes';
import { ask, guardDash, inShell, type Machine, mustRun } from './machine';

export interface UploadRequest {
  readonly content: NodeJS.ReadableStream | Buffer;
  readonly destination: string;
  /** Permission bits. */
  readonly mode?: number;
  /** How many bytes there are, where that is known. */
  readonly size?: number;
  readonly signal: AbortSignal;
}

/**
 * Writes one file through the machine's shell, which is as quick as anything else over SSH.
 *
 * A line that is lost looks to `cat` like the end of the file. So it writes a draft beside, which takes the file's place
 * only when it has the size that was sent. Where there is no room for a draft the file itself is written.
 */
export async function uploadByShell(machine: Machine, request: UploadRequest): Promise<void> {
  const { content, destination, mode, signal } = request;
  const explain = (reason: string) => explainUpload(destination, reason);
  const paths = getPaths(destination, machine.mark);
  if (Buffer.isBuffer(content)) {
    const script = [getDraftScript(paths, mode), getFinishScript(paths, mode, content.length)].join('\n');
    await mustRun(machine, { text: inShell(script), stdin: Readable.from([content]), signal }, explain);
    return;
  }
  const counter = createCounter();
  const stdin = content.on('error', (error) => counter.stream.destroy(error)).pipe(counter.stream);
  try {
    await mustRun(machine, { text: inShell(getDraftScript(paths, mode)), stdin, signal }, explain);
    const finish = getFinishScript(paths, mode, counter.size());
    await mustRun(machine, { text: inShell(finish), signal }, explain);
  } catch (error) {
    await removeDraft(machine, paths);
    throw error;
  }
}

/**
 * Writes the draft through several channels at a time: far away, what fits into one is soon on the way, and then it waits.
 *
 * @returns whether it did; if not, nothing was read of the content
 */
export async function uploadByLanes(
  machine: Machine,
  lanes: Lanes,
  { content, destination, mode, signal }: UploadRequest & { readonly content: Readable },
): Promise<boolean> {
  const explain = (reason: string) => explainUpload(destination, reason);
  const paths = getPaths(destination, machine.mark);
  const begun = await ask(machine, { text: inShell(getEmptyDraftScript(paths, mode)), signal });
  if (begun.exit.kind !== 'exited' || begun.exit.code !== 0) return false;
  try {
    const size = await lanes.write(paths.draft, content);
    if (size !== undefined)
      await mustRun(machine, { text: inShell(getFinishScript(paths, mode, size)), signal }, explain);
    else await removeDraft(machine, paths);
    return size !== undefined;
  } catch (error) {
    await removeDraft(machine, paths);
    throw error;
  }
}

export function explainUpload(destination: string, reason: string): Diagnostic {
  return problem('COM001', { detail: `${destination} could not be written: ${reason}` });
}

interface Paths {
  readonly file: string;
  readonly draft: string;
}

function getPaths(destination: string, mark: string): Paths {
  const file = guardDash(destination);
  return { file, draft: posix.join(posix.dirname(file), `.strata-${mark}-${posix.basename(file)}`) };
}

function getVariables({ file, draft }: Paths): string {
  return `file=${quoteWord(file)} draft=${quoteWord(draft)}`;
}

/** Fails where there is no room for a draft, or the file is a folder. */
function getEmptyDraftScript(paths: Paths, mode: number | undefined): string {
  return [
    getVariables(paths),
    'if [ -d "$file" ]; then exit 1; fi',
    ...(mode === undefined ? [] : ['umask 077']),
    '{ : >"$draft"; } 2>/dev/null',
  ].join('\n');
}

/** Nobody else reads a file with a mode of its own while it is written, whatever that mode is. */
function getDraftScript(paths: Paths, mode: number | undefined): string {
  return [
    getVariables(paths),
    'if [ -d "$file" ]; then echo "it is a folder" >&2; exit 1; fi',
    ...(mode === undefined ? [] : ['umask 077']),
    'if { : >"$draft"; } 2>/dev/null; then',
    '  cat >"$draft" || { rm -f "$draft"; exit 1; }',
    'else',
    ...(mode === undefined ? [] : ['  if [ -f "$file" ]; then chmod 600 "$file" || exit 1; fi']),
    '  cat >"$file" || exit 1',
    'fi',
  ].join('\n');
}

/** A file that is there stays the same file: links to it, its owner and its place are kept. */
function getFinishScript(paths: Paths, mode: number | undefined, size: number): string {
  const bits = mode === undefined ? undefined : (mode & 0o7777).toString(8);
  return [
    getVariables(paths),
    ...(bits ? ['umask 077'] : []),
    'if [ -e "$draft" ]; then',
    '  size=$(wc -c <"$draft") || exit 1',
    `  if [ "$size" -ne ${size} ]; then`,
    `    rm -f "$draft"; echo "only $size of ${size} bytes arrived" >&2; exit 1`,
    '  fi',
    '  if [ -e "$file" ] || [ -L "$file" ]; then',
    ...(bits ? ['    if [ -f "$file" ]; then chmod 600 "$file"; fi'] : []),
    '    cat "$draft" >"$file" || { rm -f "$draft"; exit 1; }',
    '    rm -f "$draft"',
    '  else',
    '    mv -f "$draft" "$file" || { rm -f "$draft"; exit 1; }',
    '  fi',
    'fi',
    ...(bits ? [`chmod ${bits} "$file"`] : []),
  ].join('\n');
}

function createCounter() {
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(undefined, chunk);
    },
  });
  return { stream, size: () => size };
}

/** How long a machine that just failed us may take to clean up. */
const PATIENCE = 5_000;

/** With a machine that is gone, the draft stays; the next try writes over it. */
async function removeDraft(machine: Machine, { draft }: Paths): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE);
  await ask(machine, { text: inShell(`rm -f ${quoteWord(draft)}`), signal }).catch(() => {});
}
