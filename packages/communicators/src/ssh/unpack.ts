import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { extract, type Headers } from 'tar-stream';
import { checkInside, createLocalWriter, type LocalWriter } from './local-writer';

/** Up to this size, a file is written at once. */
const SMALL = 1 << 20;

export interface Unpacker {
  /** Takes the bytes of a tar. */
  readonly sink: Writable;
  finish(): Promise<void>;
  /** What made it fail on this machine. */
  readonly problem: () => unknown;
}

/** Unpacks a tar into a folder of this machine. */
export function createUnpacker(root: string, isExcluded: (path: string) => boolean): Unpacker {
  const writer = createLocalWriter(root);
  const sink = extract();
  let problem: unknown;
  sink.on('error', (error) => {
    problem ??= error;
  });
  const excluded = createExcludedTree(isExcluded);
  sink.on('entry', (header, content, next) => {
    const path = header.name
      .replace(/^(?:\.\/+)+/, '')
      .replace(/\/+$/, '')
      .replace(/^\.$/, '');
    const work = excluded(path) ? skip(content) : put({ writer, root }, { ...header, name: path }, content);
    work.then(
      () => next(),
      (error: unknown) => sink.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  return {
    sink,
    problem: () => problem,
    async finish() {
      try {
        sink.end();
        await finished(sink);
        await writer.finish();
      } catch (error) {
        problem ??= error;
        throw problem;
      }
    },
  };
}

/** Whatever lies under an excluded folder is excluded. */
function createExcludedTree(isExcluded: (path: string) => boolean): (path: string) => boolean {
  return (path) => {
    const parts = path.split('/');
    return path !== '' && parts.some((_, index) => isExcluded(parts.slice(0, index + 1).join('/')));
  };
}

/** Quicker for thousands of short streams than what Node has for it. */
function readAll(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    content.on('data', (chunk: Buffer) => chunks.push(chunk));
    content.once('end', () => resolve(Buffer.concat(chunks)));
    content.once('error', reject);
  });
}

async function skip(content: Readable): Promise<void> {
  content.resume();
  await finished(content);
}

const permissionBits = 0o7777;
const millisecondsInSecond = 1_000;

interface Destination {
  readonly writer: LocalWriter;
  readonly root: string;
}

async function put({ writer, root }: Destination, header: Headers, content: Readable): Promise<void> {
  const common = {
    path: header.name,
    mode: (header.mode ?? 0) & permissionBits,
    seconds: Math.floor((header.mtime?.getTime() ?? 0) / millisecondsInSecond),
  };
  if (header.type === 'file' || header.type === 'contiguous-file') {
    const entry = { ...common, kind: 'file', size: header.size ?? 0 } as const;
    if (entry.size > SMALL) return writer.put(entry, content);
    return writer.put(entry, await readAll(content));
  }
  await skip(content);
  if (header.type === 'directory') return writer.put({ ...common, kind: 'folder' });
  if (header.type === 'symlink')
    return writer.put({ ...common, kind: 'link', target: header.linkname ?? '' });
  if (header.type === 'link') {
    const earlier = checkInside((header.linkname ?? '').replace(/^(?:\.\/+)+/, ''));
    const path = join(root, checkInside(header.name));
    await rm(path, { force: true });
    await link(join(root, earlier), path);
  }
}
