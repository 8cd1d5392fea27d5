import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';

/*
 * What is remembered of a trial: that it went well, and under which circumstances. A refusal is not remembered, so that
 * whoever puts the machine right is not told of yesterday.
 */

/** True when a trial went well under exactly these circumstances. */
export function isRemembered(file: string, circumstances: string): boolean {
  try {
    return readFileSync(file, 'utf8') === circumstances;
  } catch {
    return false;
  }
}

/** Remembers a trial that went well. A file that cannot be written only costs the next trial. */
export async function remember(file: string, circumstances: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, circumstances, { mode: 0o600 });
    await rename(draft, file);
  } catch {
    await forgetTrial(draft);
  }
}

/** Makes the next search for a namespace try again. */
export async function forgetTrial(file: string): Promise<void> {
  await rm(file, { force: true }).catch(() => undefined);
}
