import { fail, failArgument } from '../failure';
import type { FunctionPorts } from '../ports';

/** The bytes of the file that the first argument names; a failure of the call when there are none. */
export function readBytes(path: string, given: string, { files }: FunctionPorts): Uint8Array {
  if (files.kind(path) === 'directory') return failArgument(0, `${given} is a directory, not a file`);
  return tried(() => files.read(path), given) ?? fail(`no file exists at ${given}`);
}

/** What the outside world throws becomes a failure of the call: a missing right is no bug. */
function tried<T>(read: () => T, given: string): T {
  try {
    return read();
  } catch (error) {
    return fail(`failed to read ${given}: ${(error as Error).message}`);
  }
}

/** Bytes as text; undefined when they are not UTF-8. */
export function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
