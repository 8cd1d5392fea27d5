import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Where a machine is reached. */
export interface GuestEndpoints {
  readonly address: string;
  /** Port of this machine by port of the guest. */
  readonly ports: ReadonlyMap<number, number>;
}

const SHARED = '127.0.0.1';
const TRIES = 20;
/** Parts of `127.x.y.z` are drawn below this; 0 and 255 mean something to some programs. */
const HIGHEST_PART = 255;

/**
 * Finds an address of this machine's own network under which a guest's ports can have their own numbers: clients are told
 * an address alone, and take port 22. Who may not bind such ports gets others at the usual address.
 *
 * @param wanted the guest's ports
 */
export async function findEndpoints(wanted: readonly number[]): Promise<GuestEndpoints> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const address = ['127', ...[0, 0, 0].map(() => randomInt(1, HIGHEST_PART))].join('.');
    const free = await Promise.all(wanted.map((port) => tryBind(address, port)));
    if (free.every((port) => port !== undefined))
      return { address, ports: new Map(wanted.map((port) => [port, port])) };
  }
  const others = new Map<number, number>();
  for (const port of wanted) {
    const other = await tryBind(SHARED, 0);
    if (other === undefined) throw new Error(`no port of ${SHARED} is free`);
    others.set(port, other);
  }
  return { address: SHARED, ports: others };
}

/** @param port 0 for any @returns the port when it is free */
async function tryBind(address: string, port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port, address), 'listening');
    const bound = server.address();
    return typeof bound === 'object' ? bound?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
