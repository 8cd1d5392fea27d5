import { createHash } from 'node:crypto';
import type { ByteText, TarItem } from '../../tar';
import { blockSize } from '../../tar/header';
import { getPadding, makeBlocks } from '../../tar/write';

/**
 * An outline is the tar of a layer without what its files hold. With the unpacked tree, which has that, it makes the tar
 * again byte by byte: nothing is decompressed, and the digest of the layer says whether it is the same.
 */
export interface OutlinePart {
  /** The tar from the end of one file's data to the beginning of the next one's; the last part ends the archive. */
  readonly head: Buffer;
  /** Whose data follows, by its path in the tree. */
  readonly path: ByteText;
  /** Bytes of data; 0 in the last part. */
  readonly size: number;
}

/** Makes an outline of the members of a layer as they pass. */
export interface OutlineMaker {
  add(item: TarItem): void;
  /** The outline as it is kept; undefined when it has become too large to be of use. */
  end(): Buffer | undefined;
}

/** It is read in one piece: some 100,000 files are in so many bytes. A layer with more is read from its archive. */
const largestOutline = 64 * 2 ** 20;

/** What stands before each part: length of its head, length of its path, size of the data. */
const field = { head: 0, path: 4, size: 8 } as const;
const sizeBytes = 6;
const fieldsLength = field.size + sizeBytes;
const digestLength = 32;

export function createOutline(): OutlineMaker {
  const pieces: Buffer[] = [];
  let length = 0;
  let head: Buffer[] = [];

  const addPart = (path: ByteText, size: number): void => {
    const headLength = head.reduce((sum, block) => sum + block.length, 0);
    const fields = Buffer.alloc(fieldsLength);
    fields.writeUInt32LE(headLength, field.head);
    fields.writeUInt32LE(path.length, field.path);
    fields.writeUIntLE(size, field.size, sizeBytes);
    pieces.push(Buffer.concat([fields, Buffer.from(path, 'latin1'), ...head]));
    length += fieldsLength + path.length + headLength;
    head = [];
  };
  return {
    add: (item) => {
      if (item.kind === 'data' || length > largestOutline) return;
      const { path, size } = item.entry;
      head.push(...makeBlocks(item.entry));
      if (size === 0) return;
      addPart(path, size);
      head = [getPadding(size)];
    },
    end: () => {
      head.push(Buffer.alloc(2 * blockSize));
      addPart('', 0);
      if (length > largestOutline) return undefined;
      const parts = Buffer.concat(pieces);
      return Buffer.concat([getDigest(parts), parts]);
    },
  };
}

/** The parts of an outline that was kept; undefined when it is not what was written. */
export function readOutline(kept: Buffer): Iterable<OutlinePart> | undefined {
  const parts = kept.subarray(digestLength);
  return kept.subarray(0, digestLength).equals(getDigest(parts)) ? listParts(parts) : undefined;
}

function* listParts(parts: Buffer): Generator<OutlinePart> {
  for (let at = 0; at < parts.length; ) {
    const pathStart = at + fieldsLength;
    const headStart = pathStart + parts.readUInt32LE(at + field.path);
    const end = headStart + parts.readUInt32LE(at + field.head);
    yield {
      head: parts.subarray(headStart, end),
      path: parts.toString('latin1', pathStart, headStart),
      size: parts.readUIntLE(at + field.size, sizeBytes),
    };
    at = end;
  }
}

function getDigest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
