import { posix } from 'node:path';
import type { Checked, Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import type { LoadRequest } from './request';

/** Reads files by the names that the user gave. What cannot be read is a problem and left out. */
export async function readTexts(
  names: readonly string[],
  { cwd, files }: LoadRequest,
  code: 'TPL001' | 'TPL003',
): Promise<Checked<ReadonlyMap<string, string>>> {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, string>();
  for (const name of names) {
    const path = posix.resolve(cwd, name);
    try {
      texts.set(name, await files.readText(path));
    } catch (error) {
      diagnostics.push(problem(code, { detail: `"${name}" cannot be read: ${(error as Error).message}.` }));
    }
  }
  return { value: texts, diagnostics };
}
