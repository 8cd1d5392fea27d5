import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sourceDateEpoch } from '../../../source-date-epoch';
import type { StoreContext } from '../../../store/context';
import { getTemporaryPath } from '../../../store/json-file';
import { makeEntry, type TarItem, writeTar } from '../../../tar';
import { runProgram } from '../../../tar/run-program';
import { toolFailed } from '../problems';
import { embeddedConfig } from './grub-config';
import { type HostFile, readHostFile } from './host-file';

/** The two GRUBs, as `grub-mkimage` names them. */
export type GrubPlatform = 'i386-pc' | 'x86_64-efi';

const packages: Readonly<Record<GrubPlatform, string>> = {
  'i386-pc': 'grub-pc-bin',
  'x86_64-efi': 'grub-efi-amd64-bin',
};

/** Everything that it takes to find a root file system and start its kernel; nothing is loaded from the disk later. */
const modules = [
  ...['normal', 'configfile', 'linux', 'search', 'search_fs_uuid', 'part_gpt', 'part_msdos', 'ext2', 'fat'],
  ...['terminal', 'echo', 'test', 'gzio', 'memdisk', 'tar', 'minicmd', 'reboot', 'halt', 'sleep'],
];

const ownModules: Readonly<Record<GrubPlatform, readonly string[]>> = {
  'i386-pc': ['biosdisk', 'serial'],
  'x86_64-efi': ['efi_gop', 'all_video'],
};

/** A file that a platform's folder has whenever its package is installed. */
export function getGrubFile(platform: GrubPlatform, name: string): HostFile {
  return { path: join('/usr/lib/grub', platform, name), package: packages[platform] };
}

/** Makes a GRUB that has its configuration inside. @throws Failure LAY102, LAY009 or LAY010 */
export async function makeGrubImage(
  store: StoreContext,
  platform: GrubPlatform,
  request: { readonly config: string; readonly signal?: AbortSignal },
): Promise<Buffer> {
  await readHostFile(getGrubFile(platform, 'moddep.lst'));
  const folder = getTemporaryPath(store, 'grub');
  await mkdir(folder);
  try {
    const memdisk = join(folder, 'memdisk');
    const embedded = join(folder, 'embedded');
    await writeFile(memdisk, await buffer(writeTar(makeMemdisk(Buffer.from(request.config)))));
    await writeFile(embedded, embeddedConfig);
    // It wants to sync what it writes, which standard output cannot.
    const output = join(folder, 'image');
    const files = ['-o', output, '-c', embedded, '-m', memdisk, '-p', '(memdisk)/'];
    await runProgram({
      command: 'grub-mkimage',
      args: ['-O', platform, ...files, ...modules, ...ownModules[platform]],
      searchPath: store.searchPath,
      package: 'grub-common',
      refuse: (message) => toolFailed('grub-mkimage', message),
      ...(request.signal && { signal: request.signal }),
    });
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* makeMemdisk(config: Buffer): AsyncGenerator<TarItem> {
  const { length: size } = config;
  yield {
    kind: 'entry',
    entry: makeEntry({ type: 'file', path: 'grub.cfg', size, mtime: sourceDateEpoch }),
  };
  yield { kind: 'data', bytes: config };
}
