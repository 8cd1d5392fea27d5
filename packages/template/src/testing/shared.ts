import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const SHARED = join(__dirname, '../../../../../shared');

/** A group of tests on data that lies beside the workspace; where it does not, the group is left out by name. */
export function describeShared(title: string, path: string, tests: (path: string) => void): void {
  const full = join(SHARED, path);
  describe(title, () => {
    if (existsSync(full)) tests(full);
    else it.todo(`needs ../shared/${path}, which is not here`);
  });
}

/** The files of a gzipped tar archive, by name. */
export function readArchive(path: string): ReadonlyMap<string, string> {
  const bytes = gunzipSync(readFileSync(path));
  const files = new Map<string, string>();
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK);
    const size = Number.parseInt(getField(header, 124, 12), 8) || 0;
    if (header[156] === REGULAR)
      files.set(getName(header), bytes.toString('utf8', at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

const BLOCK = 512;
const REGULAR = '0'.charCodeAt(0);

function getName(header: Buffer): string {
  const prefix = getField(header, 345, 155);
  const name = getField(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function getField(header: Buffer, start: number, length: number): string {
  return header.toString('utf8', start, start + length).split('\0')[0] as string;
}
