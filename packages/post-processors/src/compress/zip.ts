import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ArtifactFile } from '../artifact-files';
import { getInside } from './member-names';
import type { OpenFile } from './source';

/** Zip knows no earlier time. */
const BEGINNING = new Date(1980, 0, 1);

/** A zip of the files, with the folders that the artifact names, as Packer writes it. Files and zip may have any size. */
export function createZip(
  files: readonly ArtifactFile[],
  open: OpenFile,
  level: number | undefined,
): AsyncIterable<Buffer> {
  const zip = new ZipFile();
  zip.on('error', (error: Error) => void (zip.outputStream as Readable).destroy(error));
  for (const file of files) {
    const options = {
      mtime: BEGINNING,
      forceDosTimestamp: true,
      mode: 0o100_000 | file.mode,
      size: file.size,
      ...(level !== undefined && { compressionLevel: level }),
    };
    zip.addReadStreamLazy(getInside(file.name), options, (give) =>
      give(null, Readable.from(open(file), { objectMode: false })),
    );
  }
  zip.end();
  return zip.outputStream as Readable;
}
