import { posix } from 'node:path';
import { Readable, Transform } from 'node:stream';
import type { Diagnostic } from '@strata/diagnostics';
import { quoteWord } from '@strata/sdk';
import { problem } from '../codes';
import { ask, guardDash, inShell, type Machine, mustRun } from './machine';

export interface UploadRequest {
  readonly content: NodeJS.ReadableStream | Buffer;
  readonly destination: string;
  /** Permission bits. */
  readonly mode?: number;
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

export function explainUpload(destination: string, reason: string): Diagnostic {
  return problem('COM001', { detail: `${destination} could not be written: ${reason}` });
}

interface Paths {
  readonly file: string;
  readonly draft: string;
}

/** As words of a shell. */
function getPaths(destination: string, mark: string): Paths {
  const file = guardDash(destination);
  const draft = posix.join(posix.dirname(file), `.strata-${mark}-${posix.basename(file)}`);
  return { file: quoteWord(file), draft: quoteWord(draft) };
}

/** Nobody else reads a file with a mode of its own while it is written, whatever that mode is. */
function getDraftScript({ file, draft }: Paths, mode: number | undefined): string {
  return [
    `file=${file} draft=${draft}`,
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
function getFinishScript({ file, draft }: Paths, mode: number | undefined, size: number): string {
  const bits = mode === undefined ? undefined : (mode & 0o7777).toString(8);
  return [
    `file=${file} draft=${draft}`,
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
  await ask(machine, { text: inShell(`rm -f ${draft}`), signal }).catch(() => {});
}
