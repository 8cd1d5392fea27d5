import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { drawPorts, type PortRange } from './draw-ports';

/** A port that nobody else gets. */
export interface ReservedPort {
  readonly port: number;
  /** Lets QEMU listen on it; other builds of this process still leave it alone. */
  free(): Promise<void>;
  /** Gives it up altogether. */
  release(): Promise<void>;
}

/** What builds of this process have, listening or not. */
const reserved = new Set<number>();

/**
 * Finds a port by listening on it, and goes on listening until QEMU is about to.
 *
 * @param fields which options give the range
 * @throws Failure when none is free
 */
export async function reservePort(address: string, range: PortRange, fields: string): Promise<ReservedPort> {
  for (const port of drawPorts(range)) {
    const server = reserved.has(port) ? undefined : await listen(address, port);
    if (server) return hold(server, port);
  }
  throw new Failure(
    problem('BLD018', {
      detail: `None of the ports ${range.min} to ${range.max} of ${address} is free.`,
      hint: `Give another range with ${fields}_min and ${fields}_max.`,
    }),
  );
}

function hold(server: Server, port: number): ReservedPort {
  reserved.add(port);
  const free = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  };
  return {
    port,
    free,
    release: async () => {
      await free();
      reserved.delete(port);
    },
  };
}

async function listen(host: string, port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  // A build that waits for nothing but this would never end.
  server.unref();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}
