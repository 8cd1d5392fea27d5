import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runText } from './run-text';

/** How large an output is, and what it is known by. */
export interface Weighed {
  /** Bytes of its files, holes counted. */
  readonly bytes: number;
  /** Bytes that the file system stores of them. */
  readonly stored: number;
  /** SHA-256 of the file; of a folder, over names and digests of its files. */
  readonly sha256: string;
}

/** `stat` counts in blocks of so many bytes, whatever the file system has. */
const blockSize = 512;

export async function weigh(path: string): Promise<Weighed> {
  const files = listFiles(path);
  const stats = files.map((file) => statSync(file));
  const digests: string[] = [];
  for (const file of files) digests.push(await hashFile(file));
  const list = files.map((file, index) => `${relative(path, file)} ${digests[index]}\n`).join('');
  return {
    bytes: stats.reduce((sum, { size }) => sum + size, 0),
    stored: stats.reduce((sum, { blocks }) => sum + blocks * blockSize, 0),
    sha256: statSync(path).isDirectory()
      ? createHash('sha256').update(list).digest('hex')
      : (digests[0] as string),
  };
}

export function listFiles(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** By a program beside this one, so that the other lane goes on meanwhile. */
export async function hashFile(path: string): Promise<string> {
  const text = await runText('openssl', ['dgst', '-sha256', '-r', path]);
  return text.slice(0, text.indexOf(' '));
}
