import { statfs } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** Left over for small files and what other programs write meanwhile. */
const reserve = 16 * 2 ** 20;

/** Fails before a big write that cannot end well. */
export async function assertSpace(directory: string, needed: number, purpose: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= needed + reserve) return;
  throw new Failure(
    problem('LAY004', {
      detail: `${purpose} needs ${formatSize(needed + reserve)}, but only ${formatSize(free)} are free for the layer store ${directory}.`,
      hint: 'Free space there, for instance with `strata collect`, or put the store on a larger disk.',
    }),
  );
}

/** Bytes for people. */
export function formatSize(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}
