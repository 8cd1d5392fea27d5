import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of files for one test. */
export interface TempWorkspace {
  readonly root: string;
  /** Writes files by their path from the root; an object is written as JSON. */
  write(files: Readonly<Record<string, unknown>>): void;
  read(file: string): string;
  remove(): void;
}

/** Declares a folder as an object: `{ 'images/a/image.pkr.hcl': '…' }`. */
export function createTempWorkspace(files: Readonly<Record<string, unknown>> = {}): TempWorkspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'strata-nx-')));
  const workspace: TempWorkspace = {
    root,
    write(more) {
      for (const [file, content] of Object.entries(more)) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
        writeFileSync(join(root, file), text);
      }
    },
    read: (file) => readFileSync(join(root, file), 'utf8'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  workspace.write(files);
  return workspace;
}
