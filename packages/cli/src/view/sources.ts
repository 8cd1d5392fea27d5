import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SourceLookup } from '@strata/diagnostics';

/** Finds the text that a range points into. A file that is gone gives no snippet, never an error. */
export function createSourceLookup(cwd: string): SourceLookup {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    if (!texts.has(file)) texts.set(file, readText(resolve(cwd, file)));
    return texts.get(file);
  };
}

function readText(path: string): string | undefined {
  try {
    // What came out of a pipe is gone, and looking for it would wait for ever.
    if (!statSync(path).isFile()) return undefined;
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
