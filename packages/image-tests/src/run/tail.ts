/** As much of what a test prints is kept, from its end. */
const MAX_TAIL = 64 * 1024;

/** The end of what a command prints, both streams as they came. */
export function createTail() {
  let kept: Buffer = Buffer.alloc(0);
  let isCut = false;
  return {
    add(data: Buffer): void {
      const all = Buffer.concat([kept, data]);
      isCut ||= all.length > MAX_TAIL;
      kept = all.subarray(Math.max(0, all.length - MAX_TAIL));
    },
    get: (): string => `${isCut ? '…' : ''}${kept.toString()}`,
  };
}
