import { randomFillSync } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';

/** A new folder that no disk slows down, where there is such a thing. */
export function makeMemoryFolder(): string {
  return mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'strata-bench-'));
}

const FILES_IN_A_FOLDER = 100;
const SMALLEST = 512;
const SPREAD = 10_240;
/** Prime, so that sizes come in no order. */
const STRIDE = 7_919;

/** A tree of small files, 5.6 KiB each on average; gives how many files and folders it holds. */
export function makeTree(root: string, files: number): number {
  for (let file = 0; file < files; file++) {
    const folder = join(root, `folder-${Math.floor(file / FILES_IN_A_FOLDER)}`);
    if (file % FILES_IN_A_FOLDER === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `file-${file}`),
      Buffer.alloc(SMALLEST + ((file * STRIDE) % SPREAD), `${file} `),
    );
  }
  return files + Math.ceil(files / FILES_IN_A_FOLDER);
}

/** A file that nothing makes smaller. */
export function makeFile(path: string, mebibytes: number): void {
  const file = openSync(path, 'w');
  const piece = Buffer.alloc(2 ** 20);
  for (let written = 0; written < mebibytes; written++) writeSync(file, randomFillSync(piece));
  closeSync(file);
}
