import { once } from 'node:events';
import { pack as createPack, type Headers, type Pack } from 'tar-stream';
import type { ArtifactFile } from '../artifact-files';
import { getTarNames } from './member-names';
import type { OpenFile } from './source';

/** A tar of the files, which belong to root and are as old as time, as Packer writes it: equal files, equal tar. */
export async function* createTar(files: readonly ArtifactFile[], open: OpenFile): AsyncGenerator<Buffer> {
  const names = getTarNames(files.map(({ name }) => name));
  const pack = createPack();
  const fill = async () => {
    for (const [index, file] of files.entries()) {
      const header = { name: names[index] as string, size: file.size, mode: file.mode, mtime: new Date(0) };
      await addEntry(pack, header, open(file));
    }
    pack.finalize();
  };
  const filled = fill().catch((error: Error) => void pack.destroy(error));
  yield* pack as AsyncIterable<Buffer>;
  await filled;
}

/** The entry's own end is waited for: its stream tells no close, which Node's `pipeline` waits for. */
async function addEntry(pack: Pack, header: Headers, bytes: AsyncIterable<Buffer>): Promise<void> {
  let settle: (error?: Error | null) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  const entry = pack.entry(header, (error) => settle(error));
  for await (const chunk of bytes) if (!entry.write(chunk)) await once(entry, 'drain');
  entry.end();
  await ended;
}
