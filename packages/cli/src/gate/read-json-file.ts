import type { Checked } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';

/**
 * What a file beside a receipt holds; undefined when it is not there. One that cannot be read, or is no JSON, is told.
 *
 * @param hint how it is written anew
 */
export async function readJsonFile(files: Files, path: string, hint: string): Promise<Checked<unknown>> {
  if (!(await files.stat(path))) return { value: undefined, diagnostics: [] };
  try {
    return { value: JSON.parse(await files.readText(path)), diagnostics: [] };
  } catch (error) {
    const detail = `${path} cannot be read: ${(error as Error).message}.`;
    return { value: undefined, diagnostics: [problem('CLI044', { detail, hint })] };
  }
}
