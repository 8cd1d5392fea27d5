import type { Pages } from './pages';
import { readVarint } from './varint';

/** The file's own header takes the start of the first page. */
const fileHeader = 100;
const leafHeader = 8;
const interiorHeader = 12;
const leafTable = 0x0d;
const interiorTable = 0x05;
const cellCountAt = 3;
const rightMostAt = 8;

/** What the rows of a table hold, in order: the b-tree is walked from its root page. */
export function* readRows(pages: Pages, root: number, seen = new Set<number>()): Generator<Buffer> {
  // A file that was made to harm may lead round in a ring.
  if (seen.has(root)) throw new RangeError(`page ${root} is met twice`);
  seen.add(root);
  const page = pages.get(root);
  const start = root === 1 ? fileHeader : 0;
  const kind = page.readUInt8(start);
  if (kind === leafTable) {
    for (const cell of listCells(page, start, leafHeader)) yield readPayload(pages, page, cell);
    return;
  }
  if (kind !== interiorTable) throw new RangeError(`page ${root} is of an unknown kind`);
  for (const cell of listCells(page, start, interiorHeader))
    yield* readRows(pages, page.readUInt32BE(cell), seen);
  yield* readRows(pages, page.readUInt32BE(start + rightMostAt), seen);
}

function listCells(page: Buffer, start: number, header: number): readonly number[] {
  const count = page.readUInt16BE(start + cellCountAt);
  return Array.from({ length: count }, (_, index) => page.readUInt16BE(start + header + 2 * index));
}

/** A payload that is too long for its page goes on in a chain of others. */
function readPayload(pages: Pages, page: Buffer, cell: number): Buffer {
  const { value: size, next: afterSize } = readVarint(page, cell);
  if (size > pages.size) throw new RangeError(`a row claims ${size} bytes`);
  const { next: begin } = readVarint(page, afterSize);
  const here = getLocalSize(pages.usable, size);
  if (here === size) return page.subarray(begin, begin + size);
  const parts = [page.subarray(begin, begin + here)];
  let left = size - here;
  let number = page.readUInt32BE(begin + here);
  const link = 4;
  while (left > 0) {
    const more = pages.get(number);
    const part = more.subarray(link, link + Math.min(left, pages.usable - link));
    parts.push(part);
    left -= part.length;
    number = more.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

/** How much of a payload lies in the leaf itself: the formula of the file format's section 1.6. */
function getLocalSize(usable: number, size: number): number {
  const most = usable - 35;
  if (size <= most) return size;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((size - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}
