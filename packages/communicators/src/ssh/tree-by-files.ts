import { createReadStream } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { createCrowd } from './crowd';
import { createExclude } from './exclude';
import { walkLocalTree } from './local-tree';
import { createLocalWriter, type LocalWriter } from './local-writer';
import type { RemoteFiles } from './remote-files';
import type { TreeEntry } from './tree-entry';
import { getTarget, type TreeRequest } from './upload-tree';

/** How many files move at a time: enough to fill a line with a delay, few enough for any server. */
const AT_A_TIME = 64;

/** Sends a folder file by file. */
export async function uploadTreeByFiles(
  files: RemoteFiles,
  request: TreeRequest,
  atATime = AT_A_TIME,
): Promise<void> {
  const { source, exclude = [], signal } = request;
  const root = getTarget(request);
  const made: { readonly path: string; readonly mode: number }[] = [];
  const crowd = createCrowd(atATime);
  for (const entry of walkLocalTree(source, createExclude(exclude))) {
    signal.throwIfAborted();
    const path = posix.join(root, entry.path);
    if (entry.kind === 'folder') {
      // Before what it holds; its mode comes last, it may forbid to write.
      if (await files.makeFolder(path)) made.push({ path, mode: entry.mode });
    } else await crowd.add(() => sendEntry(files, { local: join(source, entry.path), path }, entry));
  }
  await crowd.end();
  for (const { path, mode } of made.reverse()) await files.setMode(path, mode);
}

async function sendEntry(
  files: RemoteFiles,
  { local, path }: { readonly local: string; readonly path: string },
  entry: TreeEntry,
): Promise<void> {
  if (entry.kind === 'link') await files.makeLink(path, entry.target);
  else if (entry.kind === 'file') await files.write(path, createReadStream(local), entry.mode);
}

/** Fetches a folder file by file. */
export async function downloadTreeByFiles(
  files: RemoteFiles,
  request: TreeRequest,
  atATime = AT_A_TIME,
): Promise<void> {
  const { source, exclude = [], signal } = request;
  const isExcluded = createExclude(exclude);
  const writer = createLocalWriter(resolve(getTarget(request)));
  const crowd = createCrowd(atATime);
  await writer.put({ path: '', kind: 'folder', mode: 0o755, seconds: 0 });
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted();
    for (const found of await files.list(posix.join(source, folder))) {
      const entry = { ...found, path: folder === '' ? found.path : `${folder}/${found.path}` };
      if (isExcluded(entry.path)) continue;
      if (entry.kind === 'folder') waiting.push(entry.path);
      if (entry.kind === 'file') await crowd.add(() => fetchFile(files, writer, source, entry));
      else await writer.put(entry);
    }
  }
  await crowd.end();
  await writer.finish();
}

async function fetchFile(
  files: RemoteFiles,
  writer: LocalWriter,
  source: string,
  entry: TreeEntry,
): Promise<void> {
  const through = new PassThrough();
  const reading = files.read(posix.join(source, entry.path), through).then(
    () => void through.end(),
    (error: unknown) => void through.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  await Promise.all([writer.put(entry, through), reading]);
}
