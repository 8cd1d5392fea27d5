import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Downloads } from '../../downloads/downloads';
import { digestOf } from './canonical';

/** The locked indexes of one suite: what a Release has to list to be of use. */
export interface LockedSuite {
  readonly suite: string;
  readonly architecture: string;
  /** `sha256:…` by component. */
  readonly indexes: Readonly<Record<string, string>>;
}

/**
 * The InRelease that was seen to list these indexes. An archive offers only its newest, so the one that goes with a
 * lock has to be kept by whoever met it.
 */
export async function findRelease(downloads: Downloads, locked: LockedSuite): Promise<string | undefined> {
  return readFile(getPath(downloads, locked), 'utf8').catch(() => undefined);
}

/** Keeps an InRelease for the indexes that it lists. */
export async function keepRelease(downloads: Downloads, locked: LockedSuite, text: string): Promise<void> {
  const path = getPath(downloads, locked);
  const temporary = await downloads.temporary('release');
  await writeFile(temporary, text);
  await mkdir(dirname(path), { recursive: true });
  await rename(temporary, path);
}

function getPath(downloads: Downloads, { suite, architecture, indexes }: LockedSuite): string {
  return join(downloads.directory, 'apt', 'releases', digestOf({ suite, architecture, indexes }));
}
