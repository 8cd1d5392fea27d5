import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Namespace } from '../namespace/namespace';
import type { StoreContext } from './context';
import { explainDisk, notWritable } from './errors';
import { getTemporaryPath } from './json-file';
import { getLayout, type Layout } from './layout';
import { getOwner } from './owner';
import { createStore, type Store } from './store';

export interface StoreRequest {
  /** Absolute; made when it is not there. */
  readonly directory: string;
  /** `PATH` of this machine. */
  readonly searchPath: string;
  /** Called once, when files of other owners are first touched. */
  readonly namespace: () => Promise<Namespace>;
  /** The same before it was tried, where that is known. */
  readonly untried?: () => Namespace | undefined;
  /** Told of what was found damaged and repaired or counted as missing. */
  readonly onNote?: (diagnostic: Diagnostic) => void;
}

/** What the `version` file says. Another number for every change that an older Strata would stumble over. */
const version = 'strata layer store 1\n';

/**
 * Opens a store, or makes one where there is nothing.
 *
 * @throws Failure LAY001 for a store of another version and LAY002 for a folder with something else in it, of which
 * nothing is touched; LAY003 when it cannot be written
 */
export async function openStore(request: StoreRequest): Promise<Store> {
  const layout = getLayout(request.directory);
  const owner = getOwner();
  await explainDisk(layout.directory, async () => {
    await prepareVersion(layout, owner);
    const { blobs, links, outlines, records, keys, locks, pins, used, disks, tmp } = layout;
    const folders = [blobs, links, outlines, records, keys, locks, pins, used, disks, tmp];
    await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
    // Old set-uid programs lie about in there: nobody else on this machine shall run them.
    await mkdir(layout.layers, { recursive: true, mode: 0o700 });
    await assertWritable(tmp, owner);
  });
  const getNamespace = once(request.namespace);
  const store: StoreContext = {
    layout,
    owner,
    searchPath: request.searchPath,
    getNamespace,
    canMakeDevices: once(async () => canMakeDevices(await getNamespace(), store)),
    note: request.onNote ?? (() => undefined),
    getUntried: request.untried ?? (() => undefined),
    verified: new Set(),
    looks: new Map(),
    pinned: new Set(),
  };
  return createStore(store);
}

async function prepareVersion(layout: Layout, owner: string): Promise<void> {
  await makeDirectory(layout.directory);
  const found = await readVersion(layout);
  if (found === version) return;
  if (found !== undefined) throw otherVersion(layout, found);
  const others = (await readdir(layout.directory)).filter((name) => !name.startsWith('version'));
  if (others.length === 0) return writeVersion(layout, owner);
  // Another process may have begun the same store since the first look.
  if ((await readVersion(layout)) !== version) throw notStore(layout, others);
}

/** The last folder by itself: in a place like /proc, a recursive mkdir of Node never ends. */
async function makeDirectory(directory: string): Promise<void> {
  const refuse = (code: string) => (error: NodeJS.ErrnoException) => {
    throw error.code === code ? notWritable(directory, error) : error;
  };
  await mkdir(dirname(directory), { recursive: true }).catch(refuse('EEXIST'));
  const there = await stat(directory).catch(() => undefined);
  if (there === undefined) await mkdir(directory).catch(ignoreExisting).catch(refuse('ENOENT'));
}

async function readVersion(layout: Layout): Promise<string | undefined> {
  return readFile(layout.version, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Another process was faster. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** By a link, which fails when another process was faster and has it then. */
async function writeVersion(layout: Layout, owner: string): Promise<void> {
  const temporary = `${layout.version}-${owner}`;
  await writeFile(temporary, version);
  await link(temporary, layout.version).catch(ignoreExisting);
  await rm(temporary);
}

async function assertWritable(tmp: string, owner: string): Promise<void> {
  const probe = join(tmp, `open-${owner}`);
  await writeFile(probe, '');
  await rm(probe, { force: true });
}

/** Tried, since containers take the right to make devices even from root. */
async function canMakeDevices(namespace: Namespace, store: StoreContext): Promise<boolean> {
  if (namespace.mode !== 'root') return false;
  const probe = getTemporaryPath(store, 'device');
  const { exit } = await namespace.run({
    command: 'sh',
    args: ['-c', 'mknod "$0" c 1 3 && rm -f "$0"', probe],
    env: { PATH: store.searchPath },
  });
  return exit.kind === 'exited' && exit.code === 0;
}

/** Remembers what was made, but not a failure. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

function otherVersion({ directory }: Layout, found: string): Failure {
  return new Failure(
    problem('LAY001', {
      detail: `${directory} is a layer store of another version: it says ${JSON.stringify(found.trim().slice(0, 80))}, this Strata writes ${JSON.stringify(version.trim())}. Nothing in it was touched.`,
      hint: `Use the Strata that made it, or move it away: \`mv ${directory} ${directory}.old\`. Layers are built again.`,
    }),
  );
}

function notStore({ directory }: Layout, others: string[]): Failure {
  return new Failure(
    problem('LAY002', {
      detail: `${directory} was to become the layer store, but it has other files in it: ${others.sort().slice(0, 5).join(', ')}. Nothing in it was touched.`,
      hint: 'Choose an empty or a new folder for the store.',
    }),
  );
}
