import { connect, createServer, type Server } from 'node:net';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Client } from 'ssh2';
import { problem } from '../codes';
import type { Tunnel } from './tunnel-text';

const LOOPBACK = '127.0.0.1';

/**
 * Ports of this machine that lead out of the other; they outlive a connection that is lost.
 *
 * @throws Failure
 */
export async function openLocalTunnels(
  tunnels: readonly Tunnel[],
  getClient: () => Client | undefined,
): Promise<{ close(): void }> {
  const servers: Server[] = [];
  const close = () => {
    for (const server of servers) server.close();
  };
  try {
    for (const tunnel of tunnels) servers.push(await openLocalTunnel(tunnel, getClient));
  } catch (error) {
    close();
    throw error;
  }
  return { close };
}

async function openLocalTunnel(
  { port, host, hostPort }: Tunnel,
  getClient: () => Client | undefined,
): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const client = getClient();
    if (!client) return void socket.destroy();
    client.forwardOut(LOOPBACK, socket.remotePort ?? 0, host, hostPort, (error, channel) => {
      if (error) return void socket.destroy();
      channel.on('error', () => socket.destroy()).once('close', () => socket.destroy());
      socket.once('close', () => channel.close());
      socket.pipe(channel).pipe(socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error) => reject(new Failure(explain('ssh_local_tunnels', port, error))));
    server.listen(port, LOOPBACK);
  });
  // Whoever waits for the machine only, does not wait for a tunnel.
  return server.unref();
}

/**
 * Ports of the other machine that lead out of this one, for the life of one connection.
 *
 * @throws Failure
 */
export async function openRemoteTunnels(tunnels: readonly Tunnel[], client: Client): Promise<void> {
  if (tunnels.length === 0) return;
  client.on('tcp connection', ({ destPort }, accept, reject) => {
    const tunnel = tunnels.find(({ port }) => port === destPort);
    if (!tunnel) return reject();
    const socket = connect({ host: tunnel.host, port: tunnel.hostPort });
    socket.once('error', reject);
    socket.once('connect', () => {
      const channel = accept();
      socket.off('error', reject).on('error', () => channel.close());
      channel.on('error', () => socket.destroy()).once('close', () => socket.destroy());
      socket.pipe(channel).pipe(socket);
    });
  });
  for (const { port } of tunnels)
    await new Promise<void>((resolve, reject) => {
      client.forwardIn(LOOPBACK, port, (error) =>
        error ? reject(new Failure(explain('ssh_remote_tunnels', port, error))) : resolve(),
      );
    });
}

function explain(option: string, port: number, error: Error): Diagnostic {
  return problem('COM011', {
    detail: `${option}: port ${port} of ${LOOPBACK} cannot be listened at: ${error.message}.`,
    hint: 'Take another port; the server must allow forwarding (AllowTcpForwarding).',
  });
}
