import { connect, createServer, type Socket } from 'node:net';

/** A way to a port of this machine that is as long as one over a wide network. */
export interface DelayProxy {
  readonly port: number;
  /** From now on nothing comes through, and nobody is told, as when a cable is pulled. */
  freeze(): void;
  close(): Promise<void>;
}

/** Passes on what it is sent, both ways, half of `roundTrip` milliseconds later; as much at a time as anybody likes. */
export async function startDelayProxy(target: number, roundTrip: number): Promise<DelayProxy> {
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    return socket.setNoDelay(true).once('close', () => open.delete(socket));
  };
  const server = createServer((caller) => {
    const called = keep(connect({ port: target, host: '127.0.0.1' }));
    passOn(keep(caller), called, roundTrip / 2);
    passOn(called, caller, roundTrip / 2);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    port: address.port,
    freeze: () => {
      for (const socket of open) socket.removeAllListeners('data').removeAllListeners('end').resume();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Timers of equal length end in the order in which they began, so nothing overtakes anything. */
function passOn(from: Socket, to: Socket, delay: number): void {
  from.on('data', (bytes) => {
    setTimeout(() => {
      if (to.destroyed || to.write(bytes) || from.isPaused()) return;
      from.pause();
      to.once('drain', () => from.resume());
    }, delay);
  });
  from.on('end', () => setTimeout(() => to.end(), delay));
  from.on('error', () => to.destroy());
}
