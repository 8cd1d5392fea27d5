import { once } from 'node:events';
import type { Server } from 'node:http';
import { Failure } from '@strata/diagnostics';
import { getErrorCode } from '@strata/sdk';
import { problem } from '../../codes';
import { drawPorts, type PortRange } from '../network/draw-ports';

/**
 * Listens on a free port of the range.
 *
 * @throws Failure when none is free, or the address is none of this machine's
 */
export async function listenWithin(
  server: Server,
  address: string,
  range: PortRange,
  signal: AbortSignal,
): Promise<number> {
  for (const port of drawPorts(range)) {
    signal.throwIfAborted();
    if (await tryPort(server, address, port)) return port;
  }
  throw new Failure(
    problem('BLD043', {
      detail: `None of the ports ${range.min} to ${range.max} of ${address} can be had.`,
      hint: 'Give another range with http_port_min and http_port_max.',
    }),
  );
}

/** False when somebody else has the port. */
async function tryPort(server: Server, address: string, port: number): Promise<boolean> {
  try {
    server.listen({ host: address, port, exclusive: true });
    await once(server, 'listening');
    return true;
  } catch (error) {
    const code = getErrorCode(error);
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    if (code === undefined) throw error;
    throw new Failure(
      problem('BLD043', {
        detail: `This machine cannot listen on ${address}: ${(error as Error).message}.`,
        hint: 'http_bind_address takes an address of this machine, or 0.0.0.0 for all of them.',
      }),
      { cause: error },
    );
  }
}
