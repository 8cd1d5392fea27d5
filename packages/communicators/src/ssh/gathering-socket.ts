import { Socket } from 'node:net';

type Done = (error?: Error | null) => void;

/**
 * Gathers what is written within one turn of the event loop. ssh2 writes each packet in three pieces, and a large piece of
 * a file as many packets; together they are one call of the system, here and where they arrive.
 */
export class GatheringSocket extends Socket {
  private isGathering = false;

  constructor() {
    super();
    // Connecting puts Node's own `write` before that of any class.
    this.once('connect', () => Reflect.deleteProperty(this, 'write'));
  }

  override write(bytes: Uint8Array | string, done?: Done): boolean;
  override write(bytes: Uint8Array | string, encoding?: BufferEncoding, done?: Done): boolean;
  override write(bytes: Uint8Array | string, encodingOrDone?: BufferEncoding | Done, done?: Done): boolean {
    if (!this.isGathering) {
      this.isGathering = true;
      this.cork();
      process.nextTick(() => {
        this.isGathering = false;
        this.uncork();
      });
    }
    if (typeof encodingOrDone === 'string') return super.write(bytes, encodingOrDone, done);
    return super.write(bytes, encodingOrDone ?? done);
  }
}
