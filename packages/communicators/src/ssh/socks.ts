import type { Socket } from 'node:net';
import { isIPv4, isIPv6 } from 'node:net';
import { reveal } from '@strata/sdk';
import { problem } from '../codes';
import type { SocksProxy } from './settings';
import { type Bounds, openSocket } from './socket';
import { Trouble } from './trouble';

/* Numbers of RFC 1928 and, for passwords, RFC 1929. */
const VERSION = 5;
const NO_LOGIN = 0;
const PASSWORD_LOGIN = 2;
const PASSWORD_VERSION = 1;
const CONNECT = 1;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;
const addressBytes: Readonly<Record<number, number>> = { [IPV4]: 4, [IPV6]: 16 };
const PORT_BYTES = 2;

const refusals: Readonly<Record<number, string>> = {
  1: 'it failed',
  2: 'its rules do not allow it',
  3: 'the network cannot be reached',
  4: 'the host cannot be reached',
  5: 'nothing listens there (connection refused)',
  6: 'it takes too long',
  7: 'it does not know how to connect',
  8: 'it does not know this kind of address',
};

/**
 * A connection to a host through a SOCKS5 proxy, which looks the name up.
 *
 * @throws Trouble
 */
export async function openSocketThroughProxy(
  proxy: SocksProxy,
  target: { readonly host: string; readonly port: number },
  bounds: Bounds,
): Promise<Socket> {
  const socket = await openSocket({ role: 'The proxy', ...proxy }, bounds).catch((error: unknown) => {
    throw error instanceof Trouble ? asHop(error) : error;
  });
  const stop = () => socket.destroy(new Error('cancelled'));
  bounds.signal.addEventListener('abort', stop, { once: true });
  socket.setTimeout(bounds.limit, () => socket.destroy(new Error('it does not answer in time')));
  try {
    await greet(socket, proxy);
    await ask(socket, proxy, target);
    return socket;
  } catch (error) {
    socket.destroy();
    bounds.signal.throwIfAborted();
    if (error instanceof Trouble) throw error;
    throw refuse(proxy, error instanceof Error ? error.message : String(error));
  } finally {
    bounds.signal.removeEventListener('abort', stop);
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
  }
}

async function greet(socket: Socket, proxy: SocksProxy): Promise<void> {
  const methods = proxy.username === undefined ? [NO_LOGIN] : [NO_LOGIN, PASSWORD_LOGIN];
  socket.write(Buffer.from([VERSION, methods.length, ...methods]));
  const [version, method] = await readExactly(socket, 2);
  if (version !== VERSION) throw refuse(proxy, 'it is no SOCKS5 proxy');
  if (method === NO_LOGIN) return;
  if (method !== PASSWORD_LOGIN) throw refuse(proxy, 'it wants a login: set ssh_proxy_username', 'login');
  const words = [proxy.username ?? '', reveal(proxy.password ?? '')].map((text) => Buffer.from(text));
  socket.write(
    Buffer.concat([
      Buffer.from([PASSWORD_VERSION]),
      ...words.flatMap((word) => [Buffer.from([word.length]), word]),
    ]),
  );
  const [, status] = await readExactly(socket, 2);
  if (status !== 0) throw refuse(proxy, `it refuses the login of "${proxy.username}"`, 'login');
}

async function ask(
  socket: Socket,
  proxy: SocksProxy,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  const portBytes = Buffer.alloc(PORT_BYTES);
  portBytes.writeUInt16BE(port);
  socket.write(Buffer.concat([Buffer.from([VERSION, CONNECT, 0]), getAddress(host), portBytes]));
  const [, status = 1, , kind = 0] = await readExactly(socket, 4);
  if (status !== 0)
    throw refuse(proxy, `no connection to ${host}:${port}: ${refusals[status] ?? `error ${status}`}`);
  const length = kind === NAME ? ((await readExactly(socket, 1))[0] ?? 0) : (addressBytes[kind] ?? 0);
  await readExactly(socket, length + PORT_BYTES);
}

function getAddress(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([IPV4, ...host.split('.').map(Number)]);
  if (isIPv6(host)) return Buffer.concat([Buffer.from([IPV6]), getIpv6Bytes(host)]);
  const name = Buffer.from(host);
  return Buffer.concat([Buffer.from([NAME, name.length]), name]);
}

const IPV6_GROUPS = 8;

/** URL parsing writes every IPv6 address, however it was given, with at most one `::` and no dotted end. */
function getIpv6Bytes(host: string): Buffer {
  const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const toGroups = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [toGroups(head), toGroups(tail ?? '')];
  const gap = Array.from({ length: IPV6_GROUPS - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...gap, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** What comes after those bytes stays in the socket: it is the server's greeting. */
async function readExactly(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = socket.read(count);
    if (bytes) return bytes;
    await new Promise<void>((resolve, reject) => {
      const settle = (act: () => void) => () => {
        socket.off('readable', onReadable).off('error', reject).off('close', onClose);
        act();
      };
      const onReadable = settle(resolve);
      const onClose = settle(() => reject(new Error('it hung up')));
      socket.once('readable', onReadable).once('error', reject).once('close', onClose);
    });
  }
}

function refuse(
  { host, port }: SocksProxy,
  reason: string,
  kind: 'unreachable' | 'login' = 'unreachable',
): Trouble {
  const detail = `The proxy at ${host}:${port} does not lead to the machine: ${reason}.`;
  return new Trouble(kind, problem('COM010', { detail, hint: 'See ssh_proxy_host and its fellows.' }));
}

function asHop({ kind, diagnostic }: Trouble): Trouble {
  return new Trouble(
    kind,
    problem('COM010', { detail: diagnostic.detail, hint: 'See ssh_proxy_host and its fellows.' }),
  );
}
