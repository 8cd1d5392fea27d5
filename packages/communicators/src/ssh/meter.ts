import type { Socket } from 'node:net';
import type { Traffic } from '@strata/sdk';

/** Counts what passes through the sockets of one machine, one after the other. */
export interface Meter {
  add(socket: Socket): void;
  read(): Traffic;
}

export function createMeter(): Meter {
  const open = new Set<Socket>();
  const past = { sent: 0, received: 0 };
  return {
    add(socket) {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        past.sent += socket.bytesWritten;
        past.received += socket.bytesRead;
      });
    },
    read() {
      const sum = { ...past };
      for (const { bytesRead, bytesWritten } of open) {
        sum.sent += bytesWritten;
        sum.received += bytesRead;
      }
      return sum;
    },
  };
}
