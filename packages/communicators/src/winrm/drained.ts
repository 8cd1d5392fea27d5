import type { Writable } from 'node:stream';

/** Waits until a stream takes more, or nothing any more. */
export function drained(stream: Writable): Promise<void> {
  return new Promise((done) => {
    const settle = () => {
      stream.off('drain', settle).off('close', settle);
      done();
    };
    stream.once('drain', settle).once('close', settle);
  });
}
