import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Failure } from '@strata/diagnostics';
import { type Algorithms, type Connection, Server } from 'ssh2';
import { problem } from '../../codes';
import { decide, type Guest } from './login';
import { getReason, type Machine } from './machine';
import { serveSession } from './session';

export interface ProxyRequest {
  readonly machine: Machine;
  readonly guest: Guest;
  /** Private, in OpenSSH's or PEM form. */
  readonly hostKey: string;
  /** The first port that is tried; 0 for any. */
  readonly port: number;
  /** The machine's own SFTP server, in place of ours. */
  readonly sftpCommand: string | undefined;
}

export interface Proxy extends AsyncDisposable {
  readonly port: number;
}

/** Nothing goes over a wire here, and ssh2 throws when a channel is closed behind a compressed line that broke off. */
const UNCOMPRESSED: Algorithms = { compress: ['none'] };

/** As Packer: ports from `local_port` on, when that one is taken. */
const TRIES = 10;

/** Opens a door to the machine for programs that speak SSH. It is on this machine's loopback alone. */
export async function openProxy(request: ProxyRequest): Promise<Proxy> {
  const connections = new Set<Connection>();
  const server = new Server({ hostKeys: [request.hostKey], algorithms: UNCOMPRESSED }, (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    serveConnection(connection, request);
  });
  const port = await listen(server, request.port);
  return {
    port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      // A client that keeps its line for the next run would keep the server from closing.
      for (const connection of connections) connection.end();
      await closed;
    },
  };
}

function serveConnection(connection: Connection, request: ProxyRequest): void {
  // A client that goes away in the middle is its own business.
  connection.on('error', () => {});
  connection.on('authentication', (context) => decide(context, request.guest));
  connection.on('ready', () => connection.on('session', (accept) => serveSession(accept(), request)));
}

async function listen(server: Server, first: number): Promise<number> {
  const last = first === 0 ? 0 : first + TRIES - 1;
  for (let port = first; ; port++) {
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if (port >= last) throw getPortFailure({ first, last, error });
    }
  }
}

function getPortFailure(tried: { readonly first: number; readonly last: number; readonly error: unknown }) {
  const { first, last, error } = tried;
  const ports = first === 0 ? 'any port' : `the ports from ${first} to ${last}`;
  const detail = `No SSH server could be started for Ansible on ${ports} of 127.0.0.1: ${getReason(error)}`;
  const hint = 'Leave local_port out for any free port.';
  return new Failure(problem('PRV008', { detail, hint }), { cause: error });
}
