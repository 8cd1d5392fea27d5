import { connect, createServer, type Socket } from 'node:net';
import { getFreePort } from './sshd';

export interface SocksServer {
  readonly port: number;
  /** Hosts that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A SOCKS5 proxy that wants a login and knows names (RFC 1928 and 1929), as small as a test needs it. */
export async function startSocksServer(username: string, password: string): Promise<SocksServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket, `${username}:${password}`, asked).catch(() => socket.destroy());
  });
  const port = await getFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function serve(socket: Socket, login: string, asked: string[]): Promise<void> {
  const chunk = () => new Promise<Buffer>((resolve) => socket.once('data', resolve));
  const methods = await chunk();
  if (!methods.subarray(2).includes(2)) return void socket.end(Buffer.from([5, 0xff]));
  socket.write(Buffer.from([5, 2]));
  const given = await chunk();
  const nameEnd = 2 + (given[1] ?? 0);
  const isRight = `${given.subarray(2, nameEnd)}:${given.subarray(nameEnd + 1)}` === login;
  socket.write(Buffer.from([1, isRight ? 0 : 1]));
  if (!isRight) return void socket.end();
  const request = await chunk();
  const isName = request[3] === 3;
  const host = isName
    ? request.subarray(5, 5 + (request[4] ?? 0)).toString()
    : request.subarray(4, 8).join('.');
  asked.push(host);
  const target = connect(request.readUInt16BE(request.length - 2), host);
  target.once('error', () => socket.end(Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0])));
  target.once('connect', () => {
    socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
    socket.pipe(target).pipe(socket);
  });
}
