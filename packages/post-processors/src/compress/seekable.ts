import type { PartContext } from '@strata/sdk';
import { cut, makeSeekable, pieceLength } from '@strata/sdk/pieces';
import { compressPiece } from './program';

/** Of zstd, when none is asked for: its own. */
const USUAL_LEVEL = 3;

/** Compresses by zstd into frames of their own with a table of them, so that readers may jump. */
export function seekableZstd(
  context: Pick<PartContext, 'ports' | 'signal'>,
  bytes: AsyncIterable<Buffer>,
  level = USUAL_LEVEL,
): AsyncGenerator<Buffer> {
  // Several run at a time, each with one thread: how many a machine has does not show in the file.
  return makeSeekable(cut(bytes, pieceLength), (piece) =>
    compressPiece(context, piece, ['zstd', '-q', '-c', '--single-thread', `-${level}`]),
  );
}
