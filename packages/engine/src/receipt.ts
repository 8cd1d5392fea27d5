import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Files, ImageFacts } from '@strata/sdk';
import { problem } from './codes';

/**
 * What a build leaves for others: the image's content by digest and what its children need to know. It holds no clock,
 * no key and no path, so that a build with the same result writes the same bytes and children stay untouched.
 */
export interface Receipt extends ImageFacts {
  readonly schema: 1;
  /** `type.name` of the source. */
  readonly source: string;
}

/** Ending of every receipt's file name; Nx watches for it. */
export const RECEIPT_SUFFIX = '.receipt.json';

/** Where a project keeps the receipt of one build, by the build's id. */
export function receiptPath(projectDirectory: string, build: string): string {
  return join(projectDirectory, 'dist', `${build}${RECEIPT_SUFFIX}`);
}

/** Ids of all builds that have a receipt in a project, in byte order. */
export async function listReceipts(files: Files, projectDirectory: string): Promise<readonly string[]> {
  const folder = join(projectDirectory, 'dist');
  const names = (await files.stat(folder)) ? await files.list(folder) : [];
  return names
    .filter((name) => name.endsWith(RECEIPT_SUFFIX))
    .map((name) => name.slice(0, -RECEIPT_SUFFIX.length));
}

/** Reads a receipt; undefined when there is none, or it is damaged, or another version of Strata wrote it. */
export async function readReceipt(files: Files, path: string): Promise<Receipt | undefined> {
  if (!(await files.stat(path))) return undefined;
  return parseReceipt(await files.readText(path));
}

function parseReceipt(text: string): Receipt | undefined {
  try {
    const receipt = JSON.parse(text) as Partial<Receipt>;
    return receipt.schema === 1 && Array.isArray(receipt.layers) ? (receipt as Receipt) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a receipt. Equal content leaves the file untouched. */
export async function writeReceipt(files: Files, path: string, receipt: Receipt): Promise<void> {
  const text = `${JSON.stringify(receipt, undefined, 2)}\n`;
  try {
    if ((await files.stat(path)) && (await files.readText(path)) === text) return;
    await files.write(path, text);
  } catch (error) {
    const detail = `${path}: ${(error as Error).message}.`;
    throw new Failure(problem('ENG010', { detail, hint: 'Make the folder writable.' }), { cause: error });
  }
}
