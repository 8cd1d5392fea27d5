import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { exportImage } from '../../packages/layers/src/export';
import type { Reporter } from '../../packages/sdk/src';
import { createNodePorts } from '../../packages/sdk/src/node';
import type { Form } from './forms';
import type { Image } from './image';

export interface Bench {
  /** Folder of a store that has the layers. */
  readonly store: string;
  /** Where outputs go. */
  readonly outputs: string;
  readonly signal: AbortSignal;
}

const silent: Reporter = {
  say: () => undefined,
  output: () => undefined,
  warn: (message) => process.stderr.write(`${message}\n`),
  commandEnded: () => undefined,
  progress: () => undefined,
};

/** Writes an image in one form, as `strata export` does it. Gives how many seconds that took. */
export async function writeForm(
  { name, facts }: Image,
  { format, isCompressed }: Form,
  { store, outputs, path, signal }: Bench & { readonly path: string },
): Promise<number> {
  const places = { store, downloads: join(outputs, 'downloads') };
  const start = performance.now();
  await exportImage(
    { places, ports: createNodePorts(), reporter: silent, signal },
    { image: facts, format, output: path, name, disk: {}, form: { isCompressed, machine: {} } },
  );
  return (performance.now() - start) / 1000;
}
