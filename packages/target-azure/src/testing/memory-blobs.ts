import { blockSize } from '../vhd';

/** What a request for pages did. */
export interface PageCall {
  readonly kind: 'write' | 'clear';
  readonly start: number;
  readonly length: number;
}

/** A page blob in memory, as far as sending pages needs one; `fail` is asked before each request. */
export function createMemoryBlob(
  size: number,
  fail: (call: PageCall, number: number) => unknown = () => undefined,
) {
  const bytes = Buffer.alloc(size);
  const calls: PageCall[] = [];
  const take = (call: PageCall) => {
    calls.push(call);
    const failure = fail(call, calls.length);
    if (failure) throw failure;
  };
  return {
    ...{ bytes, calls },
    async uploadPages(content: Buffer, start: number, length: number) {
      take({ kind: 'write', start, length });
      content.copy(bytes, start, 0, length);
    },
    async clearPages(start: number, length: number) {
      take({ kind: 'clear', start, length });
      bytes.fill(0, start, start + length);
    },
    getBlock: (index: number) => bytes.subarray(index * blockSize, (index + 1) * blockSize),
  };
}
