/** The end of a command's output, for the message when it fails. */
export interface OutputTail {
  add(data: Buffer): void;
  getLines(): readonly string[];
}

const MAX_BYTES = 8_192;
const MAX_LINES = 15;

/** Keeps the last bytes only: output may be of any size. */
export function createOutputTail(): OutputTail {
  let kept: Buffer = Buffer.alloc(0);
  return {
    add(data) {
      kept = Buffer.concat([kept, data]).subarray(-MAX_BYTES);
    },
    getLines() {
      const lines = kept.toString().split(/\r?\n|\r/);
      // The first one may have lost its beginning.
      const whole = kept.length === MAX_BYTES ? lines.slice(1) : lines;
      return whole.filter((line) => line.trim() !== '').slice(-MAX_LINES);
    },
  };
}
