/** Bits of a bitmap as ext4 counts them: lowest bit of a byte first. A set bit is a block or an inode in use. */
export type Bitmap = Buffer;

const full = 0xff;

export function hasBit(bitmap: Bitmap, bit: number): boolean {
  return ((bitmap[bit >>> 3] as number) & (1 << (bit & 7))) !== 0;
}

export function setBits(bitmap: Bitmap, from: number, to: number): void {
  changeBits(bitmap, from, to, (at, mask) => {
    bitmap[at] = (bitmap[at] as number) | mask;
  });
}

export function clearBits(bitmap: Bitmap, from: number, to: number): void {
  changeBits(bitmap, from, to, (at, mask) => {
    bitmap[at] = (bitmap[at] as number) & ~mask;
  });
}

function changeBits(
  bitmap: Bitmap,
  from: number,
  to: number,
  change: (at: number, mask: number) => void,
): void {
  for (let bit = from; bit < to; ) {
    const start = bit & 7;
    const count = Math.min(8 - start, to - bit);
    change(bit >>> 3, ((1 << count) - 1) << start);
    bit += count;
  }
  if (to > bitmap.length * 8) throw new RangeError(`bit ${to} is outside of a bitmap`);
}

/** The first clear bit from `from` on; `to` when there is none before it. */
export function findClear(bitmap: Bitmap, from: number, to: number): number {
  return find(bitmap, { from, to, wanted: false });
}

/** The first set bit from `from` on; `to` when there is none before it. */
export function findSet(bitmap: Bitmap, from: number, to: number): number {
  return find(bitmap, { from, to, wanted: true });
}

interface Search {
  readonly from: number;
  readonly to: number;
  readonly wanted: boolean;
}

function find(bitmap: Bitmap, { from, to, wanted }: Search): number {
  const uniform = wanted ? 0 : full;
  let bit = from;
  while (bit < to) {
    if ((bit & 7) === 0 && bitmap[bit >>> 3] === uniform) bit += 8;
    else if (hasBit(bitmap, bit) === wanted) return bit;
    else bit++;
  }
  return to;
}

/** The last set bit before `to`; -1 when there is none. */
export function findLastSet(bitmap: Bitmap, to: number): number {
  let bit = to - 1;
  while (bit >= 0) {
    if ((bit & 7) === 7 && bitmap[bit >>> 3] === 0) bit -= 8;
    else if (hasBit(bitmap, bit)) return bit;
    else bit--;
  }
  return -1;
}
