import { buffer } from 'node:stream/consumers';
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
  const [exit, stdout, stderr] = await Promise.all([child.exit, buffer(child.stdout), buffer(child.stderr)]);
  return { exit, stdout, stderr };
}
