import type { Readable } from 'node:stream';
import type { NamespaceCommand, NamespaceProcess, NamespaceResult } from './namespace';

/** Runs a command to its end and keeps what it wrote. */
export async function runInNamespace(
  spawn: (command: NamespaceCommand) => NamespaceProcess,
  { input, ...command }: NamespaceCommand & { readonly input?: string | Buffer },
): Promise<NamespaceResult> {
  const child = spawn(input === undefined ? command : { ...command, stdin: 'pipe' });
  // A command may end without reading its input; that is its own business.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const [exit, stdout, stderr] = await Promise.all([
    child.exit,
    readAll(child.stdout),
    readAll(child.stderr),
  ]);
  return { exit, stdout, stderr };
}

/** As `buffer` of Node's stream consumers, which makes a blob of it first and takes twice as long. */
async function readAll(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
