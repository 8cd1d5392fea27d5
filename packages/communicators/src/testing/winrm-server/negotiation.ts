import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { encode, prove } from '../../winrm/ntlm/response';

export interface Negotiation {
  /** Whether who asks is known over this connection; otherwise what he is asked for, or undefined when he is refused. */
  judge(request: IncomingMessage): 'in' | string | undefined;
}

/** Logs connections in by NTLM, version 2 alone, as Windows does. Source: [MS-NLMP], [MS-NTHT]. */
export function createNegotiation(login: {
  readonly username: string;
  readonly password: string;
}): Negotiation {
  /** What each connection was asked for last, or that it is in. */
  const known = new WeakMap<Socket, Buffer | 'in'>();
  return {
    judge({ socket, headers }) {
      const [, way, encoded] = /^(Negotiate|NTLM) (\S+)$/.exec(headers.authorization ?? '') ?? [];
      const state = known.get(socket);
      if (encoded === undefined)
        return headers.authorization === undefined && state === 'in' ? 'in' : undefined;
      const message = Buffer.from(encoded, 'base64');
      known.delete(socket);
      if (message.subarray(0, SIGNATURE.length).toString('latin1') !== SIGNATURE) return undefined;
      if (message.readUInt32LE(8) === 1) {
        const challenge = randomBytes(8);
        known.set(socket, challenge);
        return `${way} ${getChallenge(challenge, message.readUInt32LE(12)).toString('base64')}`;
      }
      if (!Buffer.isBuffer(state) || !isRight(message, state, login)) return undefined;
      known.set(socket, 'in');
      return 'in';
    },
  };
}

const SIGNATURE = 'NTLMSSP\0';
const NAME = encode('WINDOWS');
/** When the machine thinks it is. */
const TIME = Buffer.from('0090d336b734c301', 'hex');

/** Names of the domain and the machine, the time, and an end. */
const TARGET_INFO = Buffer.concat(
  [
    [2, NAME],
    [1, NAME],
    [7, TIME],
    [0, Buffer.alloc(0)],
  ].map(([id, value]) => writePair(id as number, value as Buffer)),
);

function writePair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

const HEAD = 48;

function getChallenge(challenge: Buffer, flags: number): Buffer {
  const head = Buffer.alloc(HEAD);
  head.write(SIGNATURE, 'latin1');
  head.writeUInt32LE(2, 8);
  writeField(head, { at: 12, length: NAME.length, offset: HEAD });
  head.writeInt32LE(flags | 0x800000, 20);
  challenge.copy(head, 24);
  writeField(head, { at: 40, length: TARGET_INFO.length, offset: HEAD + NAME.length });
  return Buffer.concat([head, NAME, TARGET_INFO]);
}

function writeField(
  head: Buffer,
  { at, length, offset }: { readonly at: number; readonly length: number; readonly offset: number },
): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

const PROOF = 16;

function isRight(
  message: Buffer,
  challenge: Buffer,
  login: { readonly username: string; readonly password: string },
): boolean {
  const read = (at: number) => {
    const begin = message.readUInt32LE(at + 4);
    return message.subarray(begin, begin + message.readUInt16LE(at));
  };
  const response = read(20);
  // The first version of it has 24 bytes.
  if (response.length <= 24 || message.readUInt32LE(8) !== 3) return false;
  // Some programs write names in the letters of DOS.
  const letters = message.readUInt32LE(60) & 1 ? 'utf16le' : 'latin1';
  const user = { domain: read(28).toString(letters), name: read(36).toString(letters) };
  if (user.name.toLowerCase() !== login.username.toLowerCase()) return false;
  const proof = prove({ ...user, password: login.password }, challenge, response.subarray(PROOF));
  return proof.equals(response.subarray(0, PROOF));
}
