import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { extract, type Headers } from 'tar-stream';
import { type Crowd, createCrowd } from './crowd';
import { checkInside, createLocalWriter, type LocalWriter } from './local-writer';

/** Up to this size, a file is written while the next one comes. */
const SMALL = 1 << 20;
const AT_A_TIME = 32;

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
  const crowd = createCrowd(AT_A_TIME);
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
    const work = excluded(path)
      ? skip(content)
      : put({ writer, root, crowd }, { ...header, name: path }, content);
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
        await crowd.end();
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

async function skip(content: Readable): Promise<void> {
  content.resume();
  await finished(content);
}

const permissionBits = 0o7777;
const millisecondsInSecond = 1_000;

interface Destination {
  readonly writer: LocalWriter;
  readonly root: string;
  readonly crowd: Crowd;
}

async function put({ writer, root, crowd }: Destination, header: Headers, content: Readable): Promise<void> {
  const common = {
    path: header.name,
    mode: (header.mode ?? 0) & permissionBits,
    seconds: Math.floor((header.mtime?.getTime() ?? 0) / millisecondsInSecond),
  };
  if (header.type === 'file' || header.type === 'contiguous-file') {
    const entry = { ...common, kind: 'file', size: header.size ?? 0 } as const;
    if (entry.size > SMALL) return writer.put(entry, content);
    const bytes = await buffer(content);
    return crowd.add(() => writer.put(entry, bytes));
  }
  await skip(content);
  if (header.type === 'directory') return writer.put({ ...common, kind: 'folder' });
  if (header.type === 'symlink')
    return writer.put({ ...common, kind: 'link', target: header.linkname ?? '' });
  if (header.type === 'link') {
    // It may be another name of something that is still written.
    await crowd.end();
    const earlier = checkInside((header.linkname ?? '').replace(/^(?:\.\/+)+/, ''));
    const path = join(root, checkInside(header.name));
    await rm(path, { force: true });
    await link(join(root, earlier), path);
  }
}
