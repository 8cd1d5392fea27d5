import type { TarItem } from './entry';
import { createTarParser } from './parser';

/**
 * Reads an archive (POSIX ustar, pax, GNU long names) as a stream in constant memory. Reads its source to the end, past
 * the end mark of the archive. Fails with LAY020 when it is damaged or cut off, LAY021 for members it cannot express.
 */
export async function* readTar(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarItem> {
  for await (const items of readTarPieces(stream)) for (const item of items) yield item;
}

/**
 * The same by what each piece of the stream brings, for who has nothing to wait for between members: a promise for each
 * of them takes longer than to read it. Each piece is to be taken to its end before the next.
 */
export async function* readTarPieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<readonly TarItem[]> {
  const parser = createTarParser();
  for await (const { buffer, byteOffset, byteLength } of stream)
    yield parser.push(Buffer.from(buffer, byteOffset, byteLength));
  parser.end();
}
