import { existsSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamespaceMode } from '../namespace';
import { getProcTable } from './exec-scripts';
import type { SandboxRequest } from './session';

/** A file with its mode, a link, or a folder. */
type Entry = { readonly content: string; readonly mode: number } | { readonly link: string } | 'folder';

const empty: Entry = { content: '', mode: 0o644 };

/** What a program finds in /dev; the empty files get devices of this machine mounted over them. */
const devices: Readonly<Record<string, Entry>> = {
  ...Object.fromEntries(['null', 'zero', 'full', 'random', 'urandom', 'tty'].map((name) => [name, empty])),
  fd: { link: '/proc/self/fd' },
  stdin: { link: '/proc/self/fd/0' },
  stdout: { link: '/proc/self/fd/1' },
  stderr: { link: '/proc/self/fd/2' },
  ptmx: { link: 'pts/ptmx' },
  pts: 'folder',
  shm: 'folder',
};

const policy = '#!/bin/sh\n# No services start while an image is built.\nexit 101\n';

/** Name of the table that every command mounts. */
export const procTable = 'proc-mounts';

/** Puts in place what the enter script and commands mount. */
export async function prepareWork(request: SandboxRequest, mode: NamespaceMode): Promise<void> {
  const { work, upper, resolvConf } = request;
  await makeEntries(work, {
    ...{ overlay: 'folder', merged: 'folder', nothing: 'folder', scaffold: 'folder', dev: 'folder' },
    'resolv.conf': { content: resolvConf, mode: 0o644 },
    'policy-rc.d': { content: policy, mode: 0o755 },
    [procTable]: { content: getProcTable(mode), mode: 0o644 },
  });
  await makeEntries(join(work, 'dev'), devices);
  await makeScratch(request);
  await makeEntries(join(work, 'scaffold'), getScaffold(request));
  // It becomes the root folder, which every user of the image must be able to enter.
  await chmod(upper, 0o755);
}

/** For each bind whose changes are forgotten, in their order, what its overlay needs. */
async function makeScratch({ work, binds = [] }: SandboxRequest): Promise<void> {
  const count = binds.filter(({ access }) => access === 'scratch').length;
  for (let number = 1; number <= count; number++) {
    await mkdir(join(work, `scratch-${number}`));
    await makeEntries(join(work, `scratch-${number}`), { below: 'folder', above: 'folder', work: 'folder' });
  }
}

/** Mount points that images often lack. A layer with dpkg's data means an image of Debian's kind. */
function getScaffold({ store, layers }: SandboxRequest): Readonly<Record<string, Entry>> {
  const debian = layers.some((layer) => existsSync(join(store, layer, 'var/lib/dpkg')));
  return {
    ...{ etc: 'folder', 'etc/resolv.conf': empty },
    ...(debian ? { usr: 'folder', 'usr/sbin': 'folder', 'usr/sbin/policy-rc.d': empty } : {}),
  };
}

/** One after the other, since folders come before what is in them. Modes are set whatever the umask of the caller. */
async function makeEntries(folder: string, entries: Readonly<Record<string, Entry>>): Promise<void> {
  for (const [name, entry] of Object.entries(entries)) {
    const path = join(folder, name);
    if (entry === 'folder') await mkdir(path);
    else if ('link' in entry) await symlink(entry.link, path);
    else await writeFile(path, entry.content);
    if (entry === 'folder') await chmod(path, 0o755);
    else if ('mode' in entry) await chmod(path, entry.mode);
  }
}
