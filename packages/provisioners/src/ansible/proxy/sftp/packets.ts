/** Numbers of SFTP version 3, draft-ietf-secsh-filexfer-02. */
export const request = {
  INIT: 1,
  OPEN: 3,
  CLOSE: 4,
  READ: 5,
  WRITE: 6,
  LSTAT: 7,
  FSTAT: 8,
  SETSTAT: 9,
  FSETSTAT: 10,
  REMOVE: 13,
  MKDIR: 14,
  RMDIR: 15,
  REALPATH: 16,
  STAT: 17,
  RENAME: 18,
} as const;

export const reply = { VERSION: 2, STATUS: 101, HANDLE: 102, DATA: 103, NAME: 104, ATTRS: 105 } as const;

export const status = { OK: 0, EOF: 1, NO_SUCH_FILE: 2, FAILURE: 4, UNSUPPORTED: 8 } as const;

/** The bits of an open, and those that say which attributes follow. */
export const openBits = { WRITE: 0x02 } as const;
const attributeBits = { SIZE: 0x01, OWNER: 0x02, MODE: 0x04, TIMES: 0x08 } as const;

/** The fields of one packet, one after the other. Throws a RangeError where they end too soon. */
export interface Fields {
  byte(): number;
  number(): number;
  /** 64 bits. */
  long(): number;
  bytes(): Buffer;
  text(): string;
  /** Of attributes the permission bits alone are asked for. */
  mode(): number | undefined;
}

const LONG = 8;
const WORD = 4;

export function createFields(packet: Buffer): Fields {
  let at = 0;
  const skip = (size: number) => {
    at += size;
    return at - size;
  };
  const number = () => packet.readUInt32BE(skip(WORD));
  const bytes = () => {
    const size = number();
    const start = skip(size);
    if (at > packet.length) throw new RangeError('The packet ends too soon.');
    return packet.subarray(start, at);
  };
  return {
    byte: () => packet.readUInt8(skip(1)),
    number,
    long: () => Number(packet.readBigUInt64BE(skip(LONG))),
    bytes,
    text: () => bytes().toString(),
    mode() {
      const flags = number();
      if ((flags & attributeBits.SIZE) !== 0) skip(LONG);
      if ((flags & attributeBits.OWNER) !== 0) skip(2 * WORD);
      return (flags & attributeBits.MODE) === 0 ? undefined : number();
    },
  };
}

/** A packet of a type with its fields. */
export function encodePacket(type: number, ...fields: readonly Buffer[]): Buffer {
  const size = fields.reduce((sum, field) => sum + field.length, 1);
  return Buffer.concat([encodeNumber(size), Buffer.of(type), ...fields]);
}

export function encodeNumber(value: number): Buffer {
  const buffer = Buffer.alloc(WORD);
  buffer.writeUInt32BE(value);
  return buffer;
}

export function encodeBytes(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([encodeNumber(bytes.length), bytes]);
}

/** What a client asks for when it copies: size and mode. `mode` with the bits of the kind. */
export function encodeAttributes({ size, mode }: { readonly size: number; readonly mode: number }): Buffer {
  const long = Buffer.alloc(LONG);
  long.writeBigUInt64BE(BigInt(size));
  return Buffer.concat([encodeNumber(attributeBits.SIZE | attributeBits.MODE), long, encodeNumber(mode)]);
}

/** No client sends larger ones: OpenSSH's limit. */
const MAX_PACKET = 2 ** 18;

/** Cuts a stream into packets, without their lengths. */
export async function* readPackets(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of input) {
    kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    while (kept.length >= WORD) {
      const size = kept.readUInt32BE();
      if (size > MAX_PACKET) throw new RangeError(`A packet of ${size} bytes is too large.`);
      if (kept.length < WORD + size) break;
      yield kept.subarray(WORD, WORD + size);
      kept = kept.subarray(WORD + size);
    }
  }
}
