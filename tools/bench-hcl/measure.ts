import { performance } from 'node:perf_hooks';
import type { Rounds } from './parsers';

const bytesPerMegabyte = 1e6;

/** Milliseconds of each of so many runs, after some that warm up. */
export async function measure(
  { warm, runs }: Rounds,
  work: () => Promise<unknown> | unknown,
): Promise<readonly number[]> {
  for (let round = 0; round < warm; round++) await work();
  const times: number[] = [];
  for (let round = 0; round < runs; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

/** Throughput of work over so many bytes, in MB/s. */
export function throughput(bytes: number, milliseconds: readonly number[]): readonly number[] {
  return milliseconds.map((time) => bytes / bytesPerMegabyte / (time / 1000));
}

export function countBytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
