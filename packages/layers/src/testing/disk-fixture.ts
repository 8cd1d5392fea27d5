import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiskOptions, LayerRecord } from '@strata/sdk';
import { type DiskFacts, makeDisk } from '../disk/image';
import { makeBootableRoot } from './bootable-root';
import { makeTemporaryStore, type TemporaryStore } from './temporary-store';

/** Bytes of the disks; a GiB would be long to read. */
export const diskSize = 256 * 2 ** 20;

/** An image of a base and two steps that a machine can start, and disks made of it. */
export interface DiskFixture extends AsyncDisposable {
  /** For the disks. */
  readonly folder: string;
  readonly box: TemporaryStore;
  /** Lowest first; the message of the day is `hello`. */
  readonly layers: readonly LayerRecord[];
  /** The same image in any store, with another message of the day. */
  makeLayers(box: TemporaryStore, motd: string): Promise<readonly LayerRecord[]>;
  make(name: string, made?: MadeOf): Promise<{ readonly output: string; readonly facts: DiskFacts }>;
}

export interface MadeOf {
  /** @default only the size, {@link diskSize} */
  readonly options?: DiskOptions;
  /** @default that of the fixture */
  readonly box?: TemporaryStore;
  /** @default those of the fixture */
  readonly layers?: readonly LayerRecord[];
}

export async function makeDiskFixture(): Promise<DiskFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-disk-'));
  const root = join(folder, 'root');
  await mkdir(root);
  makeBootableRoot(root);
  const own = await makeTemporaryStore();
  const makeLayers: DiskFixture['makeLayers'] = async (box, motd) => {
    const base = await box.commit(`cp -a '${root}'/. .`);
    const step = await box.step([base], 'head -c 300000 /dev/zero >etc/big; mkdir var; echo step >var/step');
    return [base, step, await box.step([base, step], `rm etc/big; echo ${motd} >etc/motd`)];
  };
  const layers = await makeLayers(own, 'hello');
  const make: DiskFixture['make'] = async (name, made = {}) => {
    const output = join(folder, name);
    const image = { layers: made.layers ?? layers, base: { architecture: 'amd64' } };
    const options = made.options ?? { size: diskSize };
    return { output, facts: await makeDisk((made.box ?? own).store, { image, output, options }) };
  };
  return {
    ...{ folder, box: own, layers, makeLayers, make },
    [Symbol.asyncDispose]: async () => {
      await own[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
