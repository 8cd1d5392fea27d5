import { randomBytes } from 'node:crypto';
import { encode, makeResponse, type NtlmUser } from './response';

/** What a server asks a proof for. */
export interface Challenge {
  readonly flags: number;
  readonly challenge: Buffer;
  readonly targetInfo: Buffer;
}

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

/** Texts in UTF-16, the server's name, the newer session security, and what the server says of itself. */
const FLAGS = 0x1 | 0x4 | 0x200 | 0x8000 | 0x80000 | 0x800000 | 0x20000000;

/** Begins a login. Source: [MS-NLMP] 2.2.1.1. */
export function getNegotiate(): Buffer {
  const message = Buffer.alloc(32);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(FLAGS, 12);
  return message;
}

/** Reads what the server answers to that; undefined when it is something else. Source: [MS-NLMP] 2.2.1.2. */
export function parseChallenge(message: Buffer): Challenge | undefined {
  if (message.length < 48 || !message.subarray(0, 8).equals(SIGNATURE) || message.readUInt32LE(8) !== 2)
    return undefined;
  const begin = message.readUInt32LE(44);
  const targetInfo = message.subarray(begin, begin + message.readUInt16LE(40));
  return { flags: message.readUInt32LE(20), challenge: message.subarray(24, 32), targetInfo };
}

/** Ends a login: the proof that the password is known, which stays here. Source: [MS-NLMP] 2.2.1.3. */
export function getAuthenticate(
  user: NtlmUser,
  { flags, challenge, targetInfo }: Challenge,
  now: number,
): Buffer {
  const time = findTime(targetInfo);
  const exchange = { challenge, targetInfo, nonce: randomBytes(8), time: time ?? toFileTime(now) };
  const fields = [
    // Its forerunner, which is not looked at any more.
    Buffer.alloc(24),
    makeResponse(user, exchange),
    encode(user.domain),
    encode(user.name),
    Buffer.alloc(0),
    Buffer.alloc(0),
  ];
  return write(fields, flags & FLAGS);
}

const HEAD = 12;
const FIELD = 8;

function write(fields: readonly Buffer[], flags: number): Buffer {
  const begin = HEAD + FIELD * fields.length + 4;
  const head = Buffer.alloc(begin);
  SIGNATURE.copy(head);
  head.writeUInt32LE(3, 8);
  let offset = begin;
  for (const [index, { length }] of fields.entries()) {
    const at = HEAD + FIELD * index;
    head.writeUInt16LE(length, at);
    head.writeUInt16LE(length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += length;
  }
  head.writeInt32LE(flags, begin - 4);
  return Buffer.concat([head, ...fields]);
}

const TIME = 7;
const TIME_BYTES = 8;

/** The server's clock, where it tells it: pairs of a number, a length and a value. Source: [MS-NLMP] 2.2.2.1. */
function findTime(targetInfo: Buffer): Buffer | undefined {
  for (let at = 0; at + 4 <= targetInfo.length; at += 4 + targetInfo.readUInt16LE(at + 2))
    if (targetInfo.readUInt16LE(at) === TIME) return targetInfo.subarray(at + 4, at + 4 + TIME_BYTES);
  return undefined;
}

/** Milliseconds between 1601 and 1970. */
const EPOCH = 11_644_473_600_000n;
const TICKS = 10_000n;

function toFileTime(now: number): Buffer {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64LE((BigInt(Math.floor(now)) + EPOCH) * TICKS);
  return time;
}
