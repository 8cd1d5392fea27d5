import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { answerChallenge } from '../rfb/challenge';

export interface RfbServerOptions {
  /** What it greets with. @default RFB 003.008 */
  readonly greeting?: string;
  /** Types of authentication that it offers; in 3.3 the first is decided on. @default None */
  readonly types?: readonly number[];
  readonly password?: string;
  /** Why it lets nobody in. */
  readonly refusal?: string;
  /** Hangs up after so many keys. */
  readonly keys?: number;
  /** Breaks the line off, in the greeting or after that many keys. */
  readonly resets?: boolean;
  /** Says nothing at all. */
  readonly mute?: boolean;
}

export interface RfbServer extends AsyncDisposable {
  readonly port: number;
  /** `+61` for a key that goes down, `-61` for one that comes up, in hex. */
  readonly keys: readonly string[];
  /** Words that the protocol does not allow at their place. */
  readonly violations: readonly string[];
  readonly connections: number;
  /** Resolves when nobody is connected any more. */
  idle(): Promise<void>;
}

/** A server of RFC 6143 that takes nothing that the document does not allow. */
export async function startRfbServer(options: RfbServerOptions = {}): Promise<RfbServer> {
  const keys: string[] = [];
  const violations: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    talk(socket, options, keys).catch((error: Error) => {
      if (error.message !== 'end') violations.push(error.message);
      socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    keys,
    violations,
    get connections() {
      return connections;
    },
    async idle() {
      await Promise.all(
        [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      );
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const reason = (text: string) => Buffer.concat([number(text.length), Buffer.from(text)]);

async function talk(socket: Socket, options: RfbServerOptions, keys: string[]): Promise<void> {
  const take = createReader(socket);
  if (options.mute) return void (await take(1));
  const greeting = options.greeting ?? 'RFB 003.008\n';
  socket.write(greeting);
  if (options.resets && options.keys === undefined) {
    await take(12);
    return void socket.resetAndDestroy();
  }
  const answer = (await take(12)).toString();
  if (!/^RFB 003\.00[378]\n$/.test(answer)) throw new Error(`version ${answer}`);
  if (answer > greeting) throw new Error(`newer version ${answer}`);
  await authenticate(socket, { ...options, version: Number(answer[10]) }, take);
  const [shared] = await take(1);
  if (shared !== 1) throw new Error(`shared flag ${shared}`);
  const name = 'QEMU';
  socket.write(Buffer.concat([Buffer.alloc(20), number(name.length), Buffer.from(name)]));
  for (;;) {
    const message = await take(8);
    if (message[0] !== 4 || message[1]! > 1 || message.readUInt16BE(2) !== 0)
      throw new Error(`message ${message.toString('hex')}`);
    keys.push(`${message[1] === 1 ? '+' : '-'}${message.readUInt32BE(4).toString(16)}`);
    // A server may speak at any time: a bell and a cut text.
    socket.write(Buffer.concat([Buffer.of(2), Buffer.of(3, 0, 0, 0), reason('clip')]));
    if (keys.length === options.keys)
      return void (options.resets ? socket.resetAndDestroy() : socket.destroy());
  }
}

type Take = (length: number) => Promise<Buffer>;

async function authenticate(
  socket: Socket,
  { version, types = [1], password = '', refusal }: RfbServerOptions & { readonly version: number },
  take: Take,
): Promise<void> {
  if (refusal !== undefined) {
    socket.end(Buffer.concat([version === 3 ? number(0) : Buffer.of(0), reason(refusal)]));
    throw new Error('end');
  }
  let type = types[0]!;
  if (version === 3) socket.write(number(type));
  else {
    socket.write(Buffer.of(types.length, ...types));
    type = (await take(1))[0]!;
    if (!types.includes(type)) throw new Error(`type ${type}`);
  }
  let isRight = true;
  if (type === 2) {
    const challenge = Buffer.from('0123456789abcdef');
    socket.write(challenge);
    isRight = answerChallenge(challenge, password).equals(await take(16));
  }
  if (type === 1 && version < 8) return;
  socket.write(number(isRight ? 0 : 1));
  if (isRight) return;
  if (version === 8) socket.write(reason('wrong password'));
  socket.end();
  throw new Error('end');
}

function createReader(socket: Socket): Take {
  return async (length) => {
    for (;;) {
      const bytes: Buffer | null = socket.read(length);
      if (bytes?.length === length) return bytes;
      if (socket.readableEnded || bytes !== null) throw new Error('end');
      await Promise.race([once(socket, 'readable'), once(socket, 'close').then(() => socket.readableEnded)]);
      if (socket.destroyed) throw new Error('end');
    }
  };
}
