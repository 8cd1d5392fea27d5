const BLOCK = 64;
const LENGTH_BYTES = 8;

/** For each round: shifts, the order in which words are taken, what is added, and how three words are mixed. */
const rounds = [
  {
    shifts: [3, 7, 11, 19],
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    added: 0,
    mix: (x: number, y: number, z: number) => (x & y) | (~x & z),
  },
  {
    shifts: [3, 5, 9, 13],
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    added: 0x5a827999,
    mix: (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
  },
  {
    shifts: [3, 9, 11, 15],
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    added: 0x6ed9eba1,
    mix: (x: number, y: number, z: number) => x ^ y ^ z,
  },
] as const;

/**
 * MD4, which Windows keeps passwords as and Node's OpenSSL has no more. Of no use but to speak with Windows. Source: RFC 1320.
 */
export function md4(content: Buffer): Buffer {
  const padded = pad(content);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < padded.length; at += BLOCK) {
    const mixed = mixBlock(state, padded.subarray(at, at + BLOCK));
    state = state.map((word, index) => (word + (mixed[index] ?? 0)) | 0);
  }
  const digest = Buffer.alloc(4 * state.length);
  for (const [index, word] of state.entries()) digest.writeInt32LE(word | 0, 4 * index);
  return digest;
}

function mixBlock(state: readonly number[], block: Buffer): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (const { shifts, order, added, mix } of rounds)
    for (const [step, word] of order.entries()) {
      const sum = (a + mix(b, c, d) + block.readInt32LE(4 * word) + added) | 0;
      const shift = shifts[step % shifts.length] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    }
  return [a, b, c, d];
}

/** A bit, zeros up to the last eight bytes of a block, and there the length in bits. */
function pad(content: Buffer): Buffer {
  const blocks = Math.ceil((content.length + 1 + LENGTH_BYTES) / BLOCK);
  const padded = Buffer.alloc(blocks * BLOCK);
  content.copy(padded);
  padded[content.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(content.length) * 8n, padded.length - LENGTH_BYTES);
  return padded;
}
