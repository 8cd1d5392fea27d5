import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Where a machine is reached. */
export interface GuestEndpoints {
  readonly address: string;
  /** Port of this machine by port of the guest. */
  readonly ports: ReadonlyMap<number, number>;
}

/** Ports of guests that can be reached, where their security groups let them be. */
export const guestPorts: readonly number[] = [22, 80, 443, 5985, 5986, 8080];

const SHARED = '127.0.0.1';
const TRIES = 20;
/** Parts of `127.x.y.z` are drawn below this; 0 and 255 mean something to some programs. */
const HIGHEST_PART = 255;

/**
 * Finds an address of this machine's own network under which a guest's ports can have their own numbers: clients are told
 * an address alone, and take port 22. Who may not bind such ports gets the usual address.
 *
 * @param wanted the guest's ports
 */
export async function findAddress(wanted: readonly number[]): Promise<string> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const address = ['127', ...[0, 0, 0].map(() => randomInt(1, HIGHEST_PART))].join('.');
    const free = await Promise.all(wanted.map((port) => tryBind(address, port)));
    if (free.every((port) => port !== undefined)) return address;
  }
  return SHARED;
}

/** Finds a port for each of a guest's: its own, or another one where that may not be bound. */
export async function findEndpoints(address: string, wanted: readonly number[]): Promise<GuestEndpoints> {
  const ports = new Map<number, number>();
  for (const port of wanted) {
    const own = address === SHARED ? undefined : await tryBind(address, port);
    const found = own ?? (await tryBind(address, 0));
    if (found === undefined) throw new Error(`no port of ${address} is free`);
    ports.set(port, found);
  }
  return { address, ports };
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
