import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { ByteText } from '../../tar';
import type { OutlinePart } from './outline';

/** Nothing in the tree is followed, and nothing can be waited for that was put in the place of a file. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Puts the tar of a layer together from its outline and its tree, in pieces that it is given: the first to begin with,
 * and each time it gives what it has filled, the next. Files are read at once and without waiting: there are many, they
 * lie in the page cache mostly, and a promise for each would cost more than the reading.
 *
 * Throws when a file is missing, shorter than the layer says or not to be read by this user.
 */
export function* assembleTar(
  parts: Iterable<OutlinePart>,
  tree: string,
  first: Buffer,
): Generator<Buffer, void, Buffer> {
  let piece = first;
  let at = 0;
  for (const { head, path, size } of parts) {
    for (let done = 0; done < head.length; ) {
      const count = head.copy(piece, at, done);
      done += count;
      at += count;
      if (at < piece.length) continue;
      piece = yield piece;
      at = 0;
    }
    if (size === 0) continue;
    const file = openSync(getPath(tree, path), flags);
    try {
      for (let left = size; left > 0; ) {
        const count = readSync(file, piece, at, Math.min(left, piece.length - at), null);
        if (count === 0) throw new Error(`${left} bytes of a file are missing`);
        left -= count;
        at += count;
        if (at < piece.length) continue;
        piece = yield piece;
        at = 0;
      }
    } finally {
      closeSync(file);
    }
  }
  if (at > 0) yield piece.subarray(0, at);
}

/** Names are bytes, and need not be UTF-8. */
function getPath(tree: string, path: ByteText): Buffer {
  return Buffer.concat([Buffer.from(`${tree}/`), Buffer.from(path, 'latin1')]);
}
